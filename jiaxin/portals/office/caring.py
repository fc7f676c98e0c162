"""找照护人员 — for an elder in a street, graded, on some days: who suits, in which order and why; and why not somebody else.

Everybody on the page agreed to be named to civil affairs, and finds the look in 谁查了我.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import log_read, meet, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.matching import queries as matching
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.matching import Need, Ranked, matching_rules
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of, may_ever
from jiaxin.domain.records.availability import KIND
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.workers import scope_of
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.purposes import purpose_of

SHOWN = 20
DAYS = tuple(zip(KIND.field("weekdays").choices, (words[0] for words in KIND.field("weekdays").words), strict=True))
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
REASONS = {"score": "信用评分", "elders": "照护经验", "returned": "老客户再找", "skill": "证书等级", "days": "日子合适", "papers": "证照长期有效"}
HEADINGS = ("核对码", "名次", "姓名", "所属企业", "得分", "理由", "提醒")


@door(Permission.CARER_FIND)
def carers(request: HttpRequest) -> HttpResponse:
    """What is asked stands in the address; a name typed to ask “why not her” comes by POST alone."""
    actor, today = actor_of(request), clock.today()
    require(actor, Permission.CARER_FIND, Thing.of(actor))
    streets = _streets(actor, today)
    asked = request.POST if request.method == "POST" else request.GET
    need, refused, found = _need(asked, streets, today), None, None
    if asked.get("grade"):
        try:
            found = matching.shortlist(need, scope_of(actor, Permission.CARER_FIND), today)
        except Refused as why:
            refused = why
    shown = {
        "need": need, "streets": streets, "days": DAYS, "grades": matching_rules(today).labels, "levels": matching_rules(today).levels, "today": today,
        "refused": refused, "found": found, "rules": matching_rules(today), "day_words": "、".join(word for code, word in DAYS if code in need.weekdays),
        "street": streets.get(need.street, ""), "rows": _rows(actor, found, "查找照护人员", LIST) if found else [],
        "typed": request.POST.get("q", "").strip(), "answers": _answers(request, actor, need, found) if found else [],
        "may_file": may_ever(actor.role, Permission.FILE_VIEW), "may_export": may_ever(actor.role, Permission.LIST_EXPORT), "rest": max(0, len(found.people) - SHOWN) if found else 0,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/carers.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The people shown, as a workbook, after saying what for, as any list of people; everybody on it finds the purpose in 谁查了我."""
    actor, today, purpose = actor_of(request), clock.today(), purpose_of(request)
    for permission in (Permission.LIST_EXPORT, Permission.CARER_FIND):
        require(actor, permission, Thing.of(actor))
    found = matching.shortlist(_need(request.POST, _streets(actor, today), today), scope_of(actor, Permission.CARER_FIND), today)
    out = exporting.outgoing(request, Permission.CARER_FIND, "照护人员", purpose, len(found.people[:SHOWN]))
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, found, f"导出照护人员名单：{purpose}")
    codes = exporting.let_out(request, out).codes
    cells = ((code, r["place"], r["name"], r["company"], r["one"].points, "；".join(f"{label} {points} 分（{words}）" for label, points, words in r["reasons"]), _said(r)) for code, r in zip(codes, rows, strict=True))
    return list_answer("照护人员", HEADINGS, cells, "照护人员")


def _said(row: dict[str, Any]) -> str:
    """What to ask about first, with the pause of her company."""
    paused = f"所属企业暂停推荐，{row['paused'].isoformat()} 起恢复" if row["paused"] else ""
    return "；".join(one for one in (row["one"].caution, paused) if one)


def _streets(actor: Actor, today: date) -> dict[str, str]:
    """The streets one may ask about: one's own, or all."""
    found, own = registry.regions("street", today), scope_of(actor, Permission.CARER_FIND).street
    return {code: name for code, name in found.items() if not own or code == own}


def _need(asked: QueryDict, streets: dict[str, str], today: date) -> Need:
    """Before anything is chosen: grade 3, working days, from today, as the form stands."""
    first, typed = next(iter(streets), ""), asked.get("start", "")
    try:
        start = date.fromisoformat(typed) if typed else today
    except ValueError:
        start = date.min  # refused with its own sentence
    grade, days = asked.get("grade", "3"), asked.getlist("day")
    street = asked.get("street", first)
    return Need(int(grade) if grade.isdecimal() and len(grade) < 3 else 0, street if street in streets else "", tuple(days if asked.get("grade") else WORKDAYS), start)


def _rows(actor: Actor, found: matching.Shortlist, purpose: str, reference: str = "") -> list[dict[str, Any]]:
    """One receipt for the page, then the names. A page spends of the day's persons."""
    people = found.people[:SHOWN]
    if reference == LIST:
        meet(actor, [one.subject for one in people], registry.count("worker"))
    names, companies = _named(actor, [one.subject for one in people], found, purpose, reference)
    return [
        {"place": place, "one": one, "name": names.get(one.subject, ""), "company": companies.get(found.lines[one.subject].company, ""), "paused": found.paused.get(found.lines[one.subject].company), "reasons": _reasons(one)}
        for place, one in enumerate(people, 1)
    ]


def _reasons(one: Ranked) -> list[tuple[str, int, str]]:
    return [(REASONS[code], points, words) for code, points, words in one.reasons]


def _answers(request: HttpRequest, actor: Actor, need: Need, found: matching.Shortlist) -> list[tuple[str, str]]:
    """为什么没有她: each person of the street the name fits, with her place, or what keeps her off."""
    typed = request.POST.get("q", "").strip()
    if not typed:
        return []
    met = registry.find(scope_of(actor, Permission.CARER_FIND), registry.Wanted(typed, street=need.street), 5).lines
    told = [one.subject for one in met if one.confirmed and not one.withdrawn and not one.refused & matching.NEEDED]
    names, _ = _named(actor, told, found, "查问为什么不在照护名单上")
    places = {one.subject: place for place, one in enumerate(found.people, 1)}
    return [(names.get(one, ""), _why(one, places, found)) for one in told]


def _why(subject: str, places: dict[str, int], found: matching.Shortlist) -> str:
    if place := places.get(subject):
        return f"在名单上，第 {place} 位"
    if off := found.why.get(subject):
        return "；".join(bar.label for bar in off)
    return "没有登记养老照护这个工种"


def _named(actor: Actor, subjects: Iterable[str], found: matching.Shortlist, purpose: str, reference: str = "") -> tuple[dict[str, str], dict[str, str]]:
    wanted = list(subjects)
    if not wanted:
        return {}, {}
    log_read(actor, wanted, fields_of(actor.role, Permission.CARER_FIND), purpose, reference)
    companies = registry.companies({found.lines[one].company for one in wanted if one in found.lines and found.lines[one].company})
    return {one: mask_name(person.name) for one, person in registry.people(wanted).items()}, {one: named.name for one, named in companies.items()}

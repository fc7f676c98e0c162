"""记录疑点 — pairs of records that look copied or invented: the list, both side by side after saying what for, what a person found.

Nothing on these pages punishes anybody: found mistaken, the company is asked; found false, an inspection is opened.
"""

import re
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.actions import log_read, meet, require, spend
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.governance import actions as cases
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.doubts.kinds import KINDS, WHOSE, DoubtKind
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, field_class, fields_of, may_ever
from jiaxin.domain.procedures.record_doubt import PROCEDURE
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.doubt_words import BADGES, both, called
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import minute
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

A_PAGE, HEAPS = 50, 5
TABS = {"": ("待核查", intake.DOUBTS_WAITING), "asked": ("等企业答复", ("asked",)), "settled": ("已有结论", intake.DOUBTS_SETTLED)}
HEADINGS = ("核对码", "疑点", "企业", "街道", "人员", "另一条", "状态", "自何日起", "期限", "最近的理由")
Line = tuple[intake.Doubt, str, str, registry.CompanyName | None, tuple[State, str]]


@door(Permission.DOUBT_VIEW)
@require_safe
def doubts(request: HttpRequest) -> HttpResponse:
    actor, tab, firm, code = actor_of(request), request.GET.get("tab", ""), request.GET.get("firm", ""), request.GET.get("kind", "")
    require(actor, Permission.DOUBT_VIEW, Thing.of(actor))
    tab, code = tab if tab in TABS else "", code if code in KINDS else ""
    every = intake.doubts(actor, TABS[tab][1])
    found = [one for one in every if (not firm or one.company == firm) and (not code or one.kind.code == code)]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    firms = registry.companies({one.company for one in every})
    may_decide = may_ever(actor.role, Permission.DOUBT_DECIDE)
    shown = {
        "tick": may_decide and bool(firm and code) and len(found) > 1 and bool(intake.findings_together(found)), "most": intake.MOST_DOUBTS_TOGETHER,
        "heaps": [] if firm or code or not may_decide else _heaps(every, firms),
        "rows": _lines(actor, list(page.object_list), firms), "page": page, "tab": tab, "tabs": [(k, label) for k, (label, _) in TABS.items()], "count": len(found),
        "kinds": [(k, one.label, sum(d.kind.code == k for d in every)) for k, one in KINDS.items()], "kind": code, "firm": firms.get(firm), "firms": firms,
        "may_export": may_ever(actor.role, Permission.LIST_EXPORT) and bool(found),
        "kept": [{"name": n, "value": v} for n, v in (("tab", tab), ("firm", firm), ("kind", code)) if v],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/doubts.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list under the filters of the page, after saying what for; everybody on it finds the purpose."""
    actor, purpose, said = actor_of(request), purpose_of(request), request.POST
    require(actor, Permission.DOUBT_VIEW, Thing.of(actor))
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    found = intake.doubts(actor, TABS[said.get("tab", "") if said.get("tab", "") in TABS else ""][1], said.get("firm", ""), said.get("kind", ""))
    out = exporting.outgoing(request, Permission.DOUBT_VIEW, "记录疑点", purpose, len(found))
    if waiting := exporting.held(request, out):
        return waiting
    names, firms, streets = called(actor, found, f"导出记录疑点：{purpose}"[:64]), registry.companies({one.company for one in found}), registry.regions("street", clock.today())
    why = intake.doubt_reasons([one.id for one in found])
    rows = [
        (
            code, one.kind.label, firms[one.company].name if one.company in firms else "", streets.get(one.street, ""), names.get(one.subject, ""), names.get(one.other, ""),
            one.state_label, one.since.isoformat(), one.due_on.isoformat() if one.due_on else "", why.get(one.id, ""),
        )
        for code, one in zip(exporting.let_out(request, out).codes, found, strict=True)
    ]  # fmt: skip
    return list_answer("记录疑点", HEADINGS, rows, "记录疑点")


@door(Permission.DOUBT_VIEW)
def doubt(request: HttpRequest, doubt_id: str) -> HttpResponse:
    """Without a purpose the page says what is alike about whom; with it, both records stand side by side and both have a receipt."""
    actor, one = actor_of(request), _one(doubt_id)
    require(actor, Permission.DOUBT_VIEW, _thing(one))
    lines: list[tuple[str, str, str, bool]] = []
    may_look = may_ever(actor.role, Permission.FIELD_REVEAL)
    if request.method == "POST":
        lines = _beside(actor, one, purpose_of(request))
    names = called(actor, [one], "核查记录疑点")
    steps = [step for step in intake.doubt_findings(one) if any(may_ever(actor.role, p) for p in step.who)]
    firm = registry.companies([one.company]).get(one.company)
    shown = {
        "one": one, "badge": BADGES[one.state], "sides": both(one, names), "lines": lines, "may_look": may_look, "firm": firm, "street": registry.regions("street", clock.today()).get(one.street, ""),
        "findings": steps, "whose": WHOSE if any(s.verb in ("ask", "false") for s in steps) else {}, "wants_officers": any(s.verb == "false" for s in steps),
        "taken": [(t.label, who.posts([t.actor]).get(t.actor, "系统" if t.actor.startswith("system:") else t.actor), minute(t.at), t.said) for t in intake.doubt_steps(one.id)],
    }  # fmt: skip
    answer = framed(request, menu_for(request), "office/doubt.html", shown)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@door(Permission.DOUBT_DECIDE)
@require_POST
def decide(request: HttpRequest, doubt_id: str) -> HttpResponse:
    """What was found. False records are followed by an inspection in the same breath, or nothing is recorded."""
    actor, said = actor_of(request), request.POST
    verb = said.get("finding", "")
    with transaction.atomic():
        company = actions.decide_doubt(actor, doubt_id, verb, said.get("why", ""), said.get("whose", "both"))
        made = cases.inspect_after_finding(actor, company, doubt_id, re.split(r"[\s、，,]+", said.get("officers", "").strip())) if verb == "false" else ""
    if made:
        messages.success(request, "已记录，并已转检查程序：告知、陈述申辩和期限都按检查办理。")
        return redirect("office:case", made)
    messages.success(request, "已记录，企业会收到通知和期限。" if verb == "ask" else "核查结论已记录。")
    return redirect("office:doubts")


def _heaps(every: list[intake.Doubt], firms: dict[str, registry.CompanyName]) -> list[tuple[registry.CompanyName, DoubtKind, int]]:
    """The companies and kinds with the most doubts of one sort, which may be decided in one go."""
    counted = Counter((one.company, one.kind.code) for one in every if one.company in firms)
    return [(firms[firm], KINDS[code], n) for (firm, code), n in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if n > 1][:HEAPS]


def _one(doubt_id: str) -> intake.Doubt:
    if (one := intake.doubt(doubt_id)) is None:
        raise Refused("access.absent", "没有找到这条疑点。", "请从列表进入。")
    return one


def _thing(one: intake.Doubt) -> Thing:
    return Thing(owner=one.subject, organisation=one.company, street=one.street, kind=PROCEDURE.code)


def _lines(actor: Actor, found: list[intake.Doubt], firms: dict[str, registry.CompanyName]) -> list[Line]:
    names = called(actor, found, "核查记录疑点", LIST, meet)
    return [(one, names.get(one.subject, ""), names.get(one.other, ""), firms.get(one.company), BADGES[one.state]) for one in found]


def _beside(actor: Actor, one: intake.Doubt, purpose: str) -> list[tuple[str, str, str, bool]]:
    """(field, first, second, same): may this officer see both, and the receipt of both, before anything is opened."""
    people = list(dict.fromkeys((one.subject, one.other)))
    files, refused = registry.file_lines(people), frozenset[str]()
    for subject in people:
        line = files.get(subject)
        require(actor, Permission.FIELD_REVEAL, Thing(subject, line.company, line.street, line.grid, consent=line.consent, refused=line.refused) if line else Thing(owner=subject))
        refused |= line.refused if line else frozenset()
    allowed = fields_of(actor.role, Permission.FILE_VIEW, refused)
    wanted = {field_class(record, field) for record, field in one.kind.shown} & allowed
    spend(actor, "reveal")
    log_read(actor, people, wanted or [FieldClass.BASIC], f"核查记录疑点：{purpose}"[:64], "reveal")
    told = []
    for line in intake.side_by_side(one):
        if field_class(line.record, line.field) not in allowed:
            continue
        field = kind(line.record).field(line.field)
        one_says, other_says = (spoken(field, v) if (v := side.get(line.field) if side else None) not in (None, "", []) else "" for side in (line.one, line.other))
        told.append((f"{kind(line.record).label} · {field.label}", one_says, other_says, one_says == other_says))
    return told

"""事项和信用 — what runs about the company; its records with the day of repair and the day of the automatic stop."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.lettering import kept, letter_answer, plaque_answer
from jiaxin.portals.shared.listing import case_table
from jiaxin.portals.shared.listing import listed as matters
from jiaxin.portals.shared.objecting import objectionable

BASE = "/company/cases"


@door(Permission.CASE_VIEW)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.CASE_VIEW, Thing(organisation=actor.organisation))
    found = governance.cases_of(actor)
    shown = {
        "rows": cases.rows(found), "base": BASE, "records": objectionable(record.facts_about(actor.organisation)),
        "repairs": may_ever(actor.role, Permission.REPAIR_APPLY), "applies": may_ever(actor.role, Permission.STAR_APPLY),
    }  # fmt: skip
    return matters(request, menu_for(request), "company/cases.html", shown, case_table("事项", found))


@door(Permission.CASE_VIEW)
@require_safe
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.opened_by_her(actor_of(request), case_id)
    return framed(request, menu_for(request), "shared/cases/case.html", cases.shown(actor_of(request), case_id) | {"base": BASE})


@door(Permission.CASE_VIEW)
@require_POST
def act(request: HttpRequest, case_id: str, verb: str) -> HttpResponse:
    step = cases.taken(request, actor_of(request), case_id, verb)
    messages.success(request, f"已办理“{step.label}”。")
    return redirect("company:case", case_id)


@door(Permission.CASE_VIEW)
@require_safe
def file(request: HttpRequest, case_id: str, name: str) -> HttpResponse:
    return cases.kept_file(actor_of(request), case_id, name)


@door(Permission.CASE_VIEW)
@require_safe
def letter(request: HttpRequest, case_id: str, number: int) -> HttpResponse:
    return letter_answer(request, menu_for(request), case_id, number)


@door(Permission.CASE_VIEW)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """信用报告: what stands about the company today, as PDF or Word file, with the code anybody can check it by."""
    actor = actor_of(request)
    require(actor, Permission.CASE_VIEW, Thing(organisation=actor.organisation))
    made = exchange.credit_report(actor.organisation, f"{settings.DISTRICT.name}商务局")
    code = actions.issue("report", actor.organisation, made, number=clock.today().toordinal())
    return kept(request, made, code) or framed(request, menu_for(request), "shared/cases/letter.html", {"letter": made, "code": code})


@door(Permission.OBJECTION_RAISE)
@require_POST
def objected(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    entry, why = _own(actor.organisation, request), request.POST.get("why", "").strip()
    said = {"entry": entry, "why": why} if why else {"entry": entry}
    opened = actions.open_case(actor, "objection", actor.organisation, entry, said, organisation=actor.organisation)
    messages.success(request, "已受理。这条记录已标注“异议中”，答复期限写在下面。")
    return redirect("company:case", opened)


@door(Permission.REPAIR_APPLY)
@require_POST
def repaired(request: HttpRequest) -> HttpResponse:
    """The conditions are checked by the table: too early is refused with the day on which it becomes possible."""
    actor = actor_of(request)
    entry = _own(actor.organisation, request)
    one = next(e for e in record.facts_about(actor.organisation).entries if e.id == entry)
    try:
        done = date.fromisoformat(request.POST.get("duties_done", ""))
    except ValueError:
        raise Refused("repair.date", "没有填写义务履行完毕的日期", "请按 2026-03-05 的样子填写") from None
    if request.POST.get("commitment") != "1":
        raise Refused("repair.commitment", "没有作出信用承诺", "请勾选承诺后再申请")
    said = {n: str(one.get(n) or "") for n in ("penalty_class", "decided_on")}
    said |= {"entry": entry, "duties_done": done.isoformat(), "commitment": f"{clock.today()} 网上签署"}
    opened = actions.open_case(actor, "repair", actor.organisation, entry, said, organisation=actor.organisation)
    messages.success(request, "已申请。受理和决定都有期限，写在下面。")
    return redirect("company:case", opened)


@door(Permission.STAR_APPLY)
@require_safe
def stars(request: HttpRequest) -> HttpResponse:
    """The application: what the record fills stands there with its evidence counted, the rest is asked."""
    actor = actor_of(request)
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    ahead = governance.star_outlook(actor.organisation)
    if request.GET.get("as") == "xlsx":
        lines = [(gap.star, gap.label, gap.now, gap.wanted, gap.people, gap.do_this) for gap in ahead.gaps]
        return list_answer("星级差距", ("星级", "项目", "现在", "要求", "还差（人）", "怎么做"), lines, "差距")
    items = governance.star_application(actor.organisation)
    filled = sum(bool(one.value) for one in items)
    return framed(request, menu_for(request), "company/stars.html", {"items": items, "filled": filled, "percent": 100 * filled // len(items), "base": BASE, "ahead": ahead, "today": clock.today(), "open_from": governance.star_open_from(actor.organisation)})


@door(Permission.CASE_VIEW)
@require_safe
def plaque(request: HttpRequest, case_id: str) -> HttpResponse:
    one = cases.admitted(actor_of(request), case_id)
    return plaque_answer(one)


@door(Permission.STAR_APPLY)
@require_POST
def applied(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    star = request.POST.get("star", "")
    if star not in {"1", "2", "3", "4", "5"}:
        raise Refused("star.none", "没有选择申报的星级", "请选择一星到五星")
    opened = actions.apply_for_star(actor, int(star), {name: str(value) for name, value in request.POST.items()})
    messages.success(request, "已申报。材料审核、现场核查和公示的期限写在下面。")
    return redirect("company:case", opened)


@door(Permission.STAR_APPLY)
@require_POST
def passed(request: HttpRequest) -> HttpResponse:
    """Why not: one tap. It is counted and changes nothing."""
    actions.pass_star(actor_of(request), request.POST.get("reason", ""))
    messages.success(request, "已记下，谢谢。改变主意的，随时可以申报。")
    return redirect("company:home")


def _own(organisation: str, request: HttpRequest) -> str:
    entry = request.POST.get("entry", "")
    if entry not in {one.entry for one in objectionable(record.facts_about(organisation))}:
        raise Refused("objection.not-hers", "没有找到这条记录", "请从本企业的记录里选择")
    return entry

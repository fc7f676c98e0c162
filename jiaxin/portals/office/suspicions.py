"""可疑评价 — households whose orders look staged: why, which orders, and what a person finds.

Suspicion weighs ratings down and asks for a look. Nothing on these pages punishes anybody; a finding that praise was
bought says so to the record, and a case against a company is opened where such cases are.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

A_PAGE = 50
FINDINGS = {"genuine": State.OK, "staged": State.STOP, "unclear": State.NONE}
HEADINGS = ("核对码", "家庭", "企业", "可疑程度", "首次列入", "可疑订单", "主要理由", "核查结论", "核查人", "核查日期")
CHECKED = {None: "未记录", True: "已核实", False: "未核实"}


@door(Permission.SUSPICION_VIEW)
@require_safe
def suspicions(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.SUSPICION_VIEW)
    decided, firm = request.GET.get("decided") == "1", request.GET.get("firm", "")
    number = max(1, int(page)) if (page := request.GET.get("page", "1")).isdigit() else 1
    found = scoring.suspicions(decided, firm)
    page_of = Paginator(found, A_PAGE).get_page(number)
    firms = registry.companies({one.firm for one in found} - {""})
    run = scoring.reputation_runs(1)
    shown = {
        "rows": [(one, called(one.household), firms.get(one.firm), _percent(one.mille), _main(one), _finding(one)) for one in page_of],
        "page": page_of, "decided": decided, "firm": firms.get(firm), "count": len(found), "run": run[0] if run else None,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/suspicions.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """After saying what for. Nobody is named on it; who took it is known all the same."""
    actor, purpose = actor_of(request), purpose_of(request)
    for permission in (Permission.LIST_EXPORT, Permission.SUSPICION_VIEW):
        require(actor, permission, Thing.of(actor))
    found = [*scoring.suspicions(), *scoring.suspicions(decided=True)]
    out = exporting.outgoing(request, Permission.SUSPICION_VIEW, "可疑评价", purpose, len(found), FieldClass.CONDUCT)
    if waiting := exporting.held(request, out):
        return waiting
    log_read(actor, (), out.fields, f"导出可疑评价：{purpose}")
    firms = registry.companies({one.firm for one in found} - {""})
    rows = [
        (
            code, called(one.household), firms[one.firm].name if one.firm in firms else "", _percent(one.mille), one.since.isoformat(),
            str(one.count), _main(one), _finding(one)[1] if one.finding else "", one.found_by, one.found_on.isoformat() if one.found_on else "",
        )
        for code, one in zip(exporting.let_out(request, out).codes, found, strict=True)
    ]  # fmt: skip
    return list_answer("可疑评价", HEADINGS, rows, "可疑评价")


@door(Permission.SUSPICION_VIEW)
@require_safe
def suspicion(request: HttpRequest, household: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SUSPICION_VIEW, Thing(owner=household, kind="suspicion"))
    one = scoring.suspicion(household)
    firm = registry.companies([one.firm]).get(one.firm) if one.firm else None
    shown = {
        "one": one, "name": called(household), "firm": firm, "percent": _percent(one.mille), "finding": _finding(one),
        "speaks_for": [(text, _weight(weight)) for text, weight in one.reasons if weight > 0],
        "speaks_against": [(text, _weight(weight)) for text, weight in one.reasons if weight < 0],
        "orders": _orders(actor, one), "findings": scoring.words("finding"), "grounds": scoring.words("ground"),
        "may_decide": may_ever(actor.role, Permission.SUSPICION_DECIDE),
        "found_by": who.posts([one.found_by]).get(one.found_by, one.found_by),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/suspicion.html", shown)


@door(Permission.SUSPICION_DECIDE)
@require_POST
def find(request: HttpRequest, household: str) -> HttpResponse:
    said = request.POST
    actions.find(actor_of(request), household, said.get("finding", ""), said.get("ground", ""), said.get("note", "").strip())
    messages.success(request, "核查结论已记录，下次估计起生效。可以再次核查，以最后一次为准。")
    return redirect("office:suspicion", household)


def called(household: str) -> str:
    """A household has no name here: a mark that tells it apart on the list."""
    return f"家庭 {household[-6:].upper()}"


def _orders(actor: Actor, one: scoring.Suspicion) -> list[tuple[str, str, object, str, str]]:
    """(subject, masked name, day, stars, checked) under one receipt."""
    workers = list(dict.fromkeys(order.worker for order in one.orders))
    if workers:
        log_read(actor, workers, [FieldClass.BASIC, FieldClass.CONDUCT], "核查可疑评价")
    people = registry.people(workers)
    return [
        (order.worker, mask_name(people[order.worker].name) if order.worker in people else "本人停止展示", order.on, f"{order.stars} 星" if order.stars else "未评价", CHECKED[order.checked])
        for order in one.orders
    ]


def _main(one: scoring.Suspicion) -> str:
    return "；".join(text for text, weight in one.reasons[:2] if weight > 0) or "多项迹象合计"


def _finding(one: scoring.Suspicion) -> tuple[State, str]:
    if not one.finding:
        return State.WAIT, "待核查"
    return FINDINGS[one.finding], dict(scoring.words("finding"))[one.finding]


def _percent(mille: int) -> str:
    return f"{mille // 10}%"


def _weight(thousandths: int) -> str:
    """Log-odds as officers read them: how strongly it speaks."""
    size = abs(thousandths)
    return "很强" if size >= 2000 else "较强" if size >= 1000 else "一般" if size >= 300 else "轻微"

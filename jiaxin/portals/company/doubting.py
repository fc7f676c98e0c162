"""记录核查 — records of this company that a person found mistaken: what is alike, why, and by when the company answers.

Put right with the next roster, or explained here. A question of data quality: nothing is taken from points or stars.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.doubts.kinds import WHOSE
from jiaxin.domain.permissions import Actor, Permission, Thing, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.doubt_words import BADGES, called
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

TABS = {"": ("等我们答复", ("asked",)), "answered": ("已答复", ("answered",)), "settled": ("已有结论", ("corrected", "false"))}
HEADINGS = ("核对码", "疑点", "人员", "另一条", "哪一条有误", "核查理由", "期限", "状态")
Line = tuple[intake.Doubt, str, str, str, tuple[State, str]]


@door(Permission.DOUBT_ANSWER)
@require_safe
def doubts(request: HttpRequest) -> HttpResponse:
    actor, tab = actor_of(request), request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    found = _found(actor, tab)
    shown = {
        "lines": _lines(actor, found, "核对本企业的记录"), "tab": tab, "tabs": [(k, label) for k, (label, _) in TABS.items()],
        "may_export": bool(found) and may_ever(actor.role, Permission.LIST_EXPORT), "kept": [{"name": "tab", "value": tab}] if tab else [],
    }  # fmt: skip
    return framed(request, menu_for(request), "company/doubts.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    actor, purpose, tab = actor_of(request), purpose_of(request), request.POST.get("tab", "")
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    found = _found(actor, tab if tab in TABS else "")
    out = exporting.outgoing(request, Permission.DOUBT_ANSWER, "记录核查", f"导出记录核查表：{purpose}", len(found))
    if waiting := exporting.held(request, out):
        return waiting
    lines = _lines(actor, found, out.purpose)
    codes = exporting.let_out(request, out).codes
    rows = [
        (code, one.kind.label, name, other, WHOSE.get(one.struck, ""), why, one.due_on.isoformat() if one.due_on else "", one.state_label)
        for code, (one, name, other, why, _) in zip(codes, lines, strict=True)
    ]
    return list_answer("记录核查", HEADINGS, rows, "记录核查")


@door(Permission.DOUBT_ANSWER)
@require_POST
def answer(request: HttpRequest, doubt_id: str) -> HttpResponse:
    actions.answer_doubt(actor_of(request), doubt_id, request.POST.get("reply", ""))
    messages.success(request, "已答复，办理人员会核对。")
    return redirect("company:doubts")


def _found(actor: Actor, tab: str) -> list[intake.Doubt]:
    require(actor, Permission.DOUBT_ANSWER, Thing.of(actor))
    return intake.doubts_of(actor.organisation or "-", TABS[tab][1])


def _lines(actor: Actor, found: list[intake.Doubt], purpose: str) -> list[Line]:
    """Names of its own people of today alone."""
    own = {s for s, line in registry.file_lines(list({s for one in found for s in (one.subject, one.other)})).items() if line.company == actor.organisation}
    names = called(actor, found, purpose, only=own)
    why = intake.doubt_reasons([one.id for one in found])
    return [(one, names.get(one.subject, "姓名不显示"), names.get(one.other, "姓名不显示"), why.get(one.id, ""), BADGES[one.state]) for one in found]

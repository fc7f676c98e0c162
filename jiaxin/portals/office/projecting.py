"""项目申报 — the office opens a call, sees who applied, who could have and why they did not."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.domain.procedures.award import marks, shown
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.running import CALLS


@door(Permission.PROJECT_CALL)
def calls(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROJECT_CALL)
    said = request.POST
    if request.method == "POST":
        places = said.get("places", "")
        made = actions.call_project(actor, said.get("project", ""), said.get("title", ""), _day(said.get("opens", "")), _day(said.get("closes", "")), int(places) if places.isdecimal() and len(places) < 5 else 0)
        messages.success(request, "已发布，企业可以申报。")
        return redirect("office:project", made)
    rows = [(one, *CALLS[one.state]) for one in governance.project_calls()]
    table = Table("申报通知", ("申报通知", "状态", "开始", "截止", "名额"), lambda: [(one.title, label, one.opens, one.closes, one.places) for one, _, label in rows], bool(rows))
    return listed(request, menu_for(request), "office/projects.html", {"rows": rows, "kinds": governance.project_kinds(), "today": clock.today()}, table)


@door(Permission.PROJECT_CALL)
@require_safe
def call(request: HttpRequest, call_id: str) -> HttpResponse:
    require(actor_of(request), Permission.PROJECT_CALL)
    one = governance.project_call(call_id)
    applied = governance.applications(call_id)
    rows = [(c, name, cases.badge(c), _points(c)) for c, name in zip(applied, cases.names(applied).values(), strict=True)]
    if request.GET.get("as") == "xlsx":
        return list_answer(f"{one.title}-申报", ("企业", "状态", "评审得分"), [(name, c.state_label, points) for c, name, _, points in rows], "申报")
    found, counted_at = governance.project_uptake(one, applied)
    share = "—" if found.permille is None else f"{found.permille // 10}.{found.permille % 10}%"
    state, label = CALLS[one.state]
    return framed(request, menu_for(request), "office/project.html", {"one": one, "rows": rows, "found": found, "share": share, "state": state, "label": label, "counted_at": counted_at})


def _points(one: governance.CaseView) -> str:
    """The mark of an application; of an honour the jury's mean, and nothing before the jury is closed."""
    if one.procedure == "award":
        return shown(marks(one.events)) if any(e.verb == "judge" for e in one.events) else ""
    return next((str(e.said["points"]) for e in one.events if "points" in e.said), "")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("project.date", "开始或截止日期没有填写", "请按 2026-03-05 的样子填写") from None

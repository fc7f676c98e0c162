"""项目申报 — what a company may apply for, condition by condition; apply, or say why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.running import CALLS


@door(Permission.STAR_APPLY)
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    rows = [
        (one, *CALLS[one.call.state], [(State.OK if c.met else State.WATCH, c) for c in one.conditions])
        for one in governance.project_standings(actor_of(request))
    ]
    told = [(one.call.title, label, one.call.opens, one.call.closes, c.label, "符合" if c.met else "不符合") for one, _, label, conditions in rows for _, c in conditions]
    table = Table("项目申报", ("申报通知", "状态", "开始", "截止", "条件", "本企业"), lambda: told, bool(told))
    return listed(request, menu_for(request), "company/projects.html", {"rows": rows, "reasons": governance.pass_reasons()}, table)


@door(Permission.STAR_APPLY)
@require_POST
def apply(request: HttpRequest, call_id: str) -> HttpResponse:
    case = actions.apply_for_project(actor_of(request), call_id, request.POST.get("given", ""))
    messages.success(request, "已申报，进度在这里查看。")
    return redirect("company:case", case)


@door(Permission.STAR_APPLY)
@require_POST
def stay_away(request: HttpRequest, call_id: str) -> HttpResponse:
    actions.pass_project(actor_of(request), call_id, request.POST.get("reason", ""))
    messages.success(request, "已记下，谢谢。改变主意的，截止前仍可申报。")
    return redirect("company:projects")

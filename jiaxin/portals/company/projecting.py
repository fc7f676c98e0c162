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
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.running import CALLS


@door(Permission.STAR_APPLY)
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    rows = [
        (one, *CALLS[one.call.state], [(State.OK if c.met else State.WATCH, c) for c in one.conditions])
        for one in governance.project_standings(actor_of(request))
    ]
    return framed(request, menu_for(request), "company/projects.html", {"rows": rows, "reasons": governance.pass_reasons()})


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

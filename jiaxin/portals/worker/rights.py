"""我的权利 — a copy of everything, correction, freezing, deletion; how far each is and what remains."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Role
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.kit import clock
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_file import MENU


@door(Permission.RIGHTS_DEMAND)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.role is Role.HOUSEHOLD:  # a family keeps no file: its page says what there is instead
        return redirect("household:rights")
    demands = queries.demands_of(actor.subject) if actor.subject else []
    shown = {
        "demands": demands, "has_file": bool(actor.subject), "asked": any(one.state in ("asked", "frozen") for one in demands),
        "running": cases.rows(queries.running_of(actor)), "rests": bool(actor.subject) and queries.rests(actor.subject),
        "days": working_days("correction_decide", clock.today()),
    }  # fmt: skip
    return framed(request, MENU, "worker/rights.html", shown)


@door(Permission.FILE_OWN)
@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """查阅复制 as a file that people can read and programs too."""
    actor = with_a_file(request)
    text = json.dumps(queries.copy_of(actor, actor.subject), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="my-file-{clock.today().isoformat()}.json"'
    return answer


@door(Permission.FILE_OWN)
@require_safe
def paper_copy(request: HttpRequest) -> HttpResponse:
    """The same, to read and to print."""
    actor = with_a_file(request)
    answer = HttpResponse(queries.copy_pdf(actor, actor.subject), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="my-file-{clock.today().isoformat()}.pdf"'
    return answer


@door(Permission.RIGHTS_DEMAND)
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    actor = with_a_file(request)
    actions.demand_erasure(actor, actor.subject)
    messages.success(request, "已收到。您的信息已停止展示，删除完成后会写在这里。")
    return redirect("worker:rights")


def with_a_file(request: HttpRequest) -> Actor:
    """A worker; a family has a page of its own for the same rights."""
    actor = actor_of(request)
    if actor.role is Role.HOUSEHOLD:
        raise Refused("access.absent", "没有找到您的档案。", "家庭请从“我的信息”页面办理。")
    return actor

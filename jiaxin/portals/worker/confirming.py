"""本人的决定 — confirm, refuse, stop being shown, be shown again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import attach_subject
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.worker.own_file import candidates

LAST_DIGITS = 6


@door(Permission.HOME_OPEN)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Several files under one phone: the last digits of her number tell which is hers."""
    actor = actor_of(request)
    tail = request.POST.get("tail", "").strip().upper()
    people = registry.people(candidates(actor)).values() if len(tail) == LAST_DIGITS else ()
    fitting = [p.subject for p in people if p.id_number.endswith(tail)]
    if len(fitting) != 1:
        raise Refused("file.not-found", "没有找到与后六位相符的档案", "请核对身份证后六位；仍找不到的，请带身份证到街道窗口办理")
    attach_subject(actor, fitting[0])
    return redirect("worker:home")


@door(Permission.CLAIM_CONFIRM_OWN)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    # Only what the page showed her: something that arrived meanwhile is not confirmed unseen.
    count = actions.confirm(actor, actor.subject, "phone", claims=request.POST.getlist("claim"))
    messages.success(request, f"已确认 {count} 份。您的信用码几秒钟内就能用。")
    return redirect("worker:home")


@door(Permission.CLAIM_CONFIRM_OWN)
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    actions.refuse(actor, actor.subject, request.POST.get("claim", ""))
    messages.success(request, "已记下“不是我的”。这份内容不再使用，也不会展示。")
    return redirect("worker:home")


@door(Permission.CONSENT_WITHDRAW)
@require_POST
def showing(request: HttpRequest, verb: str) -> HttpResponse:
    actor = actor_of(request)
    if verb == "stop":
        actions.withdraw_consent(actor, actor.subject)
        messages.success(request, "已停止展示。别人扫您的码，只会看到“本人已停止展示”。")
    else:
        actions.resume_consent(actor, actor.subject)
        messages.success(request, "已恢复展示。")
    return redirect("worker:home")

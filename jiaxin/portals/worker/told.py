"""通知 — what she was told, also without a text message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.shared import told
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.worker.own_file import MENU


@door(Permission.FILE_OWN)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    return told.page(request, MENU, large=True)

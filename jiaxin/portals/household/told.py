"""通知 — what a family that signs in was told about its matters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Role
from jiaxin.portals.household.views import MENU
from jiaxin.portals.shared import told
from jiaxin.portals.shared.framing import actor_of


@door(Permission.RIGHTS_DEMAND)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    if actor_of(request).role is not Role.HOUSEHOLD:
        return redirect("worker:messages")
    return told.page(request, MENU, large=True)

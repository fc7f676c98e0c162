"""通知 — what an office was told, and where it acts on it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import told


@door(Permission.HOME_OPEN)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    return told.page(request, menu_for(request))

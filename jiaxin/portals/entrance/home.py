"""首页 — everybody is taken to the screens of their role."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Role, may_ever
from jiaxin.portals.shared.browsers import browser_noted
from jiaxin.portals.shared.framing import actor_of

_COMPANY = (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)


@door(Permission.HOME_OPEN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.role in (*_COMPANY, Role.WORKER):
        browser_noted(request, "own")
    if actor.role in _COMPANY:
        return redirect("company:home")
    if actor.role is Role.WORKER:
        return redirect("worker:home")
    if actor.role is Role.HOUSEHOLD:
        return redirect("household:cases")
    if actor.role.is_staff:
        try:
            return redirect(reverse("office:home"))
        except NoReverseMatch:
            pass  # an installation without the office screens
    confirms = may_ever(actor.role, Permission.CLAIM_CONFIRM_FIELD) or may_ever(actor.role, Permission.CLAIM_CONFIRM_COUNTER)
    shown = {"confirms": confirms, "public": settings.DISTRICT.public_url, "label": actor.role.label}
    return render(request, "shared/home.html", shown)

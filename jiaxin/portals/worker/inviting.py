"""邀请同行 — she makes a link, passes it on herself, and may take it back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_file import MENU


@door(Permission.FILE_OWN)
def invite(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    if request.method == "POST":
        actions.invite_worker(actor)
        messages.success(request, "邀请已生成。请您自己发给她。")
        return redirect("worker:invite")
    found = intake.invitations(actor)
    links = [(one, request.build_absolute_uri(reverse("entrance:join", args=[one.code]))) for one in found if one.open]
    shown = {"links": links, "told": sum(one.told for one in found), "rules": field_rules(clock.today()), "district": settings.DISTRICT.name}
    return framed(request, MENU, "worker/invite.html", shown)


@door(Permission.FILE_OWN)
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    actions.take_back_invitation(actor_of(request), code)
    messages.success(request, "已收回，链接不能再用。")
    return redirect("worker:invite")

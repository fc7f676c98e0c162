"""我的积分 — her own book of community points."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import listed, points_table
from jiaxin.portals.worker.own_file import MENU


@door(Permission.FILE_OWN)
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    book = governance.book_of(actor.subject)
    return listed(request, MENU, "worker/points.html", {"book": book}, points_table(book))

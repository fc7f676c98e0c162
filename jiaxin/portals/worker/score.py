"""我的评分 — what helped, what hurt and until when, and the least that would help. Nobody else sees this page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.score_words import page
from jiaxin.portals.worker.own_file import MENU, settled


@door(Permission.SCORE_OWN)
@require_safe
def score(request: HttpRequest) -> HttpResponse:
    actor = settled(actor_of(request))
    require(actor, Permission.SCORE_OWN, Thing(owner=actor.subject))
    return framed(request, MENU, "worker/score.html", page(actor.subject) | {"object_at": reverse("worker:cases")})

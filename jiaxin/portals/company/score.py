"""本企业评分 — the company's own account: what helped, what hurt, the least that would help."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.score_words import page


@door(Permission.SCORE_EXPLAIN)
@require_safe
def score(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SCORE_EXPLAIN, Thing(owner=actor.organisation, organisation=actor.organisation))
    return framed(request, menu_for(request), "company/score.html", page(actor.organisation) | {"object_at": reverse("company:cases")})

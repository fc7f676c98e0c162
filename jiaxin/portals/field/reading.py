"""证件识读 at the door — the grid worker's phone asks what a card or certificate says; she compares, takes or refuses."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.shared import proposing
from jiaxin.portals.shared.framing import actor_of


@require_POST
@door(Permission.FIELD_RECORD)
def proposal(request: HttpRequest) -> JsonResponse:
    actor = actor_of(request)
    require(actor, Permission.FIELD_RECORD, Thing(street=actor.street, grid=actor.grid, made_by=actor.id))
    proposing.must_be_installed()
    return JsonResponse(proposing.proposed(request.body))

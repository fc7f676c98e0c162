"""用工核对 — where the company's list and the people on it do not agree. To be put right, not punished."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.ghosts import Doubtful, doubts
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import employing
from jiaxin.portals.shared.employing import STATES, lines, tally
from jiaxin.portals.shared.framing import actor_of, framed


@door(Permission.EMPLOYMENT_CHECK)
@require_safe
def employment(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = _found(actor)
    shown = {
        "lines": lines(actor, found, "核对用工登记"),
        "tiles": [(label, count, STATES[doubt] if count else "") for doubt, label, count in tally(found)],
    }
    return framed(request, menu_for(request), "company/employment.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    return employing.export(request, "用工核对", _found(actor))


def _found(actor: Actor) -> list[Doubtful]:
    require(actor, Permission.EMPLOYMENT_CHECK, Thing(organisation=actor.organisation))
    return doubts(registry.spells_listed([actor.organisation]).get(actor.organisation, ()), clock.today())

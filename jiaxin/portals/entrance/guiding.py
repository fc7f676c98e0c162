"""怎么用 — the guide of one's own role, and those of the others to read."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.domain.permissions import Permission, Role
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.guides import guide_for, guides
from jiaxin.portals.shared.parts import Entry

_BACK = (Entry("回到首页", "/", "home"),)


@door(Permission.HOME_OPEN)
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked = next((one for one in guides() if one.name == request.GET.get("who")), None)
    mine = guide_for(actor.role)
    shown = {"guide": asked or mine or guides()[0], "mine": mine, "others": guides(), "english": (get_language() or "").startswith("en")}
    own = actor.role in (Role.WORKER, Role.HOUSEHOLD)  # their menus are their portals' own
    return framed(request, _BACK if own else menu_for(request), "entrance/guide.html", shown)

"""今天 — what waits for this officer, by what the role may do; where nothing waits, how far she is and what is useful next."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Permission, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.members import without_members
from jiaxin.portals.office.progress import next_for, progress_of
from jiaxin.portals.office.waiting import waiting_for
from jiaxin.portals.office.workers import scope_of
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.told import SHOWN, newest


@door(Permission.HOME_OPEN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    todo = waiting_for(actor)
    shown = {
        "no_members": without_members(actor), "todo": todo, "tiles": _tiles(actor), "role": actor.role.label, "told": newest(actor, SHOWN), "may_upload": may_ever(actor.role, Permission.BATCH_RECEIVE),
        "progress": [] if todo else progress_of(actor), "next": [] if todo else next_for(actor),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/home.html", shown)


def _tiles(actor: Actor) -> list[tuple[str, str, str, str, str, str]]:
    """(label, figure, unit, note, address, state) of the counts at the top."""
    if not may_ever(actor.role, Permission.WORKER_LIST):
        return []
    said = ({"state": "filed"}, {"state": "waiting"}, {"state": "filed", "missing": "any"}, {"state": "red"})
    several = [people_list.wanted(**one) for one in said]
    counts = registry.counts(scope_of(actor), several)
    links = [people_list.opened(reverse("office:workers"), one) if count else "" for one, count in zip(several, counts, strict=True)]
    labels = (("已建档", f"截至 {clock.today()}", ""), ("待本人确认", "确认之前不对外展示", "wait"), ("资料不全", "含已过期的证件", "watch"), ("已暂停", "红码，经复核", "stop"))
    return [(label, f"{count:,}", "人", note, href, state if count else "") for (label, note, state), count, href in zip(labels, counts, links, strict=True)]

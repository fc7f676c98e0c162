"""满意度调查 — what families said of this company, in sums, once there are enough of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.surveys import months_before
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.surveys import HEADINGS, cells, labelled


@door(Permission.REVIEW_VIEW)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    require(actor, Permission.REVIEW_VIEW, Thing(organisation=actor.organisation))
    survey, lines, at = oversight.own_survey(actor.organisation, today)
    months = months_before(today, survey.months)
    shown = {"survey": survey, "lines": [(one.name, labelled(one)) for one in lines], "headings": HEADINGS, "first": months[0], "last": months[-1], "counted_at": at}
    headings = ("问卷版本", "从", "到", "问题", *HEADINGS)
    table = Table("满意度调查", headings, lambda: [(survey.version, months[0], months[-1], one.name, *cells(one)) for one in lines], bool(lines))
    return listed(request, menu_for(request), "company/survey.html", shown, table)

"""我的评价 — what families said of her, with what the company answered."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.reviews import review_rules
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.reviewing import shown
from jiaxin.portals.worker.own_file import MENU

A_PAGE = 20


@door(Permission.FILE_OWN)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    found = governance.reviews_about(actor.subject)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    here = list(page.object_list)
    firms = registry.companies({one.reply.company for one in here if one.reply})
    rows = shown(here, governance.words_of(here), {actor.subject: ""}, {subject: firm.name for subject, firm in firms.items()})
    return framed(request, MENU, "worker/reviews.html", {"rows": rows, "page": page, "least": review_rules(clock.today()).least})

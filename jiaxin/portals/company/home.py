"""今天 — what waits for this company, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.ghosts import doubts
from jiaxin.domain.monthly_return import last_month
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.told import SHOWN, newest


@door(Permission.BATCH_RECEIVE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    states = intake.batch_states(actor.organisation)
    today, people = clock.today(), reverse("company:workers")
    scope = registry.Scope(company=actor.organisation, of_nobody=not actor.organisation)
    several = [people_list.wanted(**said) for said in ({}, {"state": "waiting"}, {"within": people_list.SOON_DAYS, "sort": "expires"}, {"missing": "any"})]
    workers, awaiting, expiring, lacking = registry.counts(scope, several)
    recent, _ = intake.batches(actor.organisation, limit=5)
    shown = {
        "deciding": states.get("checked", 0),
        "awaiting": awaiting,
        "expiring": expiring,
        "lacking": lacking,
        "workers": workers,
        "rows": {name: people_list.opened(people, one) for name, one in zip(("workers", "awaiting", "expiring", "lacking"), several, strict=True)},
        "doubtful": len({d.listed.subject for d in doubts(registry.spells_listed([actor.organisation]).get(actor.organisation, ()), today)}),
        "recent": recent,
        "to_decide": next((b for b in recent if b.state == "checked"), None),
        "today": today,
        "returns": governance.return_due(actor.organisation, last_month(today)) if registry.companies([actor.organisation]) else None,
        "star": governance.star_invitation(actor) if may_ever(actor.role, Permission.STAR_APPLY) and actor.organisation else None,
        "doubts": intake.doubts_asked(actor.organisation or "-"),
        "joining": oversight.awaiting_company(actor.organisation) if may_ever(actor.role, Permission.MEMBERSHIP_OWN) else 0,
        "asks": len(access.asks_to_decide(actor)),
        "told": newest(actor, SHOWN),
    }
    return framed(request, menu_for(request), "company/home.html", shown)

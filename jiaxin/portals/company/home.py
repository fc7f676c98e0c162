"""今天 — what waits for this company, and what to do next."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.ghosts import doubts
from jiaxin.domain.monthly_return import last_month
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed

SOON = timedelta(days=30)


@door(Permission.BATCH_RECEIVE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    states = intake.batch_states(actor.organisation)
    lines = registry.file_lines_of(actor.organisation)
    today = clock.today()
    expiring = [line for line in lines if line.expires_on and line.expires_on <= today + SOON]
    recent, _ = intake.batches(actor.organisation, limit=5)
    shown = {
        "deciding": states.get("checked", 0),
        "awaiting": len(intake.subjects_awaiting(actor.organisation)),
        "expiring": len(expiring),
        "lacking": sum(bool(line.missing) for line in lines),
        "workers": len(lines),
        "doubtful": len({d.listed.subject for d in doubts(registry.spells_listed([actor.organisation]).get(actor.organisation, ()), today)}),
        "recent": recent,
        "to_decide": next((b for b in recent if b.state == "checked"), None),
        "today": today,
        "returns": governance.return_due(actor.organisation, last_month(today)) if registry.companies([actor.organisation]) else None,
        "asks": len(access.asks_to_decide(actor)),
        "told": notices.messages_of(actor.organisation, 3),
    }
    return framed(request, menu_for(request), "company/home.html", shown)

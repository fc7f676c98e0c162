"""扶持预览 — what the company would get today by each rule, why, and what is missing for the next step."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.money import yuan
from jiaxin.portals.shared.parts import State


@door(Permission.STAR_APPLY)
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    rows = [
        (one, yuan(one.fen), State.OK if one.fen else State.NONE, f"{one.next_yuan:,}" if one.next_yuan else "")
        for one in governance.support_previews(actor.organisation)
    ]
    table = Table("扶持资金", ("规则", "今天可得", "理由"), lambda: [(one.rule.label, amount, "；".join(one.reasons)) for one, amount, _, _ in rows], bool(rows))
    return listed(request, menu_for(request), "company/support.html", {"rows": rows}, table)

"""企业月报 — the month as its orders tell it, each figure with its rows; corrected with a reason, sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.calendar import add_months
from jiaxin.domain.monthly_return import LABELS, last_month, month_of
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.returns import Line, figures, months, orders_answer, rows_of


@door(Permission.RETURN_FILE)
def returns(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.RETURN_FILE, Thing(organisation=actor.organisation))
    today = clock.today()
    chosen = request.POST.get("month") or request.GET.get("month") or f"{last_month(today):%Y-%m}"
    if request.method == "POST":
        typed, reasons = ([request.POST.get(f"{part}{name}", "") for name, _, _ in LABELS] for part in ("", "why-"))
        actions.send_return(actor, chosen, typed, reasons)
        messages.success(request, f"{chosen} 的月报已报送，商务局确认后会在这里显示。")
        return redirect(f"{reverse('company:returns')}?{urlencode({'month': chosen})}")
    first = month_of(chosen, today)
    orders = governance.orders_of(first, actor.organisation)
    one = governance.return_of(actor.organisation, first, orders)
    lines: list[Line] = figures(one)
    shown = {
        "one": one, "month": chosen, "lines": lines, "open": not one.case or one.state == "returned", "rows": rows_of(orders), "today": today,
        "months": months(add_months(last_month(today), -11), last_month(today)),
    }  # fmt: skip
    return framed(request, menu_for(request), "company/returns.html", shown)


@door(Permission.RETURN_FILE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The orders behind a month's figures."""
    actor = actor_of(request)
    require(actor, Permission.RETURN_FILE, Thing(organisation=actor.organisation))
    month = request.GET.get("month", "")
    return orders_answer(month, governance.orders_of(month_of(month, clock.today()), actor.organisation))

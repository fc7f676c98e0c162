"""与在册档案比对 — new, changed cell by cell, unchanged, 本次未出现; and the tick by which somebody has left."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.company.batches import looked_up
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed


@door(Permission.BATCH_VIEW)
@require_safe
def comparison(request: HttpRequest, batch_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = looked_up(actor, batch_id)
    shown = {"batch": one, "compared": intake.comparison(actor, batch_id), "today": clock.today()}
    return framed(request, menu_for(request), "company/comparison.html", shown)


@door(Permission.BATCH_ACCEPT)
@require_POST
def left(request: HttpRequest, batch_id: str) -> HttpResponse:
    actor = actor_of(request)
    looked_up(actor, batch_id)
    ticked = request.POST.getlist("subject")
    try:
        day = date.fromisoformat(request.POST.get("ended_on", ""))
    except ValueError:
        raise Refused("employment.no-day", "没有填写离职日期", "请填写实际离职的日期，如 2026-11-20") from None
    if not ticked:
        raise Refused("employment.nobody", "没有勾选任何人", "只勾选确实已经离职的人；不勾选的人不受影响")
    count = actions.end_employments(actor, batch_id, ticked, day)
    messages.success(request, f"已登记 {count} 人离职，等本人确认后生效；没有勾选的人不变。")
    return redirect("company:batch", batch_id)

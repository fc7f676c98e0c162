"""警报 — what the security administrator has to look at, and what was found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import alarm_lines
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute

HEADINGS = ("警报", "关于谁", "说明", "发现", "最近一次", "核查时间", "核查人", "核查结果")


@door(Permission.ALARM_SEE)
@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    rows = alarm_lines()
    shown = {"ringing": [one for one in rows if one.seen_at is None], "past": [one for one in rows if one.seen_at is not None]}
    told = [(one.label, one.about, one.said, minute(one.first_at), minute(one.last_at), minute(one.seen_at), one.seen_by, one.note) for one in rows]
    return listed(request, menu_for(request), "office/alarms.html", shown, Table("警报", HEADINGS, lambda: told, bool(rows)))


@door(Permission.ALARM_SEE)
@require_POST
def seen(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.alarm_seen(actor_of(request), number, request.POST.get("note", ""))
        messages.success(request, "已记下核查结果。")
    except Refused as why:
        if why.code.startswith("access."):
            raise
        messages.error(request, f"{why.said}{why.do_this}")
    return redirect("office:alarms")

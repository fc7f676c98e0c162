"""泄露处置 — a found fragment is pasted; whose copy it is, whom it concerns, what must be done by which hour."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed, minute

HEADINGS = ("编号", "发现", "时间", "演练", "来源", "涉及", "状态")


@door(Permission.LEAK_HANDLE)
@require_safe
def leaks(request: HttpRequest) -> HttpResponse:
    rows = queries.leaks(actor_of(request))
    table = Table("泄露处置", HEADINGS, lambda: [(one.id, one.said, minute(one.opened_at), "是" if one.drill else "否", one.post if one.traced else "无法判定", one.persons, _stands(one)) for one in rows], bool(rows))
    return listed(request, menu_for(request), "office/leaks.html", {"rows": rows}, table)


def _stands(one: queries.LeakView) -> str:
    return "已结案" if one.closed_at else "已超时限" if one.late else "办理中"


@door(Permission.LEAK_HANDLE)
@require_POST
@sensitive_post_parameters("fragment")
def opened(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    try:
        leak = actions.open_leak(actor_of(request), typed.get("fragment", ""), typed.get("said", ""), drill=typed.get("drill") == "yes")
    except Refused as why:
        return _refused(request, why, "office:leaks")
    return redirect("office:leak", leak)


@door(Permission.LEAK_HANDLE)
@require_POST
def opened_of_account(request: HttpRequest) -> HttpResponse:
    """账号被他人使用: its receipts of a time say whom it concerns."""
    typed = request.POST
    try:
        since, until = _moment(typed.get("since", "")), _moment(typed.get("until", ""), end=True)
        leak = actions.open_leak_of_account(actor_of(request), typed.get("username", ""), since, until, typed.get("said", ""))
    except Refused as why:
        return _refused(request, why, "office:leaks")
    return redirect("office:leak", leak)


def _moment(typed: str, end: bool = False) -> datetime:
    """A moment as a browser sends it; a day alone means its beginning or its end."""
    try:
        at = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("leak.time", "没有写清从什么时候到什么时候。", "请填写账号可能被他人使用的起止时间。") from None
    if end and len(typed.strip()) <= len("2026-03-05"):
        at += timedelta(days=1)
    return at.replace(tzinfo=clock.CHINA) if at.tzinfo is None else at


@door(Permission.LEAK_HANDLE)
@require_safe
def leak(request: HttpRequest, leak_id: str) -> HttpResponse:
    return framed(request, menu_for(request), "office/leak.html", {"one": queries.leak(actor_of(request), leak_id)})


@door(Permission.LEAK_HANDLE)
@require_POST
def act(request: HttpRequest, leak_id: str, verb: str) -> HttpResponse:
    actor, said = actor_of(request), request.POST.get("said", "")
    try:
        if verb == "authority":
            actions.leak_told_authority(actor, leak_id, said)
            messages.success(request, "已记下：报告了主管部门。")
        elif verb == "persons":
            count = actions.leak_told_persons(actor, leak_id)
            messages.success(request, f"已告知 {count} 人。" if not queries.leak(actor, leak_id).drill else f"演练：涉及 {count} 人，没有发出通知。")
        elif verb == "close":
            actions.close_leak(actor, leak_id, said)
            messages.success(request, "已结案。")
        else:
            raise Refused("access.absent", "没有这一步。", "请从事件页面操作。")
    except Refused as why:
        return _refused(request, why, "office:leak", leak_id)
    return redirect("office:leak", leak_id)


def _refused(request: HttpRequest, why: Refused, page: str, *arguments: str) -> HttpResponse:
    if why.code.startswith("access."):
        raise why
    messages.error(request, f"{why.said}{why.do_this}")
    return redirect(page, *arguments)

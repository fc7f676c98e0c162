"""协会会员 — the association's own list of member companies: add by credit code, end with a day, take along as a workbook."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, firms_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = ("企业", "统一社会信用代码", "入会日期", "退会日期")


def without_members(actor: Actor) -> bool:
    """An association that has entered no member yet: its lists are empty for that, and say what to do."""
    return not actor.members and firms_of(actor, Permission.COMPANY_LIST) is not None


@door(Permission.MEMBERS_KEEP)
def members(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    if request.method == "POST":
        messages.success(request, _done(request, actor))
        return redirect("office:members")
    shown = {"rows": oversight.members(actor.organisation, past=True), "today": clock.today(), "paper": reverse("office:reports", args=[actor.organisation])}
    return framed(request, menu_for(request), "office/members.html", shown)


@door(Permission.MEMBERS_KEEP)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    cells = [(one.name, one.credit_code, one.since, one.until or "") for one in oversight.members(actor.organisation, past=True)]
    return list_answer("协会会员", HEADINGS, cells, "会员")


def _done(request: HttpRequest, actor: Actor) -> str:
    said = request.POST
    try:
        day = date.fromisoformat(said.get("day", ""))
    except ValueError:
        raise Refused("member.date", "日期没有填写", "请按 2026-03-05 的样子填写") from None
    if said.get("do") == "add":
        actions.add_member(actor, said.get("code", ""), day)
        return "会员已登记。"
    if said.get("do") == "end" and said.get("member", "").isdecimal() and len(said["member"]) < 19:
        actions.end_member(actor, int(said["member"]), day)
        return "退会已登记。"
    raise Refused("member.verb", "没有这个操作", "请用页面上的按钮办理")

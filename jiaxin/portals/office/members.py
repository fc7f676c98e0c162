"""协会会员 — the association's own list of member companies: enter by credit code, wait for the company, end with a day, take along as a workbook."""

from collections.abc import Iterable
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
from jiaxin.apps.oversight.queries import Entered
from jiaxin.domain.errors import Refused
from jiaxin.domain.membership import Membership
from jiaxin.domain.permissions import Actor, Permission, Thing, firms_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = ("企业", "统一社会信用代码", "入会日期", "状态", "怎么确认的", "确认日期", "退会日期")
BADGES = {Membership.WAITING: "wait", Membership.MEMBER: "ok"}  # what is over has no colour


def without_members(actor: Actor) -> bool:
    """An association without a confirmed member yet: its lists are empty for that, and say what to do."""
    return not actor.members and firms_of(actor, Permission.COMPANY_LIST) is not None


@door(Permission.MEMBERS_KEEP)
def members(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    if request.method == "POST":
        messages.success(request, _done(request, actor))
        return redirect("office:members")
    shown = {"rows": badged(oversight.members(actor.organisation, past=True)), "today": clock.today(), "paper": reverse("office:reports", args=[actor.organisation])}
    return framed(request, menu_for(request), "office/members.html", shown)


@door(Permission.MEMBERS_KEEP)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    return list_answer("协会会员", HEADINGS, [cells(one) for one in oversight.members(actor.organisation, past=True)], "会员")


def cells(one: Entered) -> tuple[object, ...]:
    """A line of a workbook, under HEADINGS."""
    return one.name, one.credit_code, one.since, one.state.label, one.how, one.confirmed_on or "", one.ended_on or ""


def badged(rows: Iterable[Entered]) -> list[tuple[Entered, str]]:
    return [(one, BADGES.get(one.state, "none")) for one in rows]


def typed_day(said: str) -> date:
    """Raises Refused for what is no date."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused("member.date", "日期没有填写", "请按 2026-03-05 的样子填写") from None


def _done(request: HttpRequest, actor: Actor) -> str:
    said = request.POST
    day = typed_day(said.get("day", ""))
    if said.get("do") == "add":
        actions.add_member(actor, said.get("code", ""), day)
        return "已登记，等企业确认。"
    if said.get("do") == "end" and said.get("member", "").isdecimal() and len(said["member"]) < 19:
        actions.end_member(actor, int(said["member"]), day)
        return "已登记，协会不再看到这家企业。"
    raise Refused("member.verb", "没有这个操作", "请用页面上的按钮办理")

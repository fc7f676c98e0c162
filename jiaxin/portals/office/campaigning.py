"""活动 — plan a month of honest service, see who joins, and read what it changed once that can be known."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.campaigns import before, campaign_rules
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.running import STATES, told


@door(Permission.CAMPAIGN_PLAN)
def campaigns(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.CAMPAIGN_PLAN)
    if request.method == "POST":
        said = request.POST
        made = actions.plan_campaign(actor, said.get("name", ""), _day(said.get("begins", "")), _day(said.get("ends", "")), _count(said.get("target", "")))
        messages.success(request, "已发布，企业可以报名。")
        return redirect("office:campaign", made)
    rows = [(one, *STATES[one.state]) for one in governance.campaigns()]
    table = Table("活动", ("活动", "状态", "开始", "结束", "参加的企业", "目标家数"), lambda: [(one.name, label, one.begins, one.ends, len(one.joined), one.target) for one, _, label in rows], bool(rows))
    return listed(request, menu_for(request), "office/campaigns.html", {"rows": rows}, table)


@door(Permission.CAMPAIGN_PLAN)
@require_safe
def campaign(request: HttpRequest, campaign_id: str) -> HttpResponse:
    require(actor_of(request), Permission.CAMPAIGN_PLAN)
    one = governance.campaign(campaign_id)
    if request.GET.get("as") == "xlsx":
        return list_answer(f"{one.name}-参加企业", ("企业",), [(name,) for name in one.joined.values()], "参加企业")
    (found, counted_at), book = governance.campaign_effect(one), campaign_rules(one.begins)
    first, last = before(one.begins, one.ends, book)
    state, label = STATES[one.state]
    shown = {
        "one": one, "state": state, "label": label, "found": found, "first": first, "last": last, "gap": book.data["repeat"]["gap_days"],
        "groups": (("参加的企业", found.joined, found.joined_before, found.joined_during), ("没有参加的企业", found.others, found.others_before, found.others_during)),
        "told": told(found, "复购"), "counted_at": counted_at, "share": f"{one.permille // 10}.{one.permille % 10}%",
    }  # fmt: skip
    return framed(request, menu_for(request), "office/campaign.html", shown)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("campaign.date", "开始或结束日期没有填写", "请按 2026-03-05 的样子填写") from None


def _count(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0

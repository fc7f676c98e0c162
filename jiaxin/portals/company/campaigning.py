"""活动 — campaigns a company may join, by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.running import STATES


@door(Permission.CAMPAIGN_JOIN)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.CAMPAIGN_JOIN, Thing(organisation=actor.organisation))
    rows = [(one, *STATES[one.state], actor.organisation in one.joined) for one in governance.campaigns()]
    table = Table("活动", ("活动", "状态", "开始", "结束", "本企业"), lambda: [(one.name, label, one.begins, one.ends, "已参加" if joined else "未参加") for one, _, label, joined in rows], bool(rows))
    return listed(request, menu_for(request), "company/campaigns.html", {"rows": rows}, table)


@door(Permission.CAMPAIGN_JOIN)
@require_POST
def join(request: HttpRequest, campaign_id: str) -> HttpResponse:
    actions.join_campaign(actor_of(request), campaign_id)
    messages.success(request, "已报名。")
    return redirect("company:campaigns")


@door(Permission.CAMPAIGN_JOIN)
@require_POST
def leave(request: HttpRequest, campaign_id: str) -> HttpResponse:
    actions.leave_campaign(actor_of(request), campaign_id)
    messages.success(request, "已退出。")
    return redirect("company:campaigns")

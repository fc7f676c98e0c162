"""活动 — campaigns a company may join, by itself; and what changed at a company that joined."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.incentives.campaigns import before, campaign_rules
from jiaxin.domain.incentives.clustered import Rate
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import Crumb
from jiaxin.portals.shared.running import STATES, told

_TITLES = {"ok": "本企业的复购多了", "stop": "本企业的复购少了"}


@door(Permission.CAMPAIGN_JOIN)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.CAMPAIGN_JOIN, Thing(organisation=actor.organisation))
    rows = [(one, *STATES[one.state], actor.organisation in one.joined) for one in governance.campaigns()]
    table = Table("活动", ("活动", "状态", "开始", "结束", "本企业"), lambda: [(one.name, label, one.begins, one.ends, "已参加" if joined else "未参加") for one, _, label, joined in rows], bool(rows))
    return listed(request, menu_for(request), "company/campaigns.html", {"rows": rows}, table)


@door(Permission.CAMPAIGN_JOIN)
@require_safe
def campaign(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Its own repeat purchases by month, before and during, against the companies that did not join; `as=xlsx` the months."""
    one, found, counted_at = governance.own_campaign(actor_of(request), campaign_id)
    months = [(date.fromisoformat(m.first), m.orders, m.repeated, _share(m.orders, m.repeated) if m.over else "") for m in found.months]
    if request.GET.get("as") == "xlsx":
        cells = ((f"{day:%Y-%m}", orders, again, share or "还没满期") for day, orders, again, share in months)
        return list_answer(f"{one.name}-复购", ("月份", "订单", "其中复购", "复购率"), cells, "复购")
    book = campaign_rules(one.begins)
    first, last = before(one.begins, one.ends, book)
    state, label = STATES[one.state]
    sure, title, words = told(found, "复购", "本企业")
    shown = {
        "one": one, "state": state, "label": label, "found": found, "months": months, "first": first, "last": last, "gap": book.data["repeat"]["gap_days"],
        "told": (sure, _TITLES.get(sure, title), words), "counted_at": counted_at, "crumbs": (Crumb("活动", reverse("company:campaigns")),),
        "groups": (("本企业", *_rates(found.before, found.during, True)), ("没有参加的企业", *_rates(found.others_before, found.others_during, False))),
    }  # fmt: skip
    return framed(request, menu_for(request), "company/campaign.html", shown)


def _rates(early: Rate | None, late: Rate | None, own: bool) -> tuple[str, str]:
    """Both rates in words; of others the share alone, never how many orders they had."""
    return _rate(early, own), _rate(late, own)


def _rate(one: Rate | None, own: bool) -> str:
    if one is None or not one.orders:
        return "—"
    share = _share(one.orders, one.repeated)
    return f"{share}（{one.repeated} / {one.orders} 单）" if own else share


def _share(orders: int, repeated: int) -> str:
    tenths = (2000 * repeated + orders) // (2 * orders) if orders else 0
    return f"{tenths // 10}.{tenths % 10}%" if orders else "—"


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

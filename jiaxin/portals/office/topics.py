"""专项材料 — stars, pledge, points, a call for projects, matters with their clocks: one press counts and keeps, then Word, PDF and workbook."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.papering import ENDINGS, file_answer
from jiaxin.portals.shared.parts import Crumb

HALF_A_YEAR = timedelta(days=182)


@door(Permission.PACK_MAKE)
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """What can be made, and what was made."""
    actor = actor_of(request)
    require(actor, Permission.PACK_MAKE)
    rows = [(digest, digest[:16], title, scope, on) for digest, title, scope, on in oversight.topics_kept(actor)]
    today = clock.today()
    calls = [(one.id, one.title) for one in governance.project_calls()] if may_ever(actor.role, Permission.PROJECT_CALL) else []
    hung = [(one.id, one.title) for one in oversight.drives()] if may_ever(actor.role, Permission.POSTER_KEEP) else []
    chosen = {"call": (calls, "哪一次申报", "还没有发布过申报。"), "drive": (hung, "哪一次宣传", "还没有张贴过海报。")}
    shown = {
        "offered": [(one, *chosen.get(one.asks, ((), "", ""))) for one in oversight.topics_open_to(actor)], "rows": rows, "call": request.GET.get("call", ""),
        "first": (today - HALF_A_YEAR).isoformat(), "last": today.isoformat(), "crumbs": [Crumb("会议材料", reverse("office:packs"))],
    }  # fmt: skip
    table = Table("专项材料", ("材料", "范围", "统计日", "快照号"), lambda: [(title, scope, on, digest) for digest, _, title, scope, on in rows], bool(rows))
    return listed(request, menu_for(request), "office/topics.html", shown, table)


@door(Permission.PACK_MAKE)
@require_POST
def make(request: HttpRequest, code: str) -> HttpResponse:
    said = request.POST
    digest = actions.make_topic(actor_of(request), code, _day(said.get("first", "")), _day(said.get("last", "")), said.get("call", ""))
    messages.success(request, "专项材料已生成。数字固定在这份快照里，之后有新记录也不会变。")
    return redirect("office:topic", digest)


@door(Permission.PACK_MAKE)
@require_safe
def topic(request: HttpRequest, digest: str) -> HttpResponse:
    """The paper as a page; a query id typed here is answered from what was kept."""
    one = oversight.topic_kept(actor_of(request), digest)
    asked = request.GET.get("query", "").strip()
    answer = one.number(asked) if asked else None
    if asked and answer is None:
        raise Refused("figure.unknown", "这份快照里没有这个查询号。", "请核对查询号。")
    crumbs = [Crumb("会议材料", reverse("office:packs")), Crumb("专项材料", reverse("office:topics"))]
    shown = {"pack": oversight.topic_pack(one), "digest": digest, "asked": asked, "answer": answer, "on": one.on, "example": one.numbers[0].id, "crumbs": crumbs}
    return framed(request, menu_for(request), "office/topic.html", shown)


@door(Permission.PACK_MAKE)
@require_safe
def paper(request: HttpRequest, digest: str, ending: str) -> HttpResponse:
    one = oversight.topic_pack(oversight.topic_kept(actor_of(request), digest))
    if ending not in ENDINGS:
        raise Refused("topic.paper", "没有这种格式", "请选择 Word、PDF 或 Excel")
    kind, printed = ENDINGS[ending]
    return file_answer(one, ending, kind, printed(one))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None

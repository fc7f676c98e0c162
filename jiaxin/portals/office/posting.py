"""诚信宣传 — posters with a code of their own for each community, how far they reach, and what they changed."""

from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import percent
from jiaxin.domain.incentives.culture import culture_rules
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.running import told

HEADINGS = ("社区", "扫码次数", "扫码的浏览器（查询记录保留期内）", "其中后来查询过服务员")


@door(Permission.POSTER_KEEP)
def drives(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.POSTER_KEEP)
    said = request.POST
    if request.method == "POST":
        made = actions.hang_posters(actor_of(request), said.get("title", ""), said.get("slogan", ""), _day(said.get("posted_on", "")), said.getlist("community"))
        messages.success(request, "已生成，每个社区一个码。请下载海报印刷张贴。")
        return redirect("office:poster-drive", made)
    shown = {"rows": oversight.drives(), "communities": oversight.communities(), "today": clock.today()}
    table = Table("海报", ("海报", "张贴日期", "社区", "扫码次数"), lambda: [(one.title, one.posted_on, len(one.reach), sum(r.scans for r in one.reach)) for one in shown["rows"]], bool(shown["rows"]))
    return listed(request, menu_for(request), "office/posters.html", shown, table)


@door(Permission.POSTER_KEEP)
@require_safe
def drive(request: HttpRequest, drive_id: str) -> HttpResponse:
    require(actor_of(request), Permission.POSTER_KEEP)
    one = oversight.drive(drive_id)
    if request.GET.get("as") == "xlsx":
        return list_answer(f"{one.title}-触达", HEADINGS, [(r.name, r.scans, r.browsers, r.followed) for r in one.reach], "触达")
    (found, counted_at), book = oversight.drive_effect(drive_id), culture_rules(one.posted_on)
    sides = (("张贴的社区", found.joined, found.joined_before, found.joined_during), ("没有张贴的社区", found.others, found.others_before, found.others_during))
    groups = [(label, count, early, late, *(percent(rate.permille) if rate.orders else "—" for rate in (early, late))) for label, count, early, late in sides]
    shown = {"one": one, "groups": groups, "told": told(found, "下单前的查询", "张贴的社区"), "window": book.data["window"], "counted_at": counted_at}
    return framed(request, menu_for(request), "office/poster_drive.html", shown)


@door(Permission.POSTER_KEEP)
@require_safe
def printed(request: HttpRequest, drive_id: str) -> HttpResponse:
    require(actor_of(request), Permission.POSTER_KEEP)
    answer = HttpResponse(oversight.poster_pdf(drive_id, request.GET.get("community", "")), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('诚信海报.pdf')}"
    return answer


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("poster.date", "没有填写张贴日期", "请按 2026-03-05 的样子填写") from None

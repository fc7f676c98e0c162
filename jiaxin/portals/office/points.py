"""社区积分簿 — one person's book: what came from which event, what went where, what lapses when; reversed, never deleted."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass, Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import listed, points_table

HOURS_A_DAY = 12


@door(Permission.POINTS_KEEP)
@require_safe
def book(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.POINTS_KEEP, _thing(subject))
    log_read(actor, [subject], [FieldClass.BASIC], "社区积分")
    held = governance.book_of(subject)

    def shown() -> dict[str, object]:
        people = registry.people([subject])
        return {"subject": subject, "name": mask_name(people[subject].name) if subject in people else "", "book": held, "earnable": governance.earnable(subject), "kinds": governance.service_kinds(clock.today()), "today": clock.today().isoformat()}

    return listed(request, menu_for(request), "office/points.html", shown, points_table(held))


@door(Permission.POINTS_KEEP)
@require_POST
def move(request: HttpRequest, subject: str, verb: str) -> HttpResponse:
    actor, said, thing = actor_of(request), request.POST, _thing(subject)
    if verb == "earn":
        count = actions.earn_points(actor, subject, thing, said.get("entry", ""))
        messages.success(request, f"已记 {count} 分。")
    elif verb == "service":
        count = actions.record_service(actor, subject, thing, said.get("kind", ""), _day(said.get("on", "")), _hours(said.get("hours", "")), said.get("organiser", "")[:40])
        messages.success(request, f"已登记这次社区服务，记 {count} 分。")
    elif verb == "spend":
        actions.spend_points(actor, subject, thing, _number(said.get("points", "")), said.get("source", "")[:60])
        messages.success(request, "已兑换，最早得到的积分先用。")
    elif verb == "reverse":
        actions.reverse_points(actor, subject, thing, _number(said.get("number", "")), said.get("why", "")[:60])
        messages.success(request, "已冲正，原来的一笔仍可查看。")
    else:
        raise Refused("access.absent", "没有这个操作。", "请从积分簿进入。")
    return redirect("office:points", subject)


def _thing(subject: str) -> Thing:
    line = registry.file_lines([subject]).get(subject)
    if line is None:
        raise Refused("access.absent", "没有找到这个人的档案。", "请从人员档案进入。")
    return Thing(owner=subject, organisation=line.company, street=line.street, consent=line.consent, refused=line.refused)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("points.day", "日期没有填对", "请填真实的日期，例如 2026-05-06") from None


def _hours(typed: str) -> int:
    hours = _number(typed)
    if not 1 <= hours <= HOURS_A_DAY:
        raise Refused("points.hours", f"时长应是 1 到 {HOURS_A_DAY} 小时", "一次服务跨几天的，请按天登记")
    return hours


def _number(typed: str) -> int:
    if not typed.strip().isdecimal():
        raise Refused("points.number", "没有填写正整数", "请只填数字")
    return int(typed)

"""课程 — what the office offers, who has signed up, who was there: that enters the record as a register of trainings."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.training import actions
from jiaxin.apps.training import queries as training
from jiaxin.domain.courses import GAPS
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass, Permission, Thing
from jiaxin.domain.sheets.wanted import form
from jiaxin.kit import clock
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.writing import write_list
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

HEADINGS = ("课程", "谁来上课", "学时", "日期", "几点", "在哪里", "名额", "已报名", "补什么", "状态")
ROLL = ("核对码", "姓名", "手机号", "报名时间", "到课")
BADGES = {"open": State.OK, "held": State.NONE, "cancelled": State.STOP}
SEATS = {"in": "已报名", "present": "到了", "absent": "没到"}
_REGISTER = ("name", "id_number", "training_name", "training_hours", "training_on", "provider", "passed")


@door(Permission.COURSE_KEEP)
def courses(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = actions.offer(actor, {name: value for name, value in request.POST.items() if isinstance(value, str)})
        except Refused as why:
            if why.code.startswith("access."):
                raise
            refused = why
        else:
            messages.success(request, "课程已发布，家政员在“我的课程”里可以报名。")
            return redirect("office:course", made)
    rows = [(one, BADGES[one.state]) for one in training.kept(actor)]
    shown = {"rows": rows, "gaps": GAPS.items(), "refused": refused, "typed": request.POST, "today": clock.today()}
    return framed(request, menu_for(request), "office/courses.html", shown, 409 if refused else 200)


@door(Permission.COURSE_KEEP)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The courses themselves: nobody is named."""
    cells = [(c.title, c.provider, c.hours, c.held_on, c.at, c.place, c.places, c.taken, c.gap_label, c.state_label) for c in training.kept(actor_of(request))]
    return list_answer("课程", HEADINGS, cells, "课程")


@door(Permission.COURSE_KEEP)
@require_safe
def course(request: HttpRequest, course_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = training.course(actor, course_id)
    sitters = [(each, SEATS[each.state]) for each in training.roll(actor, course_id, "查看课程报名名单")]
    shown = {"one": one, "state": BADGES[one.state], "sitters": sitters, "over": one.held_on <= clock.today()}
    return framed(request, menu_for(request), "office/course.html", shown)


@door(Permission.COURSE_ROLL)
@require_POST
def roll(request: HttpRequest, course_id: str) -> HttpResponse:
    """For whoever runs the course, after saying what for; everybody on it finds the purpose in 谁查了我."""
    actor, purpose = actor_of(request), purpose_of(request)
    one = training.course(actor, course_id)
    require(actor, Permission.COURSE_ROLL, Thing(organisation=one.organisation))
    out = exporting.outgoing(request, Permission.COURSE_ROLL, "课程报名名单", purpose, one.taken, FieldClass.BASIC, FieldClass.CONTACT)
    if waiting := exporting.held(request, out):
        return waiting
    sitters = training.roll(actor, course_id, f"导出课程报名名单：{purpose}")
    codes = exporting.let_out(request, out).codes
    cells = [(code, each.name, each.phone, each.at.astimezone(clock.CHINA).date(), SEATS[each.state]) for code, each in zip(codes, sitters, strict=True)]
    return list_answer("课程报名名单", ROLL, cells, "报名名单")


@door(Permission.COURSE_ROLL)
@require_POST
def hold(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who was ticked goes into a register of trainings, which is checked and accepted like any other."""
    actor, present = actor_of(request), set(request.POST.getlist("present"))
    actions.held(actor, course_id, present)
    there = [one for one in training.roll(actor, course_id, "登记到课，写入培训登记表", numbers=True) if one.state == "present"]
    if not there:
        messages.success(request, "已登记：没有人到课。")
        return redirect("office:course", course_id)
    batch, _ = intake.receive(actor, f"到课登记 {course_id}.xlsx", _register(training.course(actor, course_id), there), "training")
    messages.success(request, "到课已登记。下面是这次的培训登记表：检查完后请确认入库，再由本人核对。")
    return redirect("company:batch", batch)


@door(Permission.COURSE_KEEP)
@require_POST
def call_off(request: HttpRequest, course_id: str) -> HttpResponse:
    actions.call_off(actor_of(request), course_id, request.POST.get("why", ""))
    messages.success(request, "已取消，报了名的人会收到通知。")
    return redirect("office:course", course_id)


def _register(one: training.CourseView, there: list[training.Sitter]) -> bytes:
    wanted = form("training").wanted
    cells = [(each.name, each.phone, one.title, one.hours, one.held_on.isoformat(), one.provider, "合格") for each in there]
    with scratch(Path(settings.DATA)) as folder:
        target = folder / "register.xlsx"
        write_list(target, [wanted[name].label for name in _REGISTER], cells, "培训登记表", frozenset({1}))
        return target.read_bytes()


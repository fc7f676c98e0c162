"""联席会议任务 — across departments and streets: state, light, lead, day, evidence; given out here, carried out on its own page."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import DEFINITIONS, Figure
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.tasks import OPEN, Light, Task, light
from jiaxin.domain.permissions import Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = ("会议", "任务", "牵头单位", "配合单位", "期限", "状态", "灯", "灯的依据", "附件", "最近说明")
TARGETS = tuple(code for code in ("coverage", "completeness", "verified", "fresh", "trained", "complaints", "inspected", "rectified", "paid"))


@door(Permission.TASK_DO)
def tasks(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    figures = {one.id: one for one in oversight.counted_now().counted.figures}
    if request.method == "POST":
        _give(request, figures)
        messages.success(request, "任务已下达，牵头单位在“今天”页面看得到。")
        return redirect("office:tasks")
    rows = _rows(figures)
    words = {"stop": "逾期", "watch": "注意", "ok": "正常或办结"}
    shown = {
        "rows": rows, "may_give": may_ever(actor.role, Permission.TASK_GIVE), "counts": [(word, state, sum(lit.state == state for _, lit in rows)) for state, word in words.items()],
        "leads": [one for one in access.organisations() if one.kind in oversight.LEADS], "targets": [(code, DEFINITIONS[code].label) for code in TARGETS],
        "rules": figure_rules(clock.today()), "today": clock.today(),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/tasks.html", shown)


@door(Permission.TASK_DO)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    figures = {one.id: one for one in oversight.counted_now().counted.figures}
    cells = [(t.meeting, t.title, t.lead, "、".join(t.helpers), t.due_on, t.label, lit.word, lit.why, len(t.evidence), t.said) for t, lit in _rows(figures)]
    return list_answer("联席会议任务", HEADINGS, cells, "任务")


def _rows(figures: dict[str, Figure]) -> list[tuple[Task, Light]]:
    rules, today = figure_rules(clock.today()), clock.today()
    found = [(one, light(one, today, rules)) for one in oversight.tasks(figures)]
    rank = {"stop": 0, "watch": 1, "ok": 2, "none": 3}
    return sorted(found, key=lambda row: (row[0].state not in OPEN, rank[row[1].state], row[0].due_on))


def _give(request: HttpRequest, figures: dict[str, Figure]) -> None:
    said = request.POST
    try:
        due = date.fromisoformat(said.get("due_by", ""))
    except ValueError:
        raise Refused("task.day", "期限没有填写", "请按 2026-03-05 的样子填写") from None
    figure, typed = said.get("figure", ""), said.get("target", "").strip()
    target = int(typed) * 10 if typed.isdecimal() and len(typed) <= 3 else None
    street = next((one.region for one in access.organisations() if one.id == said.get("lead") and one.kind == "street"), "")
    found = figures.get(f"{figure}:{street or 'all'}")
    actions.give_task(
        actor_of(request), said.get("meeting", ""), said.get("task", ""), said.get("lead", ""), said.getlist("helpers"), due, figure, target, found.share if found else None
    )

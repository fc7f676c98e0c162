"""联席会议任务 — the tasks as the meeting reads them, with the figures they aim at; giving one out; reminders to the lead."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.oversight.models import TaskReminder
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.figures import DEFINITIONS, Figure
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.tasks import OPEN, Proof, Task, reminder_days
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.kit import clock, ids

CODE, WORDING = "meeting-task", "task.due"
LEADS = ("bureau", "police", "market", "labour", "civil", "street", "association")


def give_task(
    actor: Actor, meeting: str, title: str, lead: str, helpers: list[str], due_by: date, figure: str = "", target: int | None = None, now: int | None = None
) -> str:
    """Give a task to one lead. `now`: where the figure it aims at stands today. Returns the case."""
    require(actor, Permission.TASK_GIVE)
    known = {one.id: one for one in access.organisations()}
    if lead not in known:
        raise Refused("task.lead", "没有选择牵头单位", "请从列表中选择")
    if due_by <= clock.today():
        raise Refused("task.day", f"期限 {due_by} 已经过了", "请填写今天以后的日期")
    said: dict[str, Value] = {"meeting": meeting.strip()[:40], "task": title.strip()[:120], "lead": known[lead].name, "due_by": due_by.isoformat()}
    if names := [known[one].name for one in helpers if one in known and one != lead]:
        said["helpers"] = list(names)
    if figure:
        if figure not in DEFINITIONS or not DEFINITIONS[figure].is_share or target is None or not 0 < target <= 1000:
            raise Refused("task.target", "挂钩的指标或目标不对", "请选择一个比率指标，目标写 1 到 100 之间的百分数")
        said |= {"figure": figure, "target": target}
        if now is not None:
            said["baseline"] = now
    street = known[lead].region if known[lead].kind == "street" else ""
    district = registry.place(settings.DISTRICT.name)
    return governance.open_case(actor, CODE, district, ids.new_id(), said, organisation=lead, street=street)


def tasks(figures: Mapping[str, Figure] | None = None, closed: bool = True) -> list[Task]:
    """Those that run by their day, then those done, the latest first. figures: query id → figure, for the lights."""
    running = sorted((_task(one, figures or {}) for one in matters.open_cases(CODE)), key=lambda t: (t.due_on, t.case))
    over = sorted((_task(one, figures or {}) for one in matters.closed_cases(CODE)), key=lambda t: (t.due_on, t.case), reverse=True) if closed else []
    return [*running, *over]


def open_tasks() -> list[tuple[Task, str]]:
    """What runs, with the organisation that leads it."""
    return [(_task(one, {}), one.organisation) for one in matters.open_cases(CODE)]


def led_by(organisation: str) -> list[Task]:
    """What one office leads: what runs, then what is done."""
    every = [*matters.open_cases(CODE), *matters.closed_cases(CODE)]
    return [_task(one, {}) for one in every if one.organisation == organisation]


def remind_tasks(today: date) -> int:
    """The lead of what runs is told at T−3 and at T+1, once each, also where a job was missed. How many now."""
    rules, clerk, count = figure_rules(today), Actor.job("reminders"), 0
    for one in matters.open_cases(CODE):
        task = _task(one, {})
        if task.state not in OPEN[:2]:
            continue
        for name, day in zip(("before", "after"), reminder_days(task, rules), strict=True):
            if today < day or (name == "before" and today > task.due_on):
                continue
            _, made = TaskReminder.objects.get_or_create(case=task.case, due_on=task.due_on, which=name, defaults={"at": clock.now()})
            if made:
                notices.tell(clerk, WORDING, {"task": task.title, "day": task.due_on.isoformat()}, subject=one.organisation)
                count += 1
    return count


def _task(one: matters.CaseView, figures: Mapping[str, Figure]) -> Task:
    def last(name: str) -> Value:
        return next((e.said[name] for e in reversed(one.events) if name in e.said), None)

    figure, helpers = str(last("figure") or ""), last("helpers")
    found = figures.get(f"{figure}:{one.street or 'all'}") if figure else None
    words = ("remark", "result", "progress")
    return Task(
        one.id, str(last("meeting")), str(last("task")), str(last("lead")), tuple(map(str, helpers)) if isinstance(helpers, list) else (), one.street,
        one.events[0].on, date.fromisoformat(str(last("due_by"))), one.state, one.state_label, one.events[-1].on if one.closed else None,
        tuple(Proof(procedure(CODE).label_of(e.verb), e.on, str(e.said["artefact"])) for e in one.events if e.said.get("artefact")),
        next((str(e.said[w]) for e in reversed(one.events) for w in words if e.said.get(w)), ""),
        figure, _whole(last("baseline")), _whole(last("target")), found.share if found else None,
    )  # fmt: skip


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None

"""任务灯 — green, amber or red of a joint-meeting task, from its day, its state and the figure it aims at; and why.

Unit    figures in tenths of a per cent; days
Source  督办制度: T−3 and T+1 of the rules of figures. ASSUMED: a figure is behind when it lies under the straight line from
        where it stood when the task was given to its target on the last day; half the time without a start is late.
Silent  a task whose figure has no base is judged by its day and state alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.figures.figure import percent
from jiaxin.domain.figures.rules import FigureRules

OK, WATCH, STOP, NONE = "ok", "watch", "stop", "none"
OPEN = ("given", "running", "reported")


@dataclass(frozen=True, slots=True)
class Proof:
    """A file handed in: with which step, on which day, under which name it is kept. Only photos and scans are taken."""

    step: str
    on: date
    name: str

    @property
    def said(self) -> str:
        return f"{self.step}所附照片或扫描件（{self.on.isoformat()} 交，编号 {self.name[:8]}）"


@dataclass(frozen=True, slots=True)
class Task:
    """baseline, target, now  tenths of a per cent of the figure it aims at; None where it aims at none.

    evidence  what was handed in, the first first; `said` the latest word about it
    """

    case: str
    meeting: str
    title: str
    lead: str
    helpers: tuple[str, ...]
    street: str
    given_on: date
    due_on: date
    state: str
    label: str
    closed_on: date | None
    evidence: tuple[Proof, ...]
    said: str
    figure: str = ""
    baseline: int | None = None
    target: int | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Light:
    state: str
    word: str
    why: str


def light(task: Task, today: date, rules: FigureRules) -> Light:
    if task.state == "dropped":
        return Light(NONE, "已取消", task.said)
    if task.state == "done":
        late = task.closed_on is not None and task.closed_on > task.due_on
        return Light(OK, "办结" if not late else "逾期办结", f"{task.closed_on} 办结，期限 {task.due_on}")
    if today > task.due_on:
        return Light(STOP, "逾期", f"逾期 {(today - task.due_on).days} 天")
    if task.target is not None and task.now is not None:
        return _by_figure(task, today)
    left = (task.due_on - today).days
    if task.state == "given" and 2 * (today - task.given_on).days > (task.due_on - task.given_on).days:
        return Light(WATCH, "没有启动", f"时间已过一半，还没有启动，剩 {left} 天")
    if task.state != "reported" and left <= rules.task_before_days:
        return Light(WATCH, "快到期", f"剩 {left} 天")
    return Light(OK, "正常", "已报办结，等待确认" if task.state == "reported" else f"剩 {left} 天")


def expected(task: Task, today: date) -> int:
    """Where the straight line stands today."""
    start, target = task.baseline or 0, task.target or 0
    days = max((task.due_on - task.given_on).days, 1)
    return start + (target - start) * min(max((today - task.given_on).days, 0), days) // days


def reminder_days(task: Task, rules: FigureRules) -> tuple[date, date]:
    """T−3 and T+1."""
    return task.due_on - timedelta(days=rules.task_before_days), task.due_on + timedelta(days=rules.task_after_days)


def _by_figure(task: Task, today: date) -> Light:
    assert task.target is not None and task.now is not None
    if task.now >= task.target:
        return Light(OK, "已达标", f"现在 {percent(task.now)}，目标 {percent(task.target)}")
    line = expected(task, today)
    told = f"现在 {percent(task.now)}，按进度应到 {percent(line)}，目标 {percent(task.target)}"
    return Light(OK, "正常", told) if task.now >= line else Light(WATCH, "落后", told)

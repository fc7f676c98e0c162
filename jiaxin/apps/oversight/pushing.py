"""攻坚行动 — launched with a kept counting, read against the counting of now or of the end, ended by a report.

How a phase ended is read from the last counting kept in it: one is kept every day. Nothing is stored here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.models import TaskReminder
from jiaxin.apps.oversight.snapshots import Counting
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.figures import DEFINITIONS, Figure
from jiaxin.domain.figures import pushes as rules
from jiaxin.domain.figures.pack import Pack
from jiaxin.domain.figures.push_paper import PhaseEnd, Told, paper
from jiaxin.domain.figures.pushes import Aim, Run
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock, ids

CODE, BEGUN, BEHIND = "push", "push.begun", "push.behind"


@dataclass(frozen=True, slots=True)
class Push:
    """One push as it was launched. closing: (heading, text), empty until it is closed. `last` digest of the counting of its end."""

    case: str
    name: str
    kind: str
    aim: Aim
    state: str
    label: str
    first: str
    last: str
    closed_on: date | None
    closing: tuple[tuple[str, str], ...]
    version: str

    @property
    def each(self) -> str:
        """What the figure aimed at counts."""
        return DEFINITIONS[self.aim.figure].each


def launch_push(actor: Actor, kind: str, name: str, figure: str, target: int, ends: date) -> str:
    """From today: what is counted now is where every street starts. Every street's office is told. Returns the case."""
    require(actor, Permission.TASK_GIVE)
    today = clock.today()
    book = rules.push_rules(today)
    rules.aim(book, kind, figure, target, today, ends)
    if not name.strip():
        raise Refused("push.name", "行动还没有名称", "请写行动名称，例如 2027 年建档全覆盖攻坚")
    if any(one.aim.figure == figure for one in pushes() if one.state == "running"):
        raise Refused("push.twice", "已有一次瞄准同一指标的行动在进行", "请先总结或取消那一次")
    start = snapshots.keep()
    if not any(one.share is not None for one in start.of(figure, "street")):
        raise Refused("push.no-base", "还没有一个街道有这个指标的数", "请先导入摸底名册或等有人建档后再发起")
    said: dict[str, Value] = {
        "push": kind, "task": name.strip()[:40], "figure": figure, "target": target, "due_by": ends.isoformat(), "snapshot": start.digest, "version": book.version,
    }  # fmt: skip
    with transaction.atomic():
        case = governance.open_case(actor, CODE, registry.place(settings.DISTRICT.name), ids.new_id(), said)
        for office in access.organisations("street"):
            notices.tell(actor, BEGUN, {"push": name.strip()[:40], "day": ends.isoformat()}, subject=office.id)
    return case


def close_push(actor: Actor, case: str, result: str, problems: str, next_steps: str) -> None:
    """总结: after the last day, or once the district has reached the target. Counts and keeps what the report rests on."""
    require(actor, Permission.TASK_GIVE)
    one, now = push(case), snapshots.keep()
    reached = (found := now.at().get(one.aim.figure)) is not None and found.share is not None and found.share >= one.aim.target
    if clock.today() < one.aim.ends and not reached:
        raise Refused("push.early", f"行动到 {one.aim.ends} 才结束，全区也还没有达标", "请到期后再总结，或者改期、取消并写明原因")
    said: dict[str, Value] = {"snapshot": now.digest, "result": result.strip()[:2000], "problems": problems.strip()[:2000], "next_steps": next_steps.strip()[:2000]}
    governance.take_step(actor, case, "close", said)


def put_off_push(actor: Actor, case: str, ends: date, remark: str) -> None:
    one = push(case)
    rules.aim(rules.push_rules(one.aim.begins), one.kind, one.aim.figure, one.aim.target, one.aim.begins, ends)
    if ends < clock.today():
        raise Refused("push.past", f"{ends} 已经过了", "请选择今天或以后的日期")
    governance.take_step(actor, case, "put_off", {"due_by": ends.isoformat(), "remark": remark.strip()[:500]})


def pushes() -> list[Push]:
    """Those that run, the nearest end first; then those that are over, the latest first."""
    running = sorted((_push(one) for one in matters.open_cases(CODE)), key=lambda p: (p.aim.ends, p.case))
    return [*running, *sorted((_push(one) for one in matters.closed_cases(CODE)), key=lambda p: (p.aim.ends, p.case), reverse=True)]


def push(case: str) -> Push:
    """Raises Refused for what is no push."""
    found = matters.case(case)
    if found.procedure != CODE:
        raise Refused("push.unknown", "没有这次行动", "请从行动列表进入")
    return _push(found)


def told_of(one: Push, now: Counting) -> Told:
    """Where it stands by the counting `now`, or how it ended."""
    start, end = snapshots.kept(one.first), snapshots.kept(one.last) if one.last else now
    return _told(one, start, end, _phase_ends(one, start, end.counted.on))


def told_of_all(found: Sequence[Push], now: Counting) -> list[Told]:
    """The same of many for a list of them, without the ends of their phases."""
    kept = snapshots.kept_many(digest for one in found for digest in (one.first, one.last) if digest)
    return [_told(one, kept[one.first], kept[one.last] if one.last else now, ()) for one in found]


def _told(one: Push, start: Counting, end: Counting, phases: tuple[PhaseEnd, ...]) -> Told:
    on, book = end.counted.on, rules.push_rules(one.aim.begins)
    began, stands = start.at(), end.at()
    league = rules.league(one.aim, _streets(start, one.aim.figure), _streets(end, one.aim.figure), on)
    return Told(
        one.name, rules.kinds(book)[one.kind].label, one.aim, rules.district_run(one.aim, began.get(one.aim.figure), stands.get(one.aim.figure), on), tuple(league),
        phases, tuple(rules.beside(book, one.kind, began, stands)), (start.digest, start.counted.on), (end.digest, on), one.version, one.closing,
    )  # fmt: skip


def push_paper(one: Push, now: Counting) -> Pack:
    return paper(told_of(one, now), f"{settings.DISTRICT.name}商务局")


def keep_for_paper(one: Push) -> Counting:
    """What a paper rests on can be asked for again: the counting of now is kept, that of the end is already."""
    return snapshots.kept(one.last) if one.last else snapshots.keep()


def own_runs(street: str) -> list[tuple[Push, Run]]:
    """What runs, and where this street stood in it by the latest counting kept since."""
    found = []
    for one in pushes():
        if one.state == "running" and (kept := snapshots.last_kept(one.aim.begins, clock.today())):
            mine = next((run for run in told_of(one, kept).league if run.code == street), None)
            found += [(one, mine)] if mine is not None else []
    return found


def remind_pushes(today: date) -> int:
    """Some days before a phase ends, the offices of the streets behind the line are told, once. How many now."""
    count, clerk, now = 0, Actor.job("reminders"), None
    for one in pushes():
        if one.state != "running":
            continue
        ends = one.aim.phase(today).ends
        if not ends - timedelta(days=rules.push_rules(one.aim.begins).data["duration"]["before_days"]) <= today <= ends:
            continue
        with transaction.atomic():
            _, made = TaskReminder.objects.get_or_create(case=one.case, due_on=ends, which="before", defaults={"at": clock.now()})
            if not made:
                continue
            now = now or snapshots.counted_now()
            behind = {run.code for run in told_of(one, now).league if run.state == rules.WATCH}
            for office in access.organisations("street"):
                if office.region in behind:
                    notices.tell(clerk, BEHIND, {"push": one.name, "day": ends.isoformat()}, subject=office.id)
                    count += 1
    return count


def _streets(of: Counting, figure: str) -> Mapping[str, Figure]:
    return {one.place.code: one for one in of.of(figure, "street")}


def _phase_ends(one: Push, start: Counting, on: date) -> tuple[PhaseEnd, ...]:
    """A phase that is over is read from the last counting kept in it."""
    found = []
    for phase in one.aim.phases:
        if phase.ends >= on:
            word = "进行中" if phase.begins <= on else "未开始"
            found.append(PhaseEnd(phase, None, 0, 0, rules.WATCH if word == "进行中" else rules.NONE, word))
            continue
        kept = snapshots.last_kept(phase.begins, phase.ends)
        if kept is None:
            found.append(PhaseEnd(phase, None, 0, 0, rules.NONE, "没有留存统计"))
            continue
        runs = rules.league(one.aim, _streets(start, one.aim.figure), _streets(kept, one.aim.figure), phase.ends)
        there, ranked = rules.on_line(runs)
        whole = rules.district_run(one.aim, start.at().get(one.aim.figure), kept.at().get(one.aim.figure), phase.ends)
        found.append(PhaseEnd(phase, whole, there, ranked, whole.state, whole.word))
    return tuple(found)


def _push(one: matters.CaseView) -> Push:
    def last(name: str) -> str:
        return next((str(e.said[name]) for e in reversed(one.events) if name in e.said), "")

    opened, over = one.events[0], one.events[-1] if one.closed else None
    closed = over is not None and over.verb == "close"
    words = (("做法与成效", "result"), ("主要问题", "problems"), ("下一步", "next_steps"))
    aim = rules.aim(rules.push_rules(opened.on), str(opened.said["push"]), str(opened.said["figure"]), int(str(opened.said["target"])), opened.on, date.fromisoformat(last("due_by")))
    return Push(
        one.id, str(opened.said["task"]), str(opened.said["push"]), aim, one.state, one.state_label, str(opened.said["snapshot"]),
        last("snapshot") if closed else "", over.on if over else None, tuple((heading, last(name)) for heading, name in words) if closed else (), str(opened.said["version"]),
    )  # fmt: skip

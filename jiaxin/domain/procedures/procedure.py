"""程序 — a workflow as one table: who may do what, from which state, within how many working days.

Buttons, permission checks, deadline alarms, the diagram and the snapshot test are read from the table; the state of
a case is a fold over its events and is never set by hand.

Unit    `within` counts working days after the state was entered, a period calendar days (rulebooks/periods).
Not here  keeping cases and events (apps/governance), deciding permissions (domain/permissions), sentences to people
(notices).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from jiaxin.domain.calendar import Due, WorkCalendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.rulebooks.periods import last_day

WORDS = {
    "batch": "批次", "claim": "代录内容", "digest": "规则文件摘要", "entries": "要更正的记录", "entry": "被办理的记录",
    "heard_until": "听取陈述截止日", "notice_no": "告知书编号", "paper": "本人签好的授权书", "signature": "本人签名",
    "statement": "本人陈述", "valid_from": "施行日期", "version": "规则版本号", "why": "理由",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """经过 — one step that was taken. `on` is the local day of `at`."""

    verb: str
    actor: str
    at: datetime
    on: date
    organisation: str = ""
    said: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """办理步骤.

    verb      what is done, unique for each state it leaves from
    origins   states it may be taken from; `to` the state it leads to
    who       permissions of which one suffices
    within    working days allowed since the state was entered; None = no clock
    needs     names of what must be said with it; a name ending in `?` may be left out
    records   code of the record kind it adds, empty for none
    unlike    verbs whose actor may not be the one who takes this step (four eyes)
    not_before  name of a date said earlier, through which the step has to wait (time to be heard)
    only_within period since the state was entered after which the step can no longer be taken
    only_after  period since the state was entered that has to be over before the step can be taken
    source    legal or internal source, with clause
    """

    verb: str
    label: str
    origins: tuple[str, ...]
    to: str
    who: tuple[Permission, ...]
    source: str
    within: int | None = None
    needs: tuple[str, ...] = ()
    records: str = ""
    unlike: tuple[str, ...] = ()
    not_before: str = ""
    only_within: str = ""
    only_after: str = ""

    def opens_on(self, since: date) -> date:
        """The first day on which it can be taken in a state entered that day."""
        return last_day(self.only_after, since) + timedelta(days=1) if self.only_after else since

    def closes_on(self, since: date) -> date | None:
        """The last day on which it can be taken in a state entered that day; None = no end."""
        return last_day(self.only_within, since) if self.only_within else None

    def complete(self, said: Mapping[str, Value]) -> None:
        """Raises Refused when something it needs was not said, or something else was."""
        for name in self.needs:
            if not name.endswith("?") and said.get(name) in (None, "", [], ()):
                raise Refused("procedure.needs", f"办理“{self.label}”还缺{WORDS[name]}", "请补上后再提交")
        if unknown := sorted(set(said) - {name.rstrip("?") for name in self.needs}):
            raise Refused("procedure.unknown", f"“{self.label}”不收{WORDS.get(unknown[0], '这项内容')}", "请去掉多余的内容")


@dataclass(frozen=True, slots=True)
class About:
    """The case as the recording function sees it: what it is about, and everything said so far."""

    case: str
    subject: str
    events: tuple[Event, ...]

    def said(self, name: str) -> Value:
        """The latest value said under a name."""
        return next((e.said[name] for e in reversed(self.events) if name in e.said), None)


@dataclass(frozen=True, slots=True)
class Procedure:
    """start   the verb that opens a case (its step leaves from the state "")
    records builds the facts of a step that records something, from the case up to and including that step
    """

    code: str
    label: str
    steps: tuple[Step, ...]
    states: Mapping[str, str]  # code → Chinese label
    records: Callable[[About, Step], Sequence[Fact]] | None = None

    @property
    def opening(self) -> Step:
        return next(step for step in self.steps if "" in step.origins)

    def step(self, verb: str, state: str) -> Step:
        for one in self.steps:
            if one.verb == verb and state in one.origins:
                return one
        label = next((one.label for one in self.steps if one.verb == verb), verb)
        where = self.states.get(state, "尚未提出")
        offered = "、".join(one.label for one in self.steps if state in one.origins) or "无"
        raise Refused("procedure.no-step", f"“{self.label}”现在是“{where}”，不能办理“{label}”", f"现在可办：{offered}")


@dataclass(frozen=True, slots=True)
class Progress:
    """办理进度 — the state of a case and the day it was entered."""

    state: str
    since: date | None
    closed: bool


def folded(procedure: Procedure, events: Sequence[Event]) -> Progress:
    """State of a case from its events. An event the table does not know stops the program, it is never skipped."""
    state, since = "", None
    for event in events:
        step = procedure.step(event.verb, state)
        if step.to != state:
            state, since = step.to, event.on
    return Progress(state, since, bool(state) and not any(state in step.origins for step in procedure.steps))


def offered(
    procedure: Procedure, events: Sequence[Event], actor: Actor, may: Callable[[Permission], bool]
) -> list[Step]:
    """What this actor can do now: the buttons of a page."""
    state = folded(procedure, events).state
    return [
        step
        for step in procedure.steps
        if state in step.origins and any(may(one) for one in step.who) and not _same_hand(step, events, actor.id)
    ]


def judged(procedure: Procedure, events: Sequence[Event], event: Event) -> Step:
    """The step an event takes, or Refused: wrong state or day, something missing, or the same hand twice."""
    return permitted(procedure, folded(procedure, events), event, events)


def permitted(procedure: Procedure, now: Progress, event: Event, events: Sequence[Event] = ()) -> Step:
    """`judged` for what keeps its state in a row of its own, many at a time, and not as a case with events."""
    step = procedure.step(event.verb, now.state)
    if other := _same_hand(step, events, event.actor):
        done = next(one.label for one in procedure.steps if one.verb == other)
        raise Refused(
            "procedure.same-person", f"“{step.label}”不能由办理“{done}”的人办理", "请由另一位有权限的同事办理"
        )
    _wait(step, events, event.on)
    if now.since is not None:
        _in_time(step, now.since, event.on)
    step.complete(event.said)
    return step


def _in_time(step: Step, since: date, today: date) -> None:
    if today < (opens := step.opens_on(since)):
        raise Refused("procedure.too-early", f"“{step.label}”要到 {opens} 才能办理", "请到期后再办理")
    if (closes := step.closes_on(since)) is not None and today > closes:
        raise Refused("procedure.too-late", f"“{step.label}”最晚到 {closes}，已经过期", "请改用其他办理方式，或重新提出")


def _wait(step: Step, events: Sequence[Event], today: date) -> None:
    until = next((e.said[step.not_before] for e in reversed(events) if step.not_before in e.said), None)
    if until and today <= date.fromisoformat(str(until)):
        raise Refused("procedure.too-early", f"“{step.label}”要等到 {until} 之后", "此前是本人陈述申辩的时间")


def _same_hand(step: Step, events: Sequence[Event], actor: str) -> str:
    """A verb this actor has already done that excludes them here; empty if none."""
    return next((e.verb for e in events if e.verb in step.unlike and e.actor == actor), "")


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限 — by when a step that is open now has to be taken."""

    verb: str
    label: str
    due: Due


def deadlines(procedure: Procedure, events: Sequence[Event], calendar: WorkCalendar) -> list[Deadline]:
    """Clocks running now, the nearest first."""
    now = folded(procedure, events)
    if now.since is None:
        return []
    running = [
        Deadline(step.verb, step.label, calendar.after(now.since, step.within))
        for step in procedure.steps
        if now.state in step.origins and step.within is not None
    ]
    return sorted(running, key=lambda one: (one.due.on, one.verb))


def diagram(procedure: Procedure) -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{label}" as {code}' for code, label in procedure.states.items()]
    for step in procedure.steps:
        clock = f"（{step.within} 个工作日）" if step.within is not None else ""
        lines += [f"    {origin or '[*]'} --> {step.to}: {step.label}{clock}" for origin in step.origins]
    left = {origin for step in procedure.steps for origin in step.origins}
    lines += [f"    {state} --> [*]" for state in procedure.states if state not in left]
    return "\n".join(lines) + "\n"


@cache
def procedures() -> Mapping[str, Procedure]:
    """All declared procedures by code: one file each in this folder, defining `PROCEDURE`."""
    found: dict[str, Procedure] = {}
    package = import_module("jiaxin.domain.procedures")
    for module in iter_modules(package.__path__, package.__name__ + "."):
        one = getattr(import_module(module.name), "PROCEDURE", None)
        if one is None:
            continue
        if one.code in found:
            raise RuntimeError(f"procedure {one.code} is declared twice")
        found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


def procedure(code: str) -> Procedure:
    try:
        return procedures()[code]
    except KeyError:
        raise Refused("procedure.unknown-procedure", f"没有“{code}”这个程序", "请从程序目录中选择") from None

"""程序 — a workflow as one table: who may do what, from which state, within how many working days.

Buttons, permission checks, deadline alarms, the diagram and the snapshot are read from the table; the state of a
case is a fold over its events and is never set by hand. An adverse step is taken only where `effect` allows it.

Not here  keeping cases and events (apps/governance), deciding permissions (domain/permissions), sentences to people
(notices).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from jiaxin.domain.calendar import DAY, Due, WorkCalendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.procedures.clocks import Setting, has_clock, working_days
from jiaxin.domain.procedures.effect import InForce, Taken, answer_through, lasting, may_take_effect, together
from jiaxin.domain.procedures.serving import proven
from jiaxin.domain.procedures.table import About as About
from jiaxin.domain.procedures.table import Event as Event
from jiaxin.domain.procedures.table import Procedure as Procedure
from jiaxin.domain.procedures.table import Progress as Progress
from jiaxin.domain.procedures.table import Step as Step
from jiaxin.domain.procedures.words import WORDS as WORDS


def folded(procedure: Procedure, events: Sequence[Event]) -> Progress:
    """State of a case from its events. An event the table does not know stops the program, it is never skipped."""
    state, since = "", None
    for event in events:
        step = procedure.step(event.verb, state)
        if step.to != state:
            state, since = step.to, event.on
    return Progress(state, since, bool(state) and not any(state in step.origins for step in procedure.steps))


def readable(procedure: Procedure, events: Sequence[Event], reader: str) -> tuple[Event, ...]:
    """The events as this reader may read them: what is blind is empty until its state is reached."""
    state, reached, steps = "", set(), []
    for event in events:
        steps.append(procedure.step(event.verb, state))
        state = steps[-1].to
        reached.add(state)
    return tuple(
        replace(event, said={}) if step.blind and step.blind not in reached and event.actor != reader else event
        for event, step in zip(events, steps, strict=True)
    )


def offered(
    procedure: Procedure, events: Sequence[Event], actor: Actor, may: Callable[[Permission], bool]
) -> list[Step]:
    """What this actor can do now: the buttons of a page."""
    state = folded(procedure, events).state
    return [
        step
        for step in procedure.steps
        if state in step.origins
        and any(may(one) for one in step.who)
        and not _same_hand(step, events, actor.id)
        and not _used_up(step, events)
    ]


def judged(procedure: Procedure, events: Sequence[Event], event: Event, setting: Setting | None = None) -> Step:
    """The step an event takes, or Refused: wrong state or day, something missing, the same hand twice, no due process."""
    return permitted(procedure, folded(procedure, events), event, events, setting)


def permitted(
    procedure: Procedure, now: Progress, event: Event, events: Sequence[Event] = (), setting: Setting | None = None
) -> Step:
    """`judged` for what keeps its state in a row of its own, many at a time, and not as a case with events."""
    step = procedure.step(event.verb, now.state)
    if other := _same_hand(step, events, event.actor):
        raise Refused(
            "procedure.same-person",
            f"“{step.label}”不能由办理“{procedure.label_of(other)}”的人办理",
            "请由另一位有权限的同事办理",
        )
    if events and event.at < events[-1].at:
        raise Refused("procedure.backwards", "办理时间早于上一步", "请核对系统时间")
    if _used_up(step, events):
        raise Refused("procedure.used-up", f"“{step.label}”最多办理 {step.at_most} 次", "请按现有结果继续")
    _open_to(step, event.on, setting)
    _wait(step, events, event.on)
    if now.since is not None:
        _in_time(step, now.since, event.on)
        _in_working_days(step, events, now.since, event.on, setting)
    if step.where and not has_clock(step.where, event.on, (setting or Setting()).style):
        raise Refused("procedure.not-here", f"本区选用的期限规则没有“{step.label}”", "请按原期限办理")
    step.complete(event.said)
    if step.serves:
        proven(event)
    if procedure.checks is not None:
        procedure.checks(About("", "", (*events, event), setting or Setting()), step)
    if step.effect is not None:
        at = setting or Setting()
        past = [_taken(e) for e in events]
        may_take_effect(step.label, step.effect, past, _taken(event), at.calendar, at.contested, at.style)
    return step


def _taken(event: Event) -> Taken:
    return Taken(event.verb, event.on, event.said)


def _used_up(step: Step, events: Sequence[Event]) -> bool:
    return bool(step.at_most) and sum(e.verb == step.verb for e in events) >= step.at_most


def _in_time(step: Step, since: date, today: date) -> None:
    first, last = step.opens_on(since), step.closes_on(since)
    if today < first:
        raise Refused("procedure.too-early", f"“{step.label}”{first} 起才能办理", f"请在 {first} 之后再办理")
    if last is not None and today > last:
        raise Refused("procedure.too-late", f"“{step.label}”的期限 {last} 已过", "请按期限之后的规则办理")


def _open_to(step: Step, today: date, setting: Setting | None) -> None:
    until = setting.stopped.get(step.benefit) if setting and step.benefit else None
    if until is not None and today < until:
        raise Refused("procedure.stopped", f"行业措施执行期间不能办理“{step.label}”", f"{until} 起可以办理；对措施有异议的，可以先提出异议")


def _in_working_days(
    step: Step, events: Sequence[Event], since: date, today: date, setting: Setting | None
) -> None:
    if not step.opens_after and not step.closes_after:
        return
    at = setting or Setting()
    if (first := opening_day(step, events, since, at)) and today < first:
        raise Refused("procedure.too-early", f"“{step.label}”{first} 起才能办理", f"请在 {first} 或之后办理")
    if step.closes_after:
        start = _clock_start(step, events, since)
        last = at.calendar.after(start, working_days(step.closes_after, start, at.style)).on
        if today > last:
            raise Refused("procedure.too-late", f"“{step.label}”的期限 {last} 已过", "请按期限之后的规则办理")


def opening_day(step: Step, events: Sequence[Event], since: date, setting: Setting) -> date | None:
    """The first day on which a step with `opens_after` can be taken: the day after its working days have passed."""
    if not step.opens_after:
        return None
    start = _clock_start(step, events, since)
    return setting.calendar.after(start, working_days(step.opens_after, start, setting.style)).on + DAY


def _clock_start(step: Step, events: Sequence[Event], since: date) -> date:
    return next((e.on for e in reversed(events) if e.verb == step.since), since) if step.since else since


def _wait(step: Step, events: Sequence[Event], today: date) -> None:
    if not step.not_before:
        return
    said = next((e.said[step.not_before] for e in reversed(events) if step.not_before in e.said), None)
    through = date.fromisoformat(said) if isinstance(said, str) else None
    if through is None or today <= through:
        first = f"{through + timedelta(days=1)}" if through else "告知本人并约定期限"
        raise Refused("procedure.too-early", f"还在{WORDS[step.not_before]}之前，不能“{step.label}”", f"请在 {first} 之后办理")


def _same_hand(step: Step, events: Sequence[Event], actor: str) -> str:
    """A verb this actor has already done that excludes them here; empty if none."""
    return next((e.verb for e in events if e.verb in step.unlike and e.actor == actor), "")


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限 — by when a step that is open now has to be taken."""

    verb: str
    label: str
    due: Due


def deadlines(
    procedure: Procedure, events: Sequence[Event], calendar: WorkCalendar, style: str = ""
) -> list[Deadline]:
    """Clocks running now, the nearest first."""
    now = folded(procedure, events)
    if now.since is None:
        return []
    running = []
    for step in procedure.steps:
        if now.state not in step.origins or not step.within or _used_up(step, events):
            continue
        start = _clock_start(step, events, now.since)
        due = calendar.after(start, working_days(step.within, start, style))
        if step.effect is not None:  # nobody is late because the law made them wait
            past = [_taken(e) for e in events]
            through = answer_through(step.effect, past, calendar, style)
            if through is None:  # the clock of its service runs
                continue
            if through >= due.on:
                due = calendar.after(through, 1)
        running.append(Deadline(step.verb, step.label, due))
    return sorted(running, key=lambda one: (one.due.on, one.verb))


def opening_by_itself(
    procedure: Procedure, events: Sequence[Event], today: date, setting: Setting
) -> Step | None:
    """The step that the system takes today without anybody's hand, if one has opened."""
    now = folded(procedure, events)
    if now.since is None:
        return None
    for step in procedure.steps:
        if not step.by_itself or now.state not in step.origins:
            continue
        first = opening_day(step, events, now.since, setting) or step.opens_on(now.since)
        if step.lifts and (ends := [one.until_on for one in effects(procedure, events) if one.until_on]):
            first = max(ends)
        if step.not_before:
            try:
                _wait(step, events, today)
            except Refused:
                continue
        if today >= first:
            return step
    return None


def effects(procedure: Procedure, events: Sequence[Event]) -> tuple[InForce, ...]:
    """Consequences of the case that have been set in force and not lifted, whatever the day; see `InForce.until_on`."""
    state, running, past = "", [], []
    for event in events:
        step = procedure.step(event.verb, state)
        state = step.to
        past.append(_taken(event))
        if step.effect is not None:
            running.append(lasting(step.effect, together(past), event.on))
        if step.lifts:
            running = []
    return tuple(running)


def diagram(procedure: Procedure) -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{label}" as {code}' for code, label in procedure.states.items()]
    for step in procedure.steps:
        mark = "▲" if step.effect else ""
        lines += [f"    {origin or '[*]'} --> {step.to}: {mark}{step.label}" for origin in step.origins]
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

"""Alive: an office that works its list of deadlines decides true cases in time, with the consequence of the ladder.

Every accused here did it, answers or does not, pleads or does not, and now and then objects. Officers miss a working day
with a fixed chance; on the others they do what their list says is due, the most urgent first, as far as a day's work goes.
Nothing here is adversarial: the question is whether lawful waiting and lawful deciding fit into the clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.procedures import procedure as engine
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.ladder import rung
from jiaxin.domain.procedures.table import Event
from tools.procedures.speech import plain

START = date(2026, 1, 5)
ABSENT = 0.10  # of working days, each officer
OBJECTS = 0.05  # of cases, for a few days


@dataclass(slots=True)
class Lived:
    cases: int = 0
    in_time: int = 0
    with_consequence: int = 0


@dataclass(slots=True)
class _Case:
    code: str
    events: tuple[Event, ...]
    measure: str = ""
    contested_from: date | None = None
    contested_until: date | None = None


_PATH = {
    "complaint": {"filed": "accept", "answering": "go_on", "looking": "notify", "notified": "uphold"},
    "measure": {"proposed": "notify", "notified": "decide"},
}
_DONE = {"complaint": "upheld", "measure": "in_force"}


def live(count: int, seed: int = 1, a_day: int = 30) -> Lived:
    """So many true complaints, spread over 18 months, three in five of them about the same few companies."""
    draw, found, calendar = Random(seed), Lived(), packaged_calendar()
    opened = sorted(START + timedelta(days=draw.randrange(0, 500)) for _ in range(count))
    for on in opened:
        if not calendar.is_working(on):
            on = calendar.after(on, 1).on
        earlier = draw.choices((0, 1, 2), (60, 25, 15))[0]
        case = _Case("complaint", (_event("complaint", "", "file", "family", on),))
        late, finished = _run(case, on, draw, a_day)
        found.cases += 1
        wanted = rung(earlier + 1, finished)
        measure = _Case("measure", (_event("measure", "", "propose", "one", finished, measure=wanted),), wanted)
        late_too, _ = _run(measure, finished, draw, a_day)
        right = [one.measure for one in engine.effects(engine.procedure("measure"), measure.events)] == [wanted]
        found.in_time += not late and not late_too
        found.with_consequence += not late and not late_too and right
    return found


def _run(case: _Case, today: date, draw: Random, a_day: int) -> tuple[bool, date]:
    """Day by day to the decision; whether a deadline passed, and the day of the decision."""
    rules, calendar, late = engine.procedure(case.code), packaged_calendar(), False
    if draw.random() < OBJECTS:
        case.contested_from = today + timedelta(days=draw.randrange(2, 10))
        case.contested_until = calendar.after(case.contested_from, draw.randrange(2, 8)).on
    answers = draw.random() < 0.7
    for _ in range(400):
        state = engine.folded(rules, case.events).state
        if state == _DONE[case.code]:
            return late, today
        contested = bool(case.contested_from and case.contested_until and case.contested_from <= today < case.contested_until)
        if calendar.is_working(today) and draw.random() >= ABSENT:
            if state == "answering" and answers and draw.random() < 0.5:
                case.events = (*case.events, _event(case.code, state, "answer", "accused", today))
                continue
            due = engine.deadlines(rules, case.events, calendar)
            unserved = state == "notified" and all(e.verb != "serve" for e in case.events)
            verb = "serve" if unserved else _PATH[case.code][state]
            clock = next((d.due.on for d in due if d.verb == verb), None)
            hand = "two" if verb in ("uphold", "decide") else "one"
            event = _event(case.code, state, verb, hand, today, **({"evidence": "x"} if unserved else {}))
            try:
                engine.judged(rules, case.events, event, Setting(contested=contested))
            except Refused:
                pass
            else:
                if (clock is not None and today > clock and not case.contested_from) or (clock is not None and case.contested_until and today > max(clock, calendar.after(case.contested_until, 3).on)):
                    late = True
                case.events = (*case.events, event)
                continue
        today += timedelta(days=1)
    return True, today


def _event(code: str, state: str, verb: str, hand: str, on: date, **said: str) -> Event:
    step = engine.procedure(code).step(verb, state)
    values = {n: plain(n, on) for n in step.needs if not n.endswith("?")} | said
    return Event(verb, hand, datetime(on.year, on.month, on.day, 4, tzinfo=UTC), on, "office", values)

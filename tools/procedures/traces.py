"""Random traces over the real calendar: any hand, any wait, any thing said or left out, objections coming and going.

One trace opens a case and tries steps until it ends or has tried enough. What the engine lets through is judged by the
monitor.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from jiaxin.domain.calendar import WorkCalendar, packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.procedures import procedure as engine
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.table import Event, Procedure
from tools.procedures.spec import broken
from tools.procedures.speech import anything

HANDS = ("one", "two", "three", "four")
STYLES = ("clocks-shanghai-2017", "clocks-shenzhen-2023")
FIRST = date(2026, 1, 5)


@dataclass(slots=True)
class Walked:
    """What so many traces did."""

    traces: int = 0
    steps: int = 0
    refused: int = 0
    adverse: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    reached: set[tuple[str, str]] = field(default_factory=set)

    def add(self, other: "Walked") -> None:
        for name in ("traces", "steps", "refused", "adverse"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.broken += other.broken
        self.refusals += other.refusals
        self.examples += other.examples
        self.reached |= other.reached


def walk(rules: Procedure, count: int, seed: int, tries: int = 24, calendar: WorkCalendar | None = None) -> Walked:
    draw, found, days = Random(f"{rules.code}:{seed}"), Walked(), calendar or packaged_calendar()
    for _ in range(count):
        _one(rules, draw, found, tries, days)
    return found


def _one(rules: Procedure, draw: Random, found: Walked, tries: int, calendar: WorkCalendar) -> None:
    found.traces += 1
    today = FIRST + timedelta(days=draw.randrange(0, 540))
    events: tuple[Event, ...] = ()
    state, contested, style = "", False, draw.choice(STYLES)
    flags: list[bool] = []
    for _ in range(tries):
        steps = [s for s in rules.steps if state in s.origins]
        if not steps:
            break
        step = draw.choice(steps)
        said = anything(step, today, draw)
        event = Event(step.verb, draw.choice(HANDS), datetime(today.year, today.month, today.day, 4, tzinfo=UTC), today, "", said)
        try:
            step = engine.judged(rules, events, event, Setting(calendar, style, contested))
        except Refused as refusal:
            found.refused += 1
            found.refusals[refusal.code] += 1
        else:
            events, flags, state = (*events, event), [*flags, contested], step.to
            found.steps += 1
            found.reached.add((rules.code, state))
            until = None
            if step.effect is not None:
                found.adverse += 1
                running = engine.effects(rules, events)
                until = running[-1].until_on if running else None
            for rule in broken(rules.code, events, flags, until, calendar):
                found.broken[rule] += 1
                if len(found.examples) < 5:
                    found.examples.append(f"{rules.code}: {rule}: {[(e.verb, str(e.on)) for e in events]}")
        if draw.random() < 0.25:
            contested = not contested
        if draw.random() < 0.6:
            today += timedelta(days=draw.randrange(0, 8) if draw.random() < 0.9 else draw.randrange(8, 400))

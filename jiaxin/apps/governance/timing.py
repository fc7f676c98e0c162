"""按期办结 — every matter with its clock: when opened, when done, by when each step was due, whether a step came late.

Reads the clear part of the steps alone: what was said about people stays sealed, so that counting leaves no look.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.reading import calendar, style
from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.procedure import Event, Procedure, deadlines, folded, procedure
from jiaxin.kit.bulk import chunks
from jiaxin.kit.clock import CHINA


@dataclass(frozen=True, slots=True)
class Matter:
    """done_on  None while it runs; `due_on` of what runs; `late` some step came, or is, after its day
    verbs      what has been done in it
    stars      how whoever brought it rated the handling, the last word; None = nobody has
    """

    case: str
    procedure: str
    label: str
    subject: str
    street: str
    state: str
    state_label: str
    opened_on: date
    done_on: date | None
    due_on: date | None
    late: bool
    verbs: frozenset[str]
    stars: int | None = None


@beyond("只出计数")
def matters(since: date, today: date) -> list[Matter]:
    """Matters that run, and those done since a day."""
    start = datetime.combine(since, datetime.min.time(), CHINA)
    moved = CaseEvent.objects.filter(at__gte=start).values("case")
    rows = list(Case.objects.filter(Q(closed=False) | Q(id__in=moved)).order_by("opened_at", "id"))
    told, days = _told([row.id for row in rows]), calendar()
    return [one for row in rows if (one := _matter(row, told[row.id], days, today)).done_on is None or one.done_on >= since]


@dataclass(frozen=True, slots=True)
class Handling:
    """办理评价 of a time: how many complaints were rated, and the sum of the stars."""

    rated: int
    stars: int

    @property
    def mean(self) -> str:
        """Stars with one digit, halves up; empty where nobody rated."""
        tenths = (20 * self.stars + self.rated) // (2 * self.rated) if self.rated else 0
        return f"{tenths // 10}.{tenths % 10}" if self.rated else ""


@beyond("只出计数")
def handling(since: date, street: str = "") -> Handling:
    """How families and workers rated the handling of their complaints since a day; of one street's alone, where one is named."""
    start = datetime.combine(since, datetime.min.time(), CHINA)
    rows = CaseEvent.objects.filter(case__procedure="complaint", verb="rate", at__gte=start).order_by("case_id", "number")
    if street:
        rows = rows.filter(case__street=street)
    last = {case: star for case, said in rows.values_list("case_id", "said") if (star := _stars(said)) is not None}
    return Handling(len(last), sum(last.values()))


def _stars(said: Mapping[str, Value]) -> int | None:
    typed = str(said.get("handling_stars") or "")
    return int(typed) if typed in ("1", "2", "3", "4", "5") else None


def _told(cases: Sequence[str]) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for some in chunks(list(cases), 500):
        rows = CaseEvent.objects.filter(case__in=some).order_by("case_id", "number")
        for case, verb, actor, at, said in rows.values_list("case_id", "verb", "actor", "at", "said"):
            found[case].append(Event(verb, actor, at, at.astimezone(CHINA).date(), "", said))
    return {case: tuple(found[case]) for case in cases}


def _matter(row: Case, events: tuple[Event, ...], days: WorkCalendar, today: date) -> Matter:
    rules = procedure(row.procedure)
    done = row.closed or row.state in rules.rests
    late = any(_came_late(rules, events[:n], events[n], days) for n in range(1, len(events)))
    late = late or (not done and row.due_on is not None and row.due_on < today)
    return Matter(
        row.id, row.procedure, rules.label, row.subject, row.street, row.state, rules.states[row.state],
        row.opened_at.astimezone(CHINA).date(), events[-1].on if done else None, row.due_on, late,
        frozenset(e.verb for e in events), next((star for e in reversed(events) if (star := _stars(e.said)) is not None), None),
    )  # fmt: skip


def _came_late(rules: Procedure, before: tuple[Event, ...], event: Event, days: WorkCalendar) -> bool:
    """Whether a step that moved the matter on came after the nearest clock of the state it left."""
    running = deadlines(rules, before, days, style())
    moved = folded(rules, (*before, event)).state != folded(rules, before).state
    return bool(running) and moved and event.on > running[0].due.on

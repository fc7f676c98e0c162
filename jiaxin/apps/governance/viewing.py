"""案件情况 — a case as it is read: its state folded from events, its clocks, its messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar, found, steps_of, style, told
from jiaxin.apps.governance.sealing import NOBODY
from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.domain.procedures.procedure import Deadline, Event


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as a page shows it."""

    id: str
    procedure: str
    label: str
    subject: str
    party: str
    about: str
    organisation: str
    street: str
    state: str
    state_label: str
    since: date | None
    closed: bool
    opened_at: datetime
    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]
    told: dict[int, list[str]]  # number of the step, from 1 → messages it sent

    @property
    def owner(self) -> str:
        """Under whose key its files are sealed."""
        return self.subject or NOBODY


def case(case_id: str, asked: Callable[[CaseView], object] | None = None) -> CaseView:
    """One case, opened. `asked` is shown it as it lies first, free text about people still sealed, and raises for who may not see it."""
    row, days = found(case_id), calendar()
    steps = steps_of([row])
    if asked is not None:
        asked(_view(row, *told([row], steps, unsealed=False)[row.id], days))
    return _view(row, *told([row], steps)[row.id], days)


def views(rows: list[Case], unsealed: bool = True) -> list[CaseView]:
    """Cases as pages show them. A list that shows nobody's words leaves them sealed."""
    read, days = told(rows, steps_of(rows), unsealed), calendar()
    return [_view(row, *read[row.id], days) for row in rows]


def _view(row: Case, events: tuple[Event, ...], sent: dict[int, list[str]], days: WorkCalendar) -> CaseView:
    rules = procedures.procedure(row.procedure)
    progress = procedures.folded(rules, events)
    return CaseView(
        row.id,
        row.procedure,
        rules.label,
        row.subject,
        row.party,
        row.about,
        row.organisation,
        row.street,
        progress.state,
        rules.states[progress.state],
        progress.since,
        progress.closed,
        row.opened_at,
        events,
        tuple(procedures.deadlines(rules, events, days, style())),
        sent,
    )

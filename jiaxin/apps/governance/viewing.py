"""案件情况 — a case as it is read: its state folded from events, its clocks, its messages."""

from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar, found, histories_and_messages, style
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


def case(case_id: str) -> CaseView:
    return views([found(case_id)])[0]


def views(rows: list[Case]) -> list[CaseView]:
    told = histories_and_messages(rows)
    days = calendar()
    return [_view(row, *told[row.id], days) for row in rows]


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

"""案件情况 — a case as it is read: its state folded from events, its clocks, its messages."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.reading import calendar, found, histories
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


def case(case_id: str) -> CaseView:
    return views([found(case_id)])[0]


def views(rows: list[Case]) -> list[CaseView]:
    told = histories(rows)
    sent = _sent(rows)
    days = calendar()
    return [_view(row, told[row.id], sent.get(row.id, {}), days) for row in rows]


def _sent(rows: list[Case]) -> dict[str, dict[int, list[str]]]:
    """Messages of each case, by the number of the step that sent them."""
    found: dict[str, dict[int, list[str]]] = defaultdict(dict)
    events = CaseEvent.objects.filter(case__in=[row.id for row in rows]).exclude(told=[]).order_by("case_id", "number")
    for case, number, told in events.values_list("case_id", "number", "told"):
        found[case][number] = told
    return found


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
        tuple(procedures.deadlines(rules, events, days)),
        sent,
    )

"""Where a case stands, what this actor can do next, and what is due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.reading import events_of, found, history, thing_of
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.permissions import Actor, may
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.domain.procedures.procedure import Deadline, Event, Step


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as a page shows it."""

    id: str
    procedure: str
    label: str
    subject: str
    about: str
    organisation: str
    state: str
    state_label: str
    since: date | None
    closed: bool
    opened_at: datetime
    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]


def case(case_id: str) -> CaseView:
    row = found(case_id)
    return _view(row, history(row))


def cases_about(subject: str) -> list[CaseView]:
    """Every case about a subject, the newest first."""
    return _views(list(Case.objects.filter(subject=subject).order_by("-opened_at", "id")))


def open_about(procedure_code: str, about: str) -> str:
    """Id of the open case about an entry, claim, batch or version; empty if there is none."""
    row = Case.objects.filter(procedure=procedure_code, about=about, closed=False).order_by("id").first()
    return row.id if row else ""


def due(by: date, procedure_code: str = "") -> list[CaseView]:
    """Open cases with a deadline up to and including a day, the most urgent first."""
    rows = Case.objects.filter(closed=False, due_on__lte=by)
    if procedure_code:
        rows = rows.filter(procedure=procedure_code)
    return _views(list(rows.order_by("due_on", "id")))


def open_cases(procedure_code: str = "", limit: int = 200) -> list[CaseView]:
    """Open cases, those with the nearest deadline first, those without any at the end."""
    rows = Case.objects.filter(closed=False)
    if procedure_code:
        rows = rows.filter(procedure=procedure_code)
    return _views(list(rows.order_by(F("due_on").asc(nulls_last=True), "opened_at", "id")[:limit]))


def closed_cases(procedure_code: str, limit: int = 50) -> list[CaseView]:
    rows = Case.objects.filter(closed=True, procedure=procedure_code)
    return _views(list(rows.order_by("-opened_at", "id")[:limit]))


def steps_offered(actor: Actor, case_id: str) -> list[Step]:
    """What this actor may do now, as buttons."""
    row = found(case_id)
    rules, events = procedures.procedure(row.procedure), history(row)
    thing = thing_of(row)
    return procedures.offered(rules, events, actor, lambda permission: bool(may(actor, permission, thing)))


def _views(rows: list[Case]) -> list[CaseView]:
    by_case: dict[str, list[CaseEvent]] = defaultdict(list)
    for event in CaseEvent.objects.filter(case__in=[row.id for row in rows]).order_by("case_id", "number"):
        by_case[event.case_id].append(event)
    return [_view(row, events_of(by_case[row.id])) for row in rows]


def _view(row: Case, events: tuple[Event, ...]) -> CaseView:
    rules = procedures.procedure(row.procedure)
    progress = procedures.folded(rules, events)
    return CaseView(
        row.id,
        row.procedure,
        rules.label,
        row.subject,
        row.about,
        row.organisation,
        progress.state,
        rules.states[progress.state],
        progress.since,
        progress.closed,
        row.opened_at,
        events,
        tuple(procedures.deadlines(rules, events, packaged_calendar())),
    )

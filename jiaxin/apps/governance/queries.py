"""Where a case stands, what this actor can do next, and what is due."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q

from jiaxin.apps.governance.actions import digest_of
from jiaxin.apps.governance.letters import Letter as Letter
from jiaxin.apps.governance.letters import letter as letter
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.papers import Issued as Issued
from jiaxin.apps.governance.papers import changed_since as changed_since
from jiaxin.apps.governance.papers import issued as issued
from jiaxin.apps.governance.printing import as_docx as as_docx
from jiaxin.apps.governance.printing import as_pdf as as_pdf
from jiaxin.apps.governance.reading import calendar, found, histories, history, setting, thing_of
from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.permissions import Actor, may, may_ever
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.domain.procedures.effect import Taken, answer_through
from jiaxin.domain.procedures.procedure import Deadline, Event, Step
from jiaxin.kit import clock


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
    return _views([found(case_id)])[0]


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
    fresh = replace(actor, fresh=True)  # a button is shown before the second proof is asked for
    steps = procedures.offered(rules, events, fresh, lambda permission: may_ever(actor.role, permission))
    return [s for s in steps if any(may(fresh, p, thing_of(row, _proposer(s, events), s)) for p in s.who)]


def obstacle(case_id: str, step: Step) -> str:
    """Why this step cannot be taken today whatever is said with it; empty if nothing stands in the way."""
    row = found(case_id)
    rules, events, at = procedures.procedure(row.procedure), history(row), setting(row)
    if step.effect is not None and at.contested:
        return "当事人提出的异议正在核查，异议办结前不能办理。"
    past = [Taken(e.verb, e.on, e.said) for e in events]
    if step.effect is not None:
        through = answer_through(step.effect, past, at.calendar)
        if through is not None and clock.today() <= through:
            return f"陈述申辩期到 {through}，期满后才能办理。"
    since = procedures.folded(rules, events).since
    first = procedures.opening_day(step, events, since, at) if since else None
    return f"{first} 起才能办理。" if first and clock.today() < first else ""


def answer_until(case_id: str) -> date | None:
    """The last day on which the one concerned may answer to an announced consequence; None where none is announced."""
    row = found(case_id)
    rules, events = procedures.procedure(row.procedure), history(row)
    state, past = procedures.folded(rules, events).state, [Taken(e.verb, e.on, e.said) for e in events]
    ends = [
        answer_through(step.effect, past, calendar()) for step in rules.steps if step.effect and state in step.origins
    ]
    return next((end for end in ends if end), None)


def cases_of(actor: Actor) -> list[CaseView]:
    """Own matters: those about oneself or one's company, and those one has brought; the newest first."""
    mine = [one for one in (actor.subject, actor.organisation) if one]
    rows = Case.objects.filter(Q(subject__in=mine) | Q(party__in=mine)) if mine else Case.objects.none()
    return _views(list(rows.order_by("-opened_at", "id")[:200]))


def reported(code: str) -> CaseView | None:
    """The report behind a code."""
    row = Case.objects.filter(procedure="report", about=digest_of(code)).first()
    return _views([row])[0] if row else None


def overdue(today: date) -> int:
    return Case.objects.filter(closed=False, due_on__lt=today).count()


def suspensions() -> list[CaseView]:
    """Every stopped code, the newest first: for the auditor."""
    return _views(list(Case.objects.filter(procedure="suspension").order_by("-opened_at", "id")))


def _proposer(step: Step, events: tuple[Event, ...]) -> str:
    return next((e.actor for e in events if e.verb in step.unlike), "")


def _views(rows: list[Case]) -> list[CaseView]:
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


def granted_repairs() -> list[CaseView]:
    """Repairs decided and not yet confirmed everywhere, the oldest first."""
    return _views(list(Case.objects.filter(procedure="repair", state="granted").order_by("opened_at", "id")))

"""Open a case and take its steps. What a step records goes to the ledger in the same transaction."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from jiaxin.apps.access.actions import require_one
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.reading import found, history, thing_of
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Actor, Thing
from jiaxin.domain.procedures.procedure import (
    About,
    Event,
    Procedure,
    Step,
    deadlines,
    folded,
    judged,
    procedure,
)
from jiaxin.kit import clock, ids
from jiaxin.kit.clock import CHINA

Append = Callable[[Sequence[Fact]], Any]


def open_case(
    actor: Actor,
    code: str,
    subject: str,
    about: str,
    said: Mapping[str, Value],
    organisation: str = "",
    street: str = "",
    append: Append = ledger.append,
) -> str:
    """Open a matter by the first step of its procedure. Returns its id.

    Raises Refused when the same matter is open already, or the first step is not this actor's to take.
    """
    rules = procedure(code)
    thing = Thing(owner=subject, organisation=organisation, street=street, kind=code, made_by=actor.id)
    require_one(actor, rules.opening.who, thing)
    case = Case(
        id=ids.new_id(),
        procedure=code,
        subject=subject,
        organisation=organisation,
        street=street,
        about=about,
        opened_by=actor.id,
        opened_at=clock.now(),
        state="",
    )
    event = _event(actor, rules.opening.verb, said)
    judged(rules, (), event)
    with transaction.atomic():
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:
            raise Refused("case.open-already", f"“{rules.label}”已经在办", "请在原案件里继续办理") from None
        _take(case, rules, (), event, append)
    return case.id


def take_step(
    actor: Actor, case: str, verb: str, said: Mapping[str, Value] | None = None, append: Append = ledger.append
) -> str:
    """Take a step. Returns the new state. The event and what it records are kept together or not at all."""
    with transaction.atomic():
        row = found(case, for_update=True)
        rules = procedure(row.procedure)
        events = history(row)
        event = _event(actor, verb, said or {})
        step = judged(rules, events, event)
        require_one(actor, step.who, thing_of(row, _proposer(step, events)))
        return _take(row, rules, events, event, append)


def _take(row: Case, rules: Procedure, before: tuple[Event, ...], event: Event, append: Append) -> str:
    step = judged(rules, before, event)
    events = (*before, event)
    CaseEvent.objects.create(
        case=row,
        number=len(events),
        verb=event.verb,
        actor=event.actor,
        organisation=event.organisation,
        at=event.at,
        said=dict(event.said),
    )
    if step.records and rules.records:
        append(list(rules.records(About(row.id, row.subject, events), step)))
    progress = folded(rules, events)
    running = deadlines(rules, events, packaged_calendar())
    row.state, row.closed = progress.state, progress.closed
    row.due_on = running[0].due.on if running else None
    row.save(update_fields=["state", "closed", "due_on"])
    return row.state


def _event(actor: Actor, verb: str, said: Mapping[str, Value]) -> Event:
    now = clock.now()
    return Event(verb, actor.id, now, now.astimezone(CHINA).date(), actor.organisation, dict(said))


def _proposer(step: Step, events: Sequence[Event]) -> str:
    return next((e.actor for e in events if e.verb in step.unlike), "")

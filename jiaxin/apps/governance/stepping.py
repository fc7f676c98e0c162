"""Open a case and take its steps. What a step records goes to the ledger in the same transaction; who must know is told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jiaxin.apps.access.actions import require_one
from jiaxin.apps.governance import announcing, carrying, certainty, honours, renewing, telling
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.reading import employers_of, found, histories, history, own_ids, setting, thing_of
from jiaxin.apps.governance.sealing import parted, sealed
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as ledger_queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Actor, Thing
from jiaxin.domain.pledges import BREACH, standing_pledge
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.procedure import (
    About,
    Event,
    Procedure,
    Step,
    deadlines,
    folded,
    judged,
    opening_by_itself,
    procedure,
)
from jiaxin.domain.procedures.table import PARTY
from jiaxin.kit import clock, ids
from jiaxin.kit.clock import CHINA

Append = Callable[[Sequence[Fact]], Any]
_NUMBERED = {"notice_no": "家信告", "document_no": "家信决", "plaque": "家信星", "visit_no": "家信访"}


def open_case(
    actor: Actor,
    code: str,
    subject: str,
    about: str,
    said: Mapping[str, Value],
    organisation: str = "",
    street: str = "",
    append: Append = ledger.append,
    party: str = "",
) -> str:
    """Open a matter by the first step of its procedure. Returns its id.

    party  who brings it, where that is somebody else than whom it is about
    Raises Refused when the same matter is open already, or the first step is not this actor's to take.
    """
    rules = procedure(code)
    owner = party if rules.opening.whose == PARTY else subject
    thing = Thing(owner=owner, organisation=organisation, street=street, kind=code, made_by=actor.id, employers=employers_of(actor, subject))
    require_one(actor, rules.opening.who, thing)
    case = Case(
        id=ids.new_id(),
        procedure=code,
        subject=subject,
        organisation=organisation,
        street=street,
        party=party,
        about=about,
        opened_by=actor.id,
        opened_at=clock.now(),
        state="",
    )
    event, at = _event(actor, rules.opening.verb, {**said, **honours.stood(case, said), **certainty.reckoned(case, said)}), setting(case)
    judged(rules, (), event, at)
    with transaction.atomic():
        _not_again(case)
        _bound(case, said)
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError as why:
            if "shelf" in str(why):
                raise Refused("case.shelf", "评价和投诉不是公共信用信息，不能在这里办理", "请在投诉或行业措施里办理") from None
            raise Refused("case.open-already", f"“{rules.label}”已经在办", "请在原案件里继续办理") from None
        _take(actor, case, rules, (), event, append, at)
    return case.id


def take_step(
    actor: Actor, case: str, verb: str, said: Mapping[str, Value] | None = None, append: Append = ledger.append
) -> str:
    """Take a step. Returns the new state. The event and what it records are kept together or not at all."""
    with transaction.atomic():
        row = found(case, for_update=True)
        rules = procedure(row.procedure)
        events = history(row)
        at = setting(row)
        step = rules.step(verb, row.state)
        event = _event(actor, verb, {**_numbered(row, step, said or {}), **carrying.carried(row, verb, events), **announcing.reckoned(row, verb, events, said or {}), **renewing.renewed(row, verb)})
        judged(rules, events, event, at)
        require_one(actor, step.who, thing_of(row, _proposer(step, events), step, actor, own_ids(actor)))
        return _take(actor, row, rules, events, event, append, at)


def keep_clocks(today: date) -> int:
    """Take the steps that take themselves: what has run out, ended, or waits no longer. Returns how many."""
    clerk, taken = Actor.job("clocks"), 0
    rows = list(Case.objects.filter(closed=False).order_by("opened_at", "id"))
    told = histories(rows)
    for row in rows:
        step = opening_by_itself(procedure(row.procedure), told[row.id], today, setting(row))
        if step is not None:
            take_step(clerk, row.id, step.verb)
            taken += 1
    return taken


def _take(
    actor: Actor, row: Case, rules: Procedure, before: tuple[Event, ...], event: Event, append: Append, at: Setting
) -> str:
    step = judged(rules, before, event, at)
    events = (*before, event)
    about = About(row.id, row.subject, events, at, _held(row, rules, events) if step.records else None)
    placed = append(list(rules.records(about, step))) if step.records and rules.records else None
    in_the_open, private = parted(event.said)
    CaseEvent.objects.create(
        case=row,
        number=len(events),
        verb=event.verb,
        actor=event.actor,
        organisation=event.organisation,
        at=event.at,
        said=in_the_open,
        sealed=sealed(row.id, len(events), row.subject, private),
        recorded=[one.id for one in placed or ()],
        told=telling.tell(actor, rules, step, row),
    )
    progress = folded(rules, events)
    running = deadlines(rules, events, at.calendar, at.style)
    row.state, row.closed = progress.state, progress.closed
    row.due_on = running[0].due.on if running else None
    row.save(update_fields=["state", "closed", "due_on"])
    return row.state


def _held(row: Case, rules: Procedure, events: tuple[Event, ...]) -> Fact | None:
    """The record that a procedure has to read to say what is right instead; None where it is no more in force."""
    of = next((str(e.said[rules.holds]) for e in events if rules.holds in e.said), "") if rules.holds else ""
    if not of:
        return None
    return next((e.fact for e in ledger_queries.facts_about(row.subject, with_restricted=True).entries if e.id == of), None)


def _event(actor: Actor, verb: str, said: Mapping[str, Value]) -> Event:
    now = clock.now()
    return Event(verb, actor.id, now, now.astimezone(CHINA).date(), actor.organisation, dict(said))


def _numbered(row: Case, step: Step, said: Mapping[str, Value]) -> dict[str, Value]:
    """Numbers of papers that nobody needs to think up."""
    given = dict(said)
    for name, series in _NUMBERED.items():
        if name in step.needs and not given.get(name):
            given[name] = f"{series}〔{clock.today().year}〕{row.id[:8].upper()}号"
    return given


def _not_again(case: Case) -> None:
    """An objection that was answered is not raised again about the same record: the letter names the next way."""
    if case.procedure != "objection":
        return
    if Case.objects.filter(procedure="objection", about=case.about, subject=case.subject, state="refused").exists():
        raise Refused("objection.again", "这条记录的异议已经答复过", "对答复不服的，请按答复书写明的途径申请复核、复议或起诉")


def _bound(case: Case, said: Mapping[str, Value]) -> None:
    """Only who has signed can break a promise."""
    if case.procedure == "measure" and said.get("measure") == BREACH:
        facts = ledger_queries.facts_about(case.subject, opened=False)
        if standing_pledge(facts, clock.today()) is None:
            raise Refused("pledge.unsigned", "没有签署过诚信承诺，不能认定违反承诺", "请改用其他措施，或先请其签署承诺书")


def _proposer(step: Step, events: Sequence[Event]) -> str:
    return next((e.actor for e in events if e.verb in step.unlike), "")

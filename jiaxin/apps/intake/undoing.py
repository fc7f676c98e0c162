"""撤回批次 — a batch is taken back by correcting its facts, not by deleting them.

Who may, until when and what is recorded says the procedure's table (domain/procedures/batch_undo); the
batch keeps where it stands and how far the corrections have come.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake import claims, paper_landing, questions, whose
from jiaxin.apps.intake.landing import step
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.intake.paper_states import PAPERS
from jiaxin.apps.intake.states import State
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.batch_undo import PROCEDURE
from jiaxin.domain.procedures.procedure import About, Event, Progress, folded, permitted
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA
from jiaxin.kit.turns import Turns

SPAN = 2000
LANDED, UNDOING, UNDONE = PROCEDURE.states
KEPT_AS = {UNDOING: State.UNDOING, UNDONE: State.UNDONE}
ASK = PROCEDURE.step("ask", LANDED)


def begin(actor: Actor, batch: Batch) -> None:
    """Mark for undoing. Raises Refused when it is too late, not this actor's to do, or there is nothing to undo."""
    require_one(actor, ASK.who, whose.batch_of(batch.organisation))
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.id)  # it may be landing at this moment
        if batch.accepted_at is None:
            raise Refused("batch.not-landed", "这个批次没有入库，无需撤回", "可以直接取消或重新上传")
        asked = _event(actor, ASK.verb)
        permitted(PROCEDURE, _progress(batch), asked)
        batch.state, batch.cursor = KEPT_AS[ASK.to], 0
        batch.counts = batch.counts | {
            "undo": {"actor": actor.id, "organisation": actor.organisation, "at": asked.at.isoformat()}
        }
        batch.save(update_fields=["state", "cursor", "counts"])


def last_day(batch: Batch) -> date | None:
    """Until when the batch may be taken back; None before it has landed."""
    since = _progress(batch).since
    return ASK.closes_on(since) if since else None


def undo_all(batch: Batch, steps: Callable[[str], None] | None = None) -> None:
    """Correct every fact of the batch; the cursor counts finished spans, so that it can go on after a stop."""
    actor = Actor.job("undo")
    turns = Turns()
    while batch.cursor < len(batch.spans):
        first, last = batch.spans[batch.cursor]
        with transaction.atomic():
            _correct(actor, batch, first, last)
            step(steps, "undo.corrected")
            batch.cursor += 1
            batch.save(update_fields=["cursor"])
        step(steps, "undo.committed")
        turns.give_way()
    claims.take_back(actor, batch.id)
    questions.withdraw(batch.id)
    if batch.sheet_kind == PAPERS:
        paper_landing.taken_back(batch)
    done = permitted(PROCEDURE, _progress(batch), _event(actor, "finish"))
    require_one(actor, done.who, whose.batch_of(batch.organisation))
    batch.state = KEPT_AS[done.to]
    batch.save(update_fields=["state"])


def _correct(actor: Actor, batch: Batch, first: int, last: int) -> None:
    entries: list[Entry] = []
    for start in range(first - 1, last, SPAN):
        entries.extend(
            e
            for e in record.entries_between(start, min(start + SPAN, last))
            if e.fact.provenance.batch == batch.id
        )
    if not entries:
        return
    named: list[str] = [f"{e.fact.subject}:{e.id}:{e.fact.company}" for e in entries]
    history, taken = _history(batch), _event(actor, "correct", {"entries": named})
    correct = permitted(PROCEDURE, _progress(batch), taken)
    require_one(actor, correct.who, whose.batch_of(batch.organisation))
    assert PROCEDURE.records is not None
    ledger.append(PROCEDURE.records(About("", "", (*history, taken)), correct))


def _progress(batch: Batch) -> Progress:
    """Where the table sees the batch: as its events say, and done when its row says so."""
    now = folded(PROCEDURE, _history(batch))
    return replace(now, state=UNDONE) if batch.state == State.UNDONE else now


def _history(batch: Batch) -> Sequence[Event]:
    """What happened to the batch, as far as its row tells."""
    if batch.accepted_at is None:
        return ()
    events = [_past(PROCEDURE.opening.verb, batch.accepted_by, batch.organisation, batch.accepted_at, {"batch": batch.id})]
    if asked := batch.counts.get("undo"):
        events.append(_past(ASK.verb, asked["actor"], asked["organisation"], datetime.fromisoformat(asked["at"]), {}))
    return events


def _past(verb: str, actor: str, organisation: str, at: datetime, said: dict[str, Value]) -> Event:
    return Event(verb, actor, at, at.astimezone(CHINA).date(), organisation, said)


def _event(actor: Actor, verb: str, said: dict[str, Value] | None = None) -> Event:
    return _past(verb, actor.id, actor.organisation, clock.now(), said or {})

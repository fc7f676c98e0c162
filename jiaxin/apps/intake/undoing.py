"""撤回批次 — a batch is taken back by correcting its facts, not by deleting them. 30 days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from jiaxin.apps.intake.landing import step
from jiaxin.apps.intake.models import Batch, Claim
from jiaxin.apps.intake.states import UNDO_DAYS, State
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.turns import Turns

SPAN = 2000


def begin(batch: Batch) -> None:
    """Mark for undoing. Raises Refused when it is too late or there is nothing to undo."""
    if batch.state not in (State.ACCEPTED, State.ACCEPTING):
        raise Refused("batch.not-landed", "这个批次没有入库，无需撤回", "可以直接取消或重新上传")
    if batch.accepted_at and clock.now() > batch.accepted_at + timedelta(days=UNDO_DAYS):
        raise Refused("batch.too-late", f"入库已超过 {UNDO_DAYS} 天，不能整批撤回", "请对具体内容逐条提出更正")
    batch.state, batch.cursor = State.UNDOING, 0
    batch.save(update_fields=["state", "cursor"])


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
    Claim.objects.filter(batch=batch.id, state="awaiting").update(state="lapsed")
    batch.state = State.UNDONE
    batch.save(update_fields=["state"])


def _correct(actor: Actor, batch: Batch, first: int, last: int) -> None:
    entries: list[Any] = []
    for start in range(first - 1, last, SPAN):
        entries.extend(
            e
            for e in record.entries_between(start, min(start + SPAN, last))
            if e.fact.provenance.batch == batch.id
        )
    ledger.correct(actor, entries, "batch_undone")

"""后台任务 — batches are worked on one after another; a lock on a file tells who is at it.

A batch is its own job. Whoever dies loses the lock at that instant; the next sweep takes the batch up
where it stands: checking begins anew, landing goes on at its cursor.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction

from jiaxin.apps.intake import keeping, landing, paper_checking, paper_landing, receiving, undoing, waiting
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.intake.paper_states import PAPERS
from jiaxin.apps.intake.states import AT_WORK, State
from jiaxin.domain.rulebooks import periods
from jiaxin.kit import clock
from jiaxin.kit.collecting import unhurried
from jiaxin.kit.turns import Turns

Steps = Callable[[str], None] | None


def work(steps: Steps = None, only: str = "", judging: receiving.Judging = receiving.in_a_child) -> int:
    """Do all work that nobody else is at, each file judged so. Returns how many batches moved on."""
    done = 0
    while True:
        with _next(only) as batch:
            if batch is None:
                return done
            with unhurried():
                _move_on(batch, steps, judging)
            done += 1
        if only:
            return done


def _move_on(batch: Batch, steps: Steps, judging: receiving.Judging) -> None:
    pictures = batch.sheet_kind == PAPERS
    if batch.state in (State.RECEIVED, State.CHECKING):
        if pictures:
            paper_checking.check(batch, steps)
        else:
            receiving.check(batch, steps, judging)
    elif batch.state == State.ACCEPTING:
        if pictures:
            paper_landing.land_all(batch, steps)
        else:
            land_all(batch, steps)
    elif batch.state == State.UNDOING:
        undoing.undo_all(batch, steps)


def land_all(batch: Batch, steps: Any = None) -> None:
    """Land every chunk from the cursor on; stops when somebody takes the batch back meanwhile."""
    turns = Turns()
    for rows in keeping.chunks(batch.id, skip=batch.cursor):
        if not landing.land(batch, rows, steps):
            return
        turns.give_way()
    with transaction.atomic():
        if not landing.still_landing(batch):
            return
        landing.close_baseline(batch)
        batch.state = State.ACCEPTED
        batch.save(update_fields=["state"])
        waiting.forget(batch.id)
    landing.step(steps, "land.accepted")
    keeping.forget(batch.id, "rows")
    landing.step(steps, "land.done")
    paper_landing.bind_waiting(batch.organisation)


@contextmanager
def _next(only: str) -> Iterator[Batch | None]:
    """The oldest batch that waits and that nobody is at, locked."""
    waiting = Batch.objects.filter(state__in=AT_WORK)
    if only:
        waiting = waiting.filter(id=only)
    for name in waiting.order_by("made_at", "id").values_list("id", flat=True):
        with keeping.worked_on(name) as mine:
            batch = Batch.objects.filter(id=name, state__in=AT_WORK).first() if mine else None
            if batch is not None:
                yield batch
                return
    yield None


def forget_old_files() -> int:
    """Uploaded workbooks and pictures are removed after their days; coordinates and file hash remain."""
    paper_landing.forget_old()
    limit = clock.now() - timedelta(days=periods.days_of(periods.KEPT_FILES, clock.today()))
    old = Batch.objects.filter(file_gone_at=None, made_at__lt=limit).exclude(state__in=AT_WORK)
    for batch in old:
        keeping.forget(batch.id, "file", "rows", "returned", "lock")
        waiting.forget(batch.id)
        batch.file_gone_at = clock.now()
        batch.save(update_fields=["file_gone_at"])
    return len(old)

"""后台任务 — batches are worked on one after another; a lease tells who is at it.

A batch is its own job. Whoever dies leaves a lease that runs out; the next sweep takes the batch up
where it stands: checking begins anew, landing goes on at its cursor.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Q

from jiaxin.apps.intake import keeping, landing, receiving, undoing
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.intake.states import AT_WORK, KEEP_FILE_DAYS, State
from jiaxin.kit import clock

Steps = Callable[[str], None] | None


def work(steps: Steps = None, only: str = "", confined: bool = True) -> int:
    """Do all work that nobody else is at. Returns how many batches moved on. `confined`: see `receiving.check`."""
    done = 0
    while (batch := _next(only)) is not None:
        if batch.state in (State.RECEIVED, State.CHECKING):
            receiving.check(batch, steps, confined)
        elif batch.state == State.ACCEPTING:
            land_all(batch, steps)
        elif batch.state == State.UNDOING:
            undoing.undo_all(batch, steps)
        done += 1
    return done


def land_all(batch: Batch, steps: Any = None) -> None:
    """Land every chunk from the cursor on."""
    for rows in keeping.chunks(batch.id, skip=batch.cursor):
        landing.land(batch, rows, steps)
        batch.leased_until = clock.now() + receiving.LEASE
        Batch.objects.filter(id=batch.id).update(leased_until=batch.leased_until)
        if Batch.objects.filter(id=batch.id, state=State.UNDOING).exists():
            return
    landing.close_baseline(batch)
    batch.state, batch.leased_until = State.ACCEPTED, None
    batch.save(update_fields=["state", "leased_until"])
    keeping.forget(batch.id, "rows")
    landing.step(steps, "land.done")


def _next(only: str) -> Batch | None:
    """Take the oldest batch that waits and is not leased, and lease it."""
    now = clock.now()
    free = Batch.objects.filter(state__in=AT_WORK).filter(Q(leased_until=None) | Q(leased_until__lt=now))
    if only:
        free = free.filter(id=only)
    for batch in free.order_by("made_at", "id"):
        taken = Batch.objects.filter(id=batch.id, leased_until=batch.leased_until, state=batch.state)
        if taken.update(leased_until=now + receiving.LEASE):
            batch.leased_until = now + receiving.LEASE
            return batch
    return None


def forget_old_files() -> int:
    """Uploaded workbooks are removed after their days; coordinates and file hash remain."""
    limit = clock.now() - timedelta(days=KEEP_FILE_DAYS)
    old = Batch.objects.filter(file_gone_at=None, made_at__lt=limit).exclude(state__in=AT_WORK)
    for batch in old:
        keeping.forget(batch.id, "file", "rows", "returned")
        batch.file_gone_at = clock.now()
        batch.save(update_fields=["file_gone_at"])
    return len(old)

"""拒绝 — turning a denial into the sentence shown, and keeping a record that survives the rollback.

A refusal usually ends the transaction it happened in, and its record would vanish with it. So inside
a transaction the record waits, and is written at the next moment when none is open: the end of the
request, or the next refusal.
"""

import logging
import threading

from django.db import connection

from jiaxin.apps.access.models import Refusal
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Denial, Permission, Thing
from jiaxin.kit import clock

ABSENT = "access.absent"
STEP_UP = "access.step-up"
_log = logging.getLogger("jiaxin.access")
_waiting = threading.local()


def refusal(denial: Denial) -> Refused:
    """What the person gets to see: a stranger learns only that there is nothing here."""
    if denial.stranger:
        return Refused(ABSENT, "没有找到这条记录。", "请核对链接或编号。")
    return Refused(f"access.{denial.code}", denial.reason, denial.do_this)


def record(actor: Actor, permission: Permission, thing: Thing, denial: Denial) -> None:
    _log.warning("refused %s to %s: %s", permission, actor.id, denial.code)
    row = Refusal(
        at=clock.now(),
        actor=actor.id,
        role=actor.role,
        permission=permission,
        kind=thing.kind,
        owner=thing.owner,
        organisation=thing.organisation,
        code=denial.code,
    )
    _queue().append(row)
    if not connection.in_atomic_block:
        write_waiting()


def write_waiting() -> None:
    """Write what waits. Inside a transaction that will be committed this is safe too."""
    rows, _waiting.rows = _queue(), []
    if rows:
        Refusal.objects.bulk_create(rows)


def _queue() -> list[Refusal]:
    if not hasattr(_waiting, "rows"):
        _waiting.rows = []
    rows: list[Refusal] = _waiting.rows
    return rows

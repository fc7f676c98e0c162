"""查阅日志 — receipts as a log that others can check: each gets a position and a leaf.

Writing a receipt waits for nobody, so on PostgreSQL receipts come to light in another order than their ids.
The job process places them afterwards, one process at a time, in the order in which it sees them; from
then on a receipt that is changed, taken out or slipped in contradicts its leaf. A leaf covers a random
salt, so that nobody can find out by trying who looked at whom.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from jiaxin.apps.access.models import Read, ReadHead, ReadLeaf, ReadSubject
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many
from jiaxin.kit.canonical import canonical
from jiaxin.kit.crypto import Digest
from jiaxin.kit.merkle import Frontier, leaf_hash

LOG = "reads"
AT_ONCE = 2_000
LATE = 10_000  # ids; a receipt that came to light after this many later ones is found by the sweep of the day
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = {"position": "int8", "read_id": "int8", "body": "bytea", "leaf": "bytea"}
_SAID = ("id", "actor", "role", "organisation", "street", "purpose", "fields", "reference")
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class ReadCheckpoint:
    """The log of receipts at this moment."""

    size: int
    root: bytes


def place(back: int = 0) -> int:
    """Place receipts that have no position yet; how many. `back`: look at that many ids before the last one, too."""
    with transaction.atomic():
        ReadHead.objects.get_or_create(name=LOG, defaults={"hash": log_hash()})
        head = ReadHead.objects.select_for_update().get(name=LOG)
        waiting = _waiting(max(0, head.seen - back))
        if not waiting:
            return 0
        subjects: dict[int, list[str]] = {read.pk: [] for read in waiting}
        for read_id, subject in ReadSubject.objects.filter(read_id__in=subjects).order_by("pk").values_list("read_id", "subject"):
            subjects[read_id].append(subject)
        recorded_us = max(_us(clock.now()), head.recorded_us)
        algorithm = same_hash(head.hash, head.size)
        frontier = Frontier.from_bytes(head.size, bytes(head.edge), algorithm)
        rows: list[tuple[Any, ...]] = []
        for position, read in enumerate(waiting, head.size + 1):
            body = _body(read, subjects[read.pk], recorded_us)
            rows.append((position, read.pk, body, leaf_hash(body, algorithm)))
        insert_many("access_read_leaf", _COLUMNS, rows)
        frontier.extend([row[-1] for row in rows])
        ReadHead.objects.filter(name=LOG).update(
            size=frontier.size,
            edge=frontier.to_bytes(),
            root=frontier.root(),
            recorded_us=recorded_us,
            seen=max(head.seen, waiting[-1].pk),
            hash=algorithm.value,
        )
        return len(rows)


def log_hash() -> Digest:
    """Of both logs, of receipts and of the record: chosen at the founding of the district (`jiaxin.toml`)."""
    return Digest(settings.DISTRICT.log_hash)


def same_hash(begun: str, size: int) -> Digest:
    """The hash of a log that was begun with `begun`. Raises Refused where the settings now name another: a log has one."""
    wanted = log_hash()
    if begun != wanted and size:
        raise Refused(
            "evidence.other-hash", f"本区的日志自建区起用 {begun}，设置里写的却是 {wanted}。", f'请把 jiaxin.toml 的 log_hash 改回 "{begun}"；一本日志从头到尾只用一种算法。'
        )
    return wanted


def checkpoint() -> ReadCheckpoint:
    head = ReadHead.objects.filter(name=LOG).first()
    return ReadCheckpoint(head.size, bytes(head.root)) if head else ReadCheckpoint(0, b"")


def leaves(after: int, upto: int) -> Iterator[bytes]:
    rows = ReadLeaf.objects.filter(position__gt=after, position__lte=upto).order_by("position")
    return (bytes(leaf) for leaf in rows.values_list("leaf", flat=True).iterator(chunk_size=10_000))


def body(position: int) -> bytes:
    """What the leaf of a receipt covers; empty when there is none."""
    found = ReadLeaf.objects.filter(position=position).values_list("body", flat=True).first()
    return bytes(found) if found else b""


def position_of(read_id: int) -> int:
    """0 when the receipt has not been placed."""
    return ReadLeaf.objects.filter(read_id=read_id).values_list("position", flat=True).first() or 0


def _waiting(after: int) -> list[Read]:
    placed = ReadLeaf.objects.filter(read_id=OuterRef("pk"))
    return list(Read.objects.filter(~Exists(placed), pk__gt=after).order_by("pk")[:AT_ONCE])


def _body(read: Read, subjects: list[str], recorded_us: int) -> bytes:
    said = {name: getattr(read, name) for name in _SAID}
    salt = os.urandom(_SALT_BYTES).hex()
    return canonical(
        said | {"at_us": _us(read.at), "recorded_us": recorded_us, "salt": salt, "subjects": subjects}
    )


def _us(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)

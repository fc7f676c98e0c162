"""暂存 — the uploaded workbook and its judged rows, sealed on disk until they are no longer needed.

A batch has a key of its own in the vault: destroying it empties both files at once. Rows lie in
chunks so that landing them can stop and go on anywhere.
"""

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from jiaxin.apps.access import vault
from jiaxin.apps.intake.judging import SOUND
from jiaxin.domain.facts import Value
from jiaxin.kit.scratch import scratch
from jiaxin.kit.settling import settle

_LENGTH = Struct(">I")
SUFFIX = {"file": ".sealed", "rows": ".rows", "returned": ".returned", "lock": ".lock"}


def owner(batch: str) -> str:
    return "batch:" + batch


def path_of(batch: str, what: str) -> Path:
    folder = Path(settings.DATA) / "batches"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / (batch + SUFFIX[what])


def keep(batch: str, what: str, data: bytes) -> None:
    """Seal a whole file. On disk before this returns."""
    vault.ensure_keys([owner(batch)])
    box = vault.seal_many([(owner(batch), data, f"intake_{what}:{batch}".encode())])[0]
    target = path_of(batch, what)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(box)
        settle(out)
    fresh.replace(target)


def kept(batch: str, what: str) -> bytes | None:
    """The file opened, or None when it is gone or its key is destroyed."""
    target = path_of(batch, what)
    if not target.exists():
        return None
    return vault.open_many([(owner(batch), target.read_bytes(), f"intake_{what}:{batch}".encode())])[0]


@contextmanager
def on_disk(batch: str) -> Iterator[Path | None]:
    """The uploaded file as a plain file in a folder of its own, for as long as a reader needs one."""
    data = kept(batch, "file")
    if data is None:
        yield None
        return
    with scratch(Path(settings.DATA)) as folder:
        path = folder / "file"
        path.write_bytes(data)
        del data
        yield path


@contextmanager
def worked_on(batch: str) -> Iterator[bool]:
    """Whether this process may work on the batch: one at a time, for as long as the block lasts.

    The lock is the kernel's: it is gone the instant its process is, however that died, so that nobody
    waits for a lease to run out.
    """
    path = path_of(batch, "lock")
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class RowSpool:
    """Judged rows, appended chunk by chunk while a sheet is read."""

    def __init__(self, batch: str) -> None:
        self.batch = batch
        self.count = 0
        self._out = path_of(batch, "rows").open("wb")

    def add(self, rows: Sequence[dict[str, Any]], facts: str) -> None:
        """`facts`: what these rows state, as judging wrote it."""
        data = orjson.dumps({"rows": rows, "facts": facts})
        box = vault.seal_many([(owner(self.batch), data, _chunk_name(self.batch, self.count))])[0]
        self._out.write(_LENGTH.pack(len(box)) + box)
        self.count += 1

    def close(self) -> None:
        settle(self._out)
        self._out.close()


class Said(NamedTuple):
    """One fact as its row said it. Rows of a chunk that say the same in the clear share one `clear`."""

    kind: str
    subject_of: str
    happened_on: date
    clear: Mapping[str, Value]
    key: Sequence[str]
    sealed: Mapping[str, Value]


def chunks(batch: str, skip: int = 0) -> Iterator[list[dict[str, Any]]]:
    """The kept chunks in order, leaving out the first `skip`. A row's `facts` are `Said`."""
    with path_of(batch, "rows").open("rb") as data:
        number = 0
        while head := data.read(_LENGTH.size):
            box = data.read(_LENGTH.unpack(head)[0])
            if number >= skip:
                text = vault.open_many([(owner(batch), box, _chunk_name(batch, number))])[0]
                if text is not None:
                    yield put_together(**orjson.loads(text))
            number += 1


def put_together(rows: list[dict[str, Any]], facts: str) -> list[dict[str, Any]]:
    """Rows as landing wants them: the sound ones with their facts, each with its statement in full."""
    told = orjson.loads(facts)
    sides = [(kind, of, date.fromisoformat(day), clear) for kind, of, day, clear in told["said"]]
    for row, stated in zip(rows, told["rows"], strict=True):
        if row["status"] in SOUND:  # a row that was put in question after it was judged states nothing
            row["facts"] = [Said(*sides[number], key, sealed) for number, key, sealed in stated]
    return rows


def forget(batch: str, *what: str) -> None:
    for one in what:
        path_of(batch, one).unlink(missing_ok=True)


def _chunk_name(batch: str, number: int) -> bytes:
    return f"intake_rows:{batch}:{number}".encode()

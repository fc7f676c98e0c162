"""事实分段 — the record in columns, for scoring and figures over everybody at once.

Parquet files of pseudonymous facts: ids, dates and measured fields, nothing that identifies. A
segment covers a range of positions and is never edited; small ones are joined into larger ones, in which rows lie by kind
and subject, so that a reader of one kind reads its part of the file alone.
`manifest.json` names the segments in force and is replaced atomically: a reader sees the old set or
the new one. A segment's name tells which columns it has: after a change of the record kinds all are written anew from the
ledger, or a field measured since then would be missing of everything older. Erasure writes a segment anew and replaces it: the rows of the erased person are gone, and where she was
the other side of somebody's fact she stands as a pseudonym that leads nowhere.
"""

import fcntl
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from jiaxin.apps.access import vault
from jiaxin.apps.ledger.reading import entries_between
from jiaxin.domain.facts import Entry
from jiaxin.domain.records.segments import columns, row

AT_ONCE = 20_000
ROWS_A_GROUP = 122_880  # rows a reader takes or leaves at a time
JOIN_ABOVE = 16  # segments; a province's worth of days would otherwise be thousands of files
_TYPES = {"int": pa.int64(), "date": pa.int64(), "bool": pa.bool_(), "code": pa.string()}


def folder() -> Path:
    found = Path(settings.DATA) / "segments"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def manifest() -> list[tuple[int, int, str]]:
    """(first position, last position, file) of each segment in force, in order; none where their columns are not today's."""
    path = folder() / "manifest.json"
    found = [tuple(one) for one in json.loads(path.read_text())] if path.exists() else []
    return found if all(name.startswith(_layout()) for _, _, name in found) else []


def files() -> list[Path]:
    return [folder() / name for _, _, name in manifest()]


def covered() -> int:
    present = manifest()
    return present[-1][1] if present else 0


def extend(upto: int) -> int:
    """Write segments up to a position. Returns how many entries were added. One writer at a time."""
    with (folder() / "writing").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return _extend(upto)


def _extend(upto: int) -> int:
    start = done = covered()
    if not start:
        _tidy()
    while done < upto:
        last = min(done + AT_ONCE, upto)
        _write(entries_between(done, last, opened=False), done + 1, last)
        done = last
    if len(manifest()) > JOIN_ABOVE:
        _join()
    return done - start


def _tidy() -> None:
    """Segments of other columns go, and what a writer that died left behind."""
    kept = {name for _, _, name in manifest()}
    for path in folder().glob("facts*.parquet"):
        if path.name not in kept:
            path.unlink()


def forget(subjects: Sequence[str]) -> int:
    """Write every segment in which one of these persons stands anew, without her. How many were written."""
    with (folder() / "writing").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _tidy()
        present, gone = manifest(), {one: _pseudonym(one) for one in subjects}
        kept, replaced = list(present), []
        for at, (first, last, name) in enumerate(present):
            table = pq.read_table(folder() / name)
            cut = _without(table, gone)
            if cut is not None:
                kept[at] = (first, last, _file(first, last, turn=_turn(name) + 1))
                pq.write_table(cut, folder() / kept[at][2], compression="zstd", row_group_size=ROWS_A_GROUP)
                replaced.append(name)
        if replaced:
            _in_force(kept)
        for name in replaced:
            (folder() / name).unlink(missing_ok=True)
        return len(replaced)


def nothing() -> Any:
    """A table of no facts, for a district without segments."""
    return _schema().empty_table()


def _schema() -> pa.Schema:
    return pa.schema([(one.name, _TYPES[one.type]) for one in columns()])


def _write(entries: Sequence[Entry], first: int, last: int) -> None:
    schema = _schema()
    rows = [row(entry) for entry in entries]
    arrays = [pa.array([r[i] for r in rows], field.type) for i, field in enumerate(schema)]
    table = pa.table(arrays, schema=schema)
    named = {one for entry in entries for one in (entry.fact.subject, entry.fact.counterparty) if one}
    cut = _without(table, {one: _pseudonym(one) for one in vault.destroyed(named)})
    _put(table if cut is None else cut, first, last, manifest())


def _without(table: Any, gone: Mapping[str, str]) -> Any:
    """The table without these persons; None where none of them stands in it."""
    if not gone:
        return None
    names = pa.array(list(gone), pa.string())
    about, beside = pc.is_in(table["subject"], value_set=names), pc.is_in(table["counterparty"], value_set=names)
    if not (pc.any(about).as_py() or pc.any(beside).as_py()):
        return None
    others = [gone.get(one, one) for one in table["counterparty"].to_pylist()]
    at = table.schema.get_field_index("counterparty")
    return table.set_column(at, table.schema.field(at), pa.array(others, pa.string())).filter(pc.invert(about))


def _pseudonym(subject: str) -> str:
    """Whoever lacks the index key cannot tell whom it stood for; the same person is the same in every segment."""
    return vault.marks("segment-pseudonym", [subject.encode()])[0].hex()[:16]


@cache
def _layout() -> str:
    """How the names of segments with today's columns begin."""
    told = ",".join(f"{one.name} {one.type}" for one in columns())
    return f"facts_{sha256(told.encode()).hexdigest()[:8]}-"


def _file(first: int, last: int, turn: int = 0) -> str:
    return f"{_layout()}{first:012d}-{last:012d}{f'-{turn}' if turn else ''}.parquet"


def _turn(name: str) -> int:
    """How often a segment has been written anew."""
    return int(name.removesuffix(".parquet").split("-")[3]) if name.count("-") == 3 else 0


def _put(table: Any, first: int, last: int, before: Sequence[tuple[int, int, str]]) -> None:
    name = _file(first, last)
    pq.write_table(table, folder() / name, compression="zstd", row_group_size=ROWS_A_GROUP)
    _in_force([*before, (first, last, name)])


def _in_force(segments: Sequence[tuple[int, int, str]]) -> None:
    fresh = folder() / "manifest.new"
    with fresh.open("w") as out:
        json.dump(segments, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(folder() / "manifest.json")


def _join() -> None:
    present = manifest()
    told = [pq.read_table(folder() / name) for _, _, name in present]
    table = pa.concat_tables(told)
    table = table.sort_by([(column, "ascending") for column in ("kind", "subject", "position")])
    _put(table, present[0][0], present[-1][1], [])
    for _, _, name in present:
        (folder() / name).unlink(missing_ok=True)

"""度量列 — the columns of the columnar fact segments, and a fact cut to one row of them.

Unit    dates are whole days since 1970-01-01, so that set-based measures only ever meet whole numbers.
Reads   the measured fields of all kinds; a field that bears one name in two kinds has one type, or the
        program stops.
Silent  sealed fields are never here; lists are not measured; the subject's name for the segment
        (its pseudonym) is the ledger's business: `row` gives the id it finds.
Not here  writing Parquet (apps/ledger), measuring (domain/scoring).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from jiaxin.domain.facts import Entry, Value
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.shapes import Shape, shape

Cell = str | int | bool | None
_EPOCH: Final = date(1970, 1, 1).toordinal()
_MEASURABLE: Final = frozenset({Shape.INT, Shape.DATE, Shape.BOOL, Shape.CODE})


@dataclass(frozen=True, slots=True)
class Column:
    """type is one of int, date, bool, code"""

    name: str
    type: str


HEAD: Final = (
    Column("position", "int"),
    Column("kind", "code"),
    Column("subject", "code"),
    Column("happened_on", "date"),
    Column("recorded_at_ms", "int"),
    Column("standing", "code"),
    Column("company", "code"),
    Column("counterparty", "code"),
    Column("source", "code"),
    Column("claim", "code"),
    Column("entry", "code"),
    Column("supersedes", "code"),
    Column("about", "code"),  # the entry a correction takes out, the claim a confirmation or lapse speaks of
    Column("matter", "code"),  # one mark for the facts about one order or one complaint; the number itself stays in the ledger
)
_MATTERS: Final = ("order_no", "complaint_no")


@cache
def columns() -> tuple[Column, ...]:
    """Head columns, then every measured field by name."""
    return HEAD + tuple(Column(name, kind_of) for name, kind_of in measured().items())


@cache
def measured() -> MappingProxyType[str, str]:
    """Measured field name → type, over all kinds, sorted by name."""
    found: dict[str, str] = {}
    for one in kinds().values():
        for field in one.fields:
            if not field.measured:
                continue
            if shape(field) not in _MEASURABLE or field.many or field.sealed:
                raise RuntimeError(f"{one.code}.{field.name} cannot be measured")
            if found.setdefault(field.name, shape(field).value) != shape(field).value:
                raise RuntimeError(f"measured field {field.name} has two types")
    return MappingProxyType(dict(sorted(found.items())))


def day_number(iso: str) -> int:
    """Whole days since 1970-01-01."""
    return date.fromisoformat(iso).toordinal() - _EPOCH


def row(entry: Entry) -> tuple[Cell, ...]:
    """One entry in the order of `columns()`."""
    fact = entry.fact
    cells: list[Cell] = [
        entry.position,
        fact.kind,
        fact.subject,
        fact.happened_on.toordinal() - _EPOCH,
        round(entry.recorded_at.timestamp() * 1000),
        fact.standing.value,
        fact.company,
        fact.counterparty,
        fact.provenance.source,
        fact.claim,
        entry.id,
        fact.supersedes,
        str(fact.clear.get("of") or fact.clear.get("claim") or ""),
        matter(fact.clear),
        *_blank(),
    ]
    for name, place, is_date in _places()[fact.kind]:
        value = fact.clear.get(name)
        if value is not None:
            cells[place] = day_number(str(value)) if is_date else value  # type: ignore[assignment]
    return tuple(cells)


def matter(clear: Mapping[str, Value]) -> str:
    """The mark of the order or complaint a fact is about; empty where it is about neither."""
    for name in _MATTERS:
        if number := clear.get(name):
            return sha256(f"{name}/{number}".encode()).hexdigest()[:20]
    return ""


@cache
def _blank() -> tuple[None, ...]:
    return (None,) * len(measured())


@cache
def _places() -> MappingProxyType[str, tuple[tuple[str, int, bool], ...]]:
    place = {column.name: i for i, column in enumerate(columns()) if i >= len(HEAD)}
    return MappingProxyType(
        {
            code: tuple((f.name, place[f.name], shape(f) is Shape.DATE) for f in one.fields if f.measured)
            for code, one in kinds().items()
        }
    )

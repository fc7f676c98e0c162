"""列名与依据 — what a measure's columns are called, and which rows it rests on.

Columns  `<code>_<n>` the n-th raw number; `given_<name>` a given input; `at<n>` positions of the n-th ground; `on<n>`
         its next announced day.
Not here  the query that fills them (numbers). Nothing of Ibis: who only reads what was found does without it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from jiaxin.domain.scoring.measures import (
    EPOCH,
    Best,
    Count,
    Decayed,
    Distinct,
    Elapsed,
    Given,
    Latest,
    Measure,
    Met,
    PriorMean,
    Raw,
    Share,
    Sum,
    width,
)
from jiaxin.domain.scoring.picking import Pick

FOREVER = date.max.toordinal() - EPOCH


class Ground(NamedTuple):
    """Rows a measure rests on: a pick, or the last of a kind; `decayed` leaves out what has faded or is worth nothing."""

    pick: Pick | Latest
    decayed: Decayed | None = None

    @property
    def kind(self) -> str:
        return self.pick.kind


def all_grounds(measures: Mapping[str, Measure]) -> list[Ground]:
    """Every ground once, in the order in which the measures first name it."""
    return list(dict.fromkeys(ground for one in measures.values() for ground in grounds(one)))


def grounds(measure: Measure) -> list[Ground]:
    """The grounds of one measure, in the order in which it looks at them."""
    match measure:
        case Met():
            return [ground for one in measure.of for ground in grounds(one)]
        case Given():
            return []
        case Share():
            return [Ground(measure.part), Ground(measure.whole)]
        case Latest():
            return [Ground(measure)]
        case Decayed():
            return [Ground(measure.pick, measure)]
        case Count() | Distinct() | Sum() | Best() | Elapsed() | PriorMean():
            return [Ground(measure.pick)]
    raise TypeError(f"{type(measure).__name__} has no set-based face")


def raws(row: Mapping[str, Any], code: str, measure: Measure) -> Raw:
    """The raw numbers of one measure out of a fetched row."""
    found: list[int | None] = []
    for name in names_of(code, measure):
        value = row.get(name)
        found.append(None if value is None else int(value))
    return tuple(found)


def names_of(code: str, measure: Measure) -> list[str]:
    """The column of each raw number."""
    return list(_named(code, measure, 0))


def _named(code: str, measure: Measure, at: int) -> Iterator[str]:
    if isinstance(measure, Met):
        for one in measure.of:
            yield from _named(code, one, at)
            at += width(one)
        return
    for n in range(width(measure)):
        name = _given_in(measure, n)
        yield column_of(name) if name else f"{code}_{at + n}"


def _given_in(measure: Measure, place: int) -> str:
    if isinstance(measure, Given):
        return measure.half if place else measure.name
    return measure.prior if isinstance(measure, PriorMean) and place == 2 else ""


def column_of(name: str) -> str:
    """A given name as a column name."""
    return "given_" + name.replace("-", "_")

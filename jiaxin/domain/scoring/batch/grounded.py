"""依据 — what each score rests on, ground by ground: entries, and the next day on which the calendar changes them.

Positions come as one long column with its ends; entries and days are taken for all of them at once.

Unit    days are whole days since 1970-01-01, as the segments hold them; FOREVER = no such day.
Not here  the query that finds positions (numbers), what is made of them (everybody).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.calendar import add_months
from jiaxin.domain.scoring.batch.naming import FOREVER, Ground
from jiaxin.domain.scoring.measures import EPOCH, Latest, month_steps

Days = NDArray[np.int64]


class Ragged(NamedTuple):
    """Lists of whole numbers as one column: row n is flat[ends[n]:ends[n + 1]]."""

    flat: Days
    ends: Days

    @classmethod
    def of(cls, rows: Sequence[Sequence[int] | None]) -> "Ragged":
        ends = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row or ()) for row in rows], out=ends[1:])
        return cls(np.fromiter(chain.from_iterable(row or () for row in rows), np.int64), ends)

    def in_order(self) -> "Ragged":
        """Each row ascending."""
        row = np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))
        if not len(row) or np.all((np.diff(self.flat) > 0) | (np.diff(row) > 0)):
            return self
        return Ragged(self.flat[np.lexsort((self.flat, row))], self.ends)

    def least(self, of: Days) -> Days:
        """The least of a column as long as `flat`, row by row; FOREVER in an empty one."""
        found, filled = np.full(len(self.ends) - 1, FOREVER, np.int64), np.diff(self.ends) > 0
        if len(of):
            found[filled] = np.minimum.reduceat(of, self.ends[:-1][filled])
        return found


class Places(NamedTuple):
    """By position: the entry id and the day number."""

    entry: NDArray[np.object_]
    day: Days

    @classmethod
    def of(cls, positions: Iterable[int], entries: Any, days: Any) -> "Places":
        at = np.asarray(positions, np.int64)
        size = int(at.max()) + 1 if len(at) else 0
        entry, day = np.empty(size, object), np.zeros(size, np.int64)
        entry[at], day[at] = entries, days
        return cls(entry, day)


class Seen(NamedTuple):
    """One ground, subject by subject."""

    positions: Ragged | None  # None: at most one each
    because: list[tuple[str, ...]]
    turns: Days


def seen(n: int, ground: Ground, columns: Mapping[str, Any], as_of: date, places: Places) -> Seen:
    """The n-th of all grounds."""
    at = columns[f"at{n}"]
    if isinstance(ground.pick, Latest):
        turns = days_of(columns.get(f"on{n}"), len(at))
        until = days_of(columns.get(f"until{n}"), len(at))
        runs_out = (until >= as_of.toordinal() - EPOCH) & (until < FOREVER)
        entry = places.entry
        return Seen(None, [() if p is None else (entry[p],) for p in at], np.minimum(turns, np.where(runs_out, until + 1, FOREVER)))
    rows = (at if isinstance(at, Ragged) else Ragged.of(at)).in_order()
    turns, ids = days_of(columns.get(f"on{n}"), len(rows.ends) - 1), tuple(places.entry[rows.flat].tolist())
    if (ground.pick.months or ground.decayed) and len(ids):
        days = places.day[rows.flat]
        first = int(days.min())
        steps = np.array([_next_step(ground, day, as_of) for day in range(first, int(days.max()) + 1)], np.int64)
        turns = np.minimum(turns, rows.least(steps[days - first]))
    return Seen(rows, [ids[a:b] for a, b in pairwise(rows.ends.tolist())], turns)


def together(grounded: Sequence[Seen], size: int, apart: bool) -> tuple[list[tuple[str, ...]], Days]:
    """Of several grounds what the first rests on, then the next, each entry once; `apart`: none is in two of them."""
    if not grounded:
        return [()] * size, np.full(size, FOREVER, np.int64)
    if len(grounded) == 1:
        return grounded[0].because, grounded[0].turns
    every = zip(*[one.because for one in grounded], strict=True)
    turns = np.minimum.reduce([one.turns for one in grounded])
    if apart:
        return [tuple(chain.from_iterable(row)) for row in every], turns
    return [tuple(dict.fromkeys(chain.from_iterable(row))) for row in every], turns


def days_of(column: Sequence[int | None] | None, size: int) -> Days:
    """A column of day numbers with FOREVER for what is missing."""
    if column is None:
        return np.full(size, FOREVER, np.int64)
    return np.fromiter((FOREVER if day is None else day for day in column), np.int64, size)


def _next_step(ground: Ground, day: int, as_of: date) -> int:
    """Day on which what happened on a day leaves the window, or goes down by a step."""
    happened = day_at(day)
    months = ground.pick.months if not isinstance(ground.pick, Latest) else 0
    if ground.decayed:
        steps = month_steps(as_of, len(ground.decayed.weights))
        months = len(steps) - bisect_right(steps, happened) + 1
    return add_months(happened, months).toordinal() - EPOCH


@lru_cache(maxsize=1 << 14)
def day_at(day: int) -> date:
    return date.fromordinal(day + EPOCH)

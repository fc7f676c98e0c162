"""分份 — what was found about everybody, cut into slices that can be assessed apart, in any process.

A slice carries all it needs: its rows, the entries they rest on under numbers of its own (in the same order as their
positions), inputs and rules as bytes. The same slice gives the same bytes anywhere.

Not here  the query (numbers), who works on which slice (apps/scoring).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from jiaxin.domain.rulebooks.reading import read
from jiaxin.domain.scoring.batch.everybody import Columns, assessments
from jiaxin.domain.scoring.batch.grounded import Days, Places, Ragged
from jiaxin.domain.scoring.context import unpacked
from jiaxin.domain.scoring.engine import Assessment
from jiaxin.domain.scoring.outcome import Outcome, outcome
from jiaxin.domain.scoring.rulebook import scoring_rules

ROWS = 2_500  # subjects; small enough that several processes end at about the same time


class Slice(NamedTuple):
    """columns: as for `assessments`; given: each subject's inputs, packed; book: the bytes of the rule pack."""

    columns: Columns
    places: Places
    given: Sequence[bytes]
    book: bytes
    as_of: date


def cut(columns: Columns, places: Places, given: Mapping[str, bytes], book: bytes, as_of: date) -> Iterator[Slice]:
    """In the order of the rows."""
    subjects, anew = columns["subject"], Numbering(len(places.day))
    for start in range(0, len(subjects), ROWS):
        end = min(start + ROWS, len(subjects))
        some, own = _apart({name: _rows(one, start, end) for name, one in columns.items()}, places, anew)
        yield Slice(some, own, [given[subject] for subject in subjects[start:end]], book, as_of)


def assessed(one: Slice) -> Iterator[Assessment]:
    given = dict(zip(one.columns["subject"], map(unpacked, one.given), strict=True))
    return assessments(one.columns, scoring_rules(read(one.book)), one.as_of, given, one.places)


def outcomes(one: Slice) -> list[Outcome]:
    return list(map(outcome, assessed(one)))


def _rows(column: Any, start: int, end: int) -> Any:
    if isinstance(column, Ragged):
        ends = column.ends[start : end + 1]
        return Ragged(column.flat[ends[0] : ends[-1]], ends - ends[0])
    return column[start:end]


class Numbering:
    """Numbers for positions, slice after slice, in their order. By marks: sorting so many costs several times as much."""

    def __init__(self, size: int) -> None:
        self._used, self._number = np.zeros(size, np.bool_), np.zeros(size, np.int64)

    def of(self, positions: Sequence[Days]) -> Days:
        """The positions that occur, ascending; from then on each has its place there as its number."""
        for some in positions:
            self._used[some] = True
        found = np.flatnonzero(self._used)
        self._used[found] = False
        self._number[found] = np.arange(len(found))
        return found

    def __getitem__(self, positions: Days) -> Days:
        return self._number[positions]


def _apart(columns: Columns, places: Places, anew: Numbering) -> tuple[Columns, Places]:
    """With entries numbered anew: only those that these rows rest on."""
    at = {name: one for name, one in columns.items() if name[:2] == "at" and name[2:].isdigit()}
    flat = {name: _flat(one) for name, one in at.items()}
    used = anew.of(list(flat.values()))
    renumbered = {name: _renumbered(one, anew[flat[name]]) for name, one in at.items()}
    return {**columns, **renumbered}, Places(places.entry[used], places.day[used])


def _flat(column: Any) -> Any:
    return column.flat if isinstance(column, Ragged) else np.array([p for p in column if p is not None], np.int64)


def _renumbered(column: Any, new: Any) -> Any:
    if isinstance(column, Ragged):
        return Ragged(new, column.ends)
    found = iter(new.tolist())
    return [None if p is None else next(found) for p in column]

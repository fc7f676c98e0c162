"""全员评分 — from one row a subject to assessments: the same bytes as `engine.assess` makes one by one.

What a score rests on comes as positions; `places` tells the entry and the day that stand there. Days on which the
calendar alone changes something follow from the same positions, and from printed dates found in columns. Work goes
measure by measure and dimension by dimension, so that each step is one run over everybody.

Not here  the query (numbers), positions into entries (grounded), reading and writing back (apps/scoring).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from jiaxin.domain.calendar import add_months, whole_months
from jiaxin.domain.scoring.batch.grounded import Days, Places, Seen, day_at, days_of, seen, together
from jiaxin.domain.scoring.batch.naming import FOREVER, Ground, all_grounds, column_of, grounds, names_of
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.engine import START, Assessment, Reason, framed, put_together, shared
from jiaxin.domain.scoring.measures import EPOCH, Elapsed, Given, Measure, Met, PriorMean
from jiaxin.domain.scoring.rulebook import ScoringRules, Shared

Columns = Mapping[str, Any]  # by name: a sequence, or Ragged where each subject has a list
_new = tuple.__new__  # a Reason from its parts, without the call its class would make: half a million of them


class _Measured(NamedTuple):
    """One measure, subject by subject."""

    values: list[int | None]
    because: list[tuple[str, ...]]
    turns: Days
    halves: list[int]


def assessments(
    columns: Columns, rules: ScoringRules, as_of: date, contexts: Mapping[str, Context], places: Places
) -> Iterator[Assessment]:
    """columns: of `numbers.with_grounds`, and `next_on` where something already said is still to come."""
    measures = {item.indicator.code: item.measure for item in rules.items}
    subjects = columns["subject"]
    size = len(subjects)
    given = [contexts.get(subject, NOTHING) for subject in subjects]
    columns = {**columns, **{column_of(name): [one.values.get(name) for one in given] for name in rules.given}}
    found = {one: seen(n, one, columns, as_of, places) for n, one in enumerate(all_grounds(measures))}
    every = {code: _measured(code, one, columns, found, as_of, given, places) for code, one in measures.items()}
    turns = np.minimum.reduce([days_of(columns.get("next_on"), size), *(one.turns for one in every.values())])
    points, rows, reasons = _lines(rules, every, size)
    judged = _rows([every[code].values for code in rules.judged], size)
    halves = _rows([every[item.indicator.code].halves for item in rules.estimated], size)
    yield from map(put_together, subjects, repeat(rules), points, rows, reasons, judged, halves, given, _dates(turns))


def _lines(
    rules: ScoringRules, every: Mapping[str, _Measured], size: int
) -> tuple[list[int], list[tuple[tuple[str, int, int], ...]], list[tuple[Reason, ...]]]:
    """Points, dimension table and reasons of each subject."""
    made: list[list[Shared]] = []
    lines: list[Iterable[Reason]] = []
    for dimension in rules.dimensions:
        theirs = [every[code] for code in dimension.codes]
        known, one = dimension.shared, dimension
        found = [known.get(row) or shared(one, row) for row in zip(*[each.values for each in theirs], strict=True)]
        made.append(found)
        if dimension.start:
            lines.append(repeat(Reason(dimension.code, START, dimension.start), size))
        for n, (code, each) in enumerate(zip(dimension.codes, theirs, strict=True)):
            shares = [row.shares[n] for row in found]
            told = zip(repeat(dimension.code), repeat(code), shares, each.values, each.because, _dates(each.turns), strict=False)
            lines.append(map(_new, repeat(Reason), told))
    reasons = list(zip(*lines, strict=True))
    by_subject = list(zip(*made, strict=True))
    for place in {n for found in made for n, one in enumerate(found) if one.capped}:
        reasons[place] = _capped(rules, by_subject[place], reasons[place])
    points = [sum([one.kept for one in row]) for row in by_subject]
    return points, [tuple([one.row for one in row]) for row in by_subject], reasons


def _capped(rules: ScoringRules, made: Sequence[Shared], lines: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """With a line for each ceiling or floor."""
    found, at = list[Reason](), 0
    for dimension, one in zip(rules.dimensions, made, strict=True):
        end = at + bool(dimension.start) + len(dimension.codes)
        found += framed(dimension, lines[at + bool(dimension.start) : end], one.capped)
        at = end
    return tuple(found)


def _measured(
    code: str,
    measure: Measure,
    columns: Columns,
    found: Mapping[Ground, Seen],
    as_of: date,
    given: Sequence[Context],
    places: Places,
) -> _Measured:
    size = len(given)
    numbers = _rows([columns.get(name) or [None] * size for name in names_of(code, measure)], size)
    finish, known = measure.finish, dict.fromkeys(numbers, 0)
    value = {row: finish(row, as_of) for row in known}
    half = {row: measure.half_width(row) for row in known} if isinstance(measure, (PriorMean, Given)) else known
    its = grounds(measure)
    because, turns = together([found[one] for one in its], size, len({one.kind for one in its}) == len(its))
    if isinstance(measure, Elapsed):
        because, turns = _ends(measure, found[its[0]], as_of, places)
    for name in _given(measure):
        turns = np.minimum(turns, days_of([_later(one.next_change_on.get(name), as_of) for one in given], size))
    return _Measured([value[row] for row in numbers], because, turns, [half[row] for row in numbers])


def _later(day: date | None, as_of: date) -> int | None:
    return None if day is None or day <= as_of else day.toordinal() - EPOCH


def _rows(columns: Sequence[Any], size: int) -> list[tuple[Any, ...]]:
    return list(zip(*columns, strict=True)) if columns else [()] * size


def _dates(turns: Days) -> list[date | None]:
    """Day numbers as dates; None where there is none."""
    if not np.any(turns < FOREVER):
        return [None] * len(turns)
    day = {turn: None if turn >= FOREVER else day_at(turn) for turn in np.unique(turns).tolist()}
    return [day[turn] for turn in turns.tolist()]


def _ends(measure: Elapsed, ground: Seen, as_of: date, places: Places) -> tuple[list[tuple[str, ...]], Days]:
    """Only the first or the last is a reason; the next whole month is a turn."""
    choose = min if measure.which == "first" else max
    because, turns = list(ground.because), ground.turns.copy()
    assert ground.positions is not None, "a pick has positions"
    flat, ends = ground.positions.flat.tolist(), ground.positions.ends.tolist()
    for row in range(len(because)):
        if positions := flat[ends[row] : ends[row + 1]]:
            at = choose(positions, key=lambda p: (places.day[p], p))
            because[row] = (places.entry[at],)
            happened = day_at(int(places.day[at]))
            if (months := whole_months(happened, as_of)) < measure.cap:
                turns[row] = min(turns[row], add_months(happened, months + 1).toordinal() - EPOCH)
    return because, turns


def _given(measure: Measure) -> list[str]:
    """Names of what is given, without those of intervals."""
    if isinstance(measure, Met):
        return [name for one in measure.of for name in _given(one)]
    if isinstance(measure, Given):
        return [measure.name]
    return [measure.prior] if isinstance(measure, PriorMean) and measure.prior else []

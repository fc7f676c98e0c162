"""全员评分 — from one row a subject to assessments: the same bytes as `engine.assess` makes one by one.

What a score rests on comes as positions; `entry` and `day` tell the entry and the day that stand there. Days on
which the calendar alone changes something follow from the same positions, and from printed dates found in columns.

Not here  the query (numbers), reading and writing back (apps/scoring).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from jiaxin.domain.calendar import add_months, whole_months
from jiaxin.domain.scoring.batch.faces import FOREVER
from jiaxin.domain.scoring.batch.numbers import Ground, all_grounds, grounds, names_of
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.engine import Assessment, concluded
from jiaxin.domain.scoring.measures import (
    EPOCH,
    Elapsed,
    Given,
    Latest,
    Measure,
    Measured,
    Met,
    PriorMean,
    month_steps,
    width,
)
from jiaxin.domain.scoring.rulebook import ScoringRules

Column = Sequence[Any]
_new = tuple.__new__  # a Measured by position, half a million times


class Places(NamedTuple):
    """By position: the entry id and the day number."""

    entry: Mapping[int, str] | Sequence[str]
    day: Mapping[int, int] | Sequence[int]


def assessments(
    columns: Mapping[str, Column], rules: ScoringRules, as_of: date, contexts: Mapping[str, Context], places: Places
) -> Iterator[Assessment]:
    """columns: of `numbers.with_grounds`, and `next_on` where something already said is still to come."""
    measures = {item.indicator.code: item.measure for item in rules.items}
    subjects = columns["subject"]
    given = [contexts.get(subject, NOTHING) for subject in subjects]
    seen = {one: _seen(n, one, columns, as_of, places) for n, one in enumerate(all_grounds(measures))}
    every = [_measured(code, one, columns, seen, as_of, given, places) for code, one in measures.items()]
    next_on = columns.get("next_on") or [None] * len(subjects)
    codes = list(measures)
    for subject, context, later, row in zip(subjects, given, next_on, zip(*every, strict=True), strict=True):
        turn = None if later is None else _date(later)
        yield concluded(subject, rules, dict(zip(codes, row, strict=True)), context, turn)


class _Seen(NamedTuple):
    """One ground, subject by subject: positions, and the next day (number) on which the calendar changes it."""

    positions: list[tuple[int, ...]]
    turns: list[int]  # FOREVER = none


def _measured(
    code: str,
    measure: Measure,
    columns: Mapping[str, Column],
    seen: Mapping[Ground, _Seen],
    as_of: date,
    given: Sequence[Context],
    places: Places,
) -> list[Measured]:
    """One measure, subject by subject."""
    names, size = _given(measure), len(given)
    numbers = list(zip(*(columns.get(name) or [None] * size for name in names_of(code, measure)), strict=True))
    if names:
        numbers = [_filled(measure, row, context) for row, context in zip(numbers, given, strict=True)]
    finish, known = measure.finish, dict.fromkeys(numbers, 0)
    value = {row: finish(row, as_of) for row in known}
    half = {row: measure.half_width(row) for row in known} if isinstance(measure, (PriorMean, Given)) else {}
    grounded = [seen[one] for one in grounds(measure)]
    positions, turns = _together(grounded, size)
    if isinstance(measure, Elapsed):
        positions, turns = _ends(measure, positions, turns, as_of, places)
    if names:
        turns = [_given_turn(names, context, turn, as_of) for context, turn in zip(given, turns, strict=True)]
    day = {turn: None if turn >= FOREVER else _date(turn) for turn in set(turns)}
    entry = places.entry
    because = [tuple([entry[p] for p in at]) if at else () for at in positions]
    if not half:
        return [_new(Measured, (value[row], why, day[turn], 0)) for row, why, turn in zip(numbers, because, turns, strict=True)]
    return [Measured(value[row], why, day[turn], half[row]) for row, why, turn in zip(numbers, because, turns, strict=True)]


def _together(grounded: Sequence[_Seen], size: int) -> tuple[list[tuple[int, ...]], list[int]]:
    """Of several grounds what the first rests on, then the next, each position once."""
    if not grounded:
        return [()] * size, [FOREVER] * size
    if len(grounded) == 1:
        return grounded[0].positions, grounded[0].turns
    positions = [tuple(dict.fromkeys([p for one in row for p in one])) for row in zip(*(g.positions for g in grounded), strict=True)]
    return positions, [min(row) for row in zip(*(g.turns for g in grounded), strict=True)]


def _seen(n: int, ground: Ground, columns: Mapping[str, Column], as_of: date, places: Places) -> _Seen:
    found = columns[f"at{n}"]
    announced = columns.get(f"on{n}") or [None] * len(found)
    turns = [FOREVER if day is None else day for day in announced]
    if isinstance(ground.pick, Latest):
        today = as_of.toordinal() - EPOCH
        for row, until in enumerate(columns.get(f"until{n}", ())):
            if until is not None and today <= until < FOREVER:
                turns[row] = min(turns[row], until + 1)
        return _Seen([() if at is None else (at,) for at in found], turns)
    positions = [tuple(sorted(at)) if at else () for at in found]
    if ground.pick.months or ground.decayed:
        step = _steps(ground, as_of)
        day = places.day
        for row, at in enumerate(positions):
            if at:
                turns[row] = min(turns[row], step(min([day[p] for p in at])) if ground.pick.months else min([step(day[p]) for p in at]))
    return _Seen(positions, turns)


def _steps(ground: Ground, as_of: date) -> Callable[[int], int]:
    """Day on which what happened on a day leaves the window, or goes down by a step."""
    steps = month_steps(as_of, len(ground.decayed.weights)) if ground.decayed else []

    @cache
    def next_step(day: int) -> int:
        happened = _date(day)
        months = len(steps) - bisect_right(steps, happened) + 1 if steps else ground.pick.months  # type: ignore[union-attr]
        return add_months(happened, months).toordinal() - EPOCH

    return next_step


def _ends(
    measure: Elapsed, positions: list[tuple[int, ...]], turns: list[int], as_of: date, places: Places
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Only the first or the last is a reason; the next whole month is a turn."""
    both = [_end(measure, at, turn, as_of, places) if at else (at, turn) for at, turn in zip(positions, turns, strict=True)]
    return [at for at, _ in both], [turn for _, turn in both]


def _given_turn(names: Sequence[str], context: Context, turn: int, as_of: date) -> int:
    for name in names:
        day = context.next_change_on.get(name)
        if day is not None and day > as_of:
            turn = min(turn, day.toordinal() - EPOCH)
    return turn


def _end(
    measure: Elapsed, positions: tuple[int, ...], turn: int, as_of: date, places: Places
) -> tuple[tuple[int, ...], int]:
    choose = min if measure.which == "first" else max
    at = choose(positions, key=lambda p: (places.day[p], p))
    happened = _date(places.day[at])
    if (months := whole_months(happened, as_of)) < measure.cap:
        turn = min(turn, add_months(happened, months + 1).toordinal() - EPOCH)
    return (at,), turn


def _given(measure: Measure) -> list[str]:
    """Names of what is given, without those of intervals."""
    if isinstance(measure, Met):
        return [name for one in measure.of for name in _given(one)]
    if isinstance(measure, Given):
        return [measure.name]
    return [measure.prior] if isinstance(measure, PriorMean) and measure.prior else []


def _filled(measure: Measure, numbers: tuple[int | None, ...], context: Context) -> tuple[int | None, ...]:
    """With the given inputs in their places."""
    if isinstance(measure, Met):
        found: list[int | None] = []
        for one in measure.of:
            wide = width(one)
            found += _filled(one, numbers[len(found) : len(found) + wide], context)
        return tuple(found)
    if isinstance(measure, Given):
        names = (measure.name, measure.half) if measure.half else (measure.name,)
        return tuple([context.values.get(name) for name in names])
    if isinstance(measure, PriorMean) and measure.prior:
        return (*numbers[:2], context.values.get(measure.prior))
    return numbers


@lru_cache(maxsize=1 << 14)
def _date(day: int) -> date:
    return date.fromordinal(day + EPOCH)

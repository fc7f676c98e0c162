"""批量计量 — the set-based face of every measure: expressions over the rows of one kind of record.

An expression yields raw whole numbers; what they amount to is decided by the same `finish` as for one subject, so
both faces agree to the last digit. Nothing here divides, and no fraction ever arises. The rows handed in are of
one kind, stand, and happened by the day.

Unit    days are whole days since 1970-01-01, as the segments hold them.
Not here  which rows stand (standing), gathering them by subject (numbers), points (scale).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import reduce, singledispatch
from typing import Any, NamedTuple

import ibis  # type: ignore[import-untyped]  # ships no types
from ibis.expr.types import BooleanValue, IntegerValue, Table  # type: ignore[import-untyped]  # ships no types

from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.scoring.batch.naming import FOREVER
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
    Share,
    Sum,
    month_steps,
    width,
)
from jiaxin.domain.scoring.picking import Pick

PLACES = 1 << 36  # positions stay below: a day and a position fit one whole number


class Part(NamedTuple):
    """One raw number: of which kind of record, as which aggregate; `zero` where nothing found is nought."""

    kind: str
    of: Callable[[Table], Any]
    zero: bool = True


@ibis.udf.agg.builtin(name="max_by", signature=(("int64", "int64"), "int64"))  # type: ignore[untyped-decorator]  # ships no types
def _max_by(what: Any, by: Any) -> Any:
    """What stands where `by` is greatest; never of a missing value. One pass, where an ordered first one sorts."""


@ibis.udf.scalar.builtin(name="array_distinct", signature=(("array<string>",), "array<string>"))  # type: ignore[untyped-decorator]  # ships no types
def _array_distinct(values: Any) -> Any:
    """Each value of a list once. Of a list without missing values, which Ibis's own `unique` would look for twice."""


Parts = list[Part | None]  # None: the number is given, not counted


@singledispatch
def parts(measure: Any, as_of: date) -> Parts:
    """One for each raw number, in order."""
    raise TypeError(f"{type(measure).__name__} has no set-based face")


@parts.register
def _count(measure: Count, as_of: date) -> Parts:
    return [_number(measure.pick, as_of)]


@parts.register
def _distinct(measure: Distinct, as_of: date) -> Parts:
    pick = measure.pick

    # A list for each group, then its different values: half the time of making pairs different first, and no join of its own.
    def different(t: Table) -> Any:
        return _array_distinct(t.counterparty.collect(where=picked(pick, t, as_of, t.counterparty != ""))).length()

    return [Part(pick.kind, different)]


@parts.register
def _sum(measure: Sum, as_of: date) -> Parts:
    return [_total(measure.pick, lambda t: t[measure.of], as_of)]


@parts.register
def _share(measure: Share, as_of: date) -> Parts:
    if measure.of:
        return [_total(pick, lambda t: t[measure.of], as_of) for pick in (measure.part, measure.whole)]
    return [_number(measure.part, as_of), _number(measure.whole, as_of)]


@parts.register
def _latest(measure: Latest, as_of: date) -> Parts:
    def worth(t: Table) -> Any:
        found = priced(t[measure.of], measure.worth) if measure.worth else t[measure.of].fill_null(0)
        if measure.through:
            found = ibis.cases((t[measure.through] < day_of(as_of), 0), else_=found)
        return last(measure, t, found, as_of)

    return [Part(measure.kind, worth, zero=False)]


@parts.register
def _best(measure: Best, as_of: date) -> Parts:
    pick = measure.pick

    def most(t: Table) -> Any:
        return priced(t[measure.of], measure.worth).max(where=picked(pick, t, as_of))

    return [Part(pick.kind, most, zero=False)]


@parts.register
def _decayed(measure: Decayed, as_of: date) -> Parts:
    steps = [day_of(day) for day in month_steps(as_of, len(measure.weights))]

    def weighed(t: Table) -> Any:
        weight = ibis.cases(
            *((t.happened_on >= day, w) for day, w in zip(reversed(steps), measure.weights, strict=True)), else_=0
        )
        return weight * worth_of(measure, t)

    return [_total(measure.pick, weighed, as_of)]


@parts.register
def _elapsed(measure: Elapsed, as_of: date) -> Parts:
    pick = measure.pick

    def end(t: Table) -> Any:
        where = picked(pick, t, as_of)
        return t.happened_on.min(where=where) if measure.which == "first" else t.happened_on.max(where=where)

    return [Part(pick.kind, end, zero=False)]


@parts.register
def _prior_mean(measure: PriorMean, as_of: date) -> Parts:
    return [_number(measure.pick, as_of), _total(measure.pick, lambda t: t[measure.of], as_of), None]


@parts.register
def _met(measure: Met, as_of: date) -> Parts:
    return [part for one in measure.of for part in parts(one, as_of)]


@parts.register
def _given(measure: Given, as_of: date) -> Parts:
    return [None] * width(measure)


def picked(pick: Pick, t: Table, as_of: date, *more: Any) -> BooleanValue:
    """The condition under which a row of the pick's kind counts on a day."""
    return reduce(lambda one, other: one & other, [*_asked(pick, t, as_of), *_running(pick, t, as_of), *more], _TRUE)


def announced(pick: Pick, t: Table, as_of: date) -> Any:
    """The next day on which the dates printed on a row begin or cease to make it count; nothing for other rows."""
    day, asked = day_of(as_of), reduce(lambda one, other: one & other, _asked(pick, t, as_of), _TRUE)
    starts = (t[pick.since] > day) if pick.since else ibis.literal(False)
    counts = asked & reduce(lambda one, other: one & other, _running(pick, t, as_of), _TRUE)
    ends = [(t[pick.through] < FOREVER).ifelse(t[pick.through] + 1, None)] if pick.through else []
    ends += [t[pick.before]] if pick.before else []
    soonest = ibis.least(*[end.fill_null(FOREVER) for end in ends]) if ends else ibis.literal(FOREVER, "int64")
    begun = t[pick.since] if pick.since else ibis.literal(FOREVER, "int64")
    return ibis.cases((asked & starts.fill_null(False), begun), (counts & (soonest < FOREVER), soonest))


def last(measure: Latest, t: Table, what: Any, as_of: date) -> Any:
    """A column's value, nowhere missing, in the most recent row of a kind."""
    on = ibis.coalesce(t[measure.by], t.happened_on) if measure.by else t.happened_on
    return _max_by(what, on * PLACES + t.position, where=on <= day_of(as_of))


def worth_of(measure: Decayed, t: Table) -> Any:
    if measure.of:
        return priced(t[measure.of], measure.worth)
    return ibis.literal(dict(measure.worth).get("", 0), "int64")


def priced(column: Any, worth: Sequence[tuple[Any, int]]) -> Any:
    return ibis.cases(*((column == value, price) for value, price in worth), else_=0).cast("int64")


def day_of(day: date) -> int:
    return day.toordinal() - EPOCH


def given_names(measures: Iterable[Measure]) -> list[str]:
    return sorted({name for one in measures for kind, name in one.reads if not kind})


def _asked(pick: Pick, t: Table, as_of: date) -> list[Any]:
    """What the fact itself must be."""
    found = [t[name].isin(list(allowed)).fill_null(False) for name, allowed in pick.where]
    if pick.months:
        found.append(t.happened_on >= day_of(first_day_within(as_of, pick.months)))
    return found


def _running(pick: Pick, t: Table, as_of: date) -> list[Any]:
    """What its printed dates must say."""
    day, found = day_of(as_of), []
    if pick.since:
        found.append(t[pick.since].isnull() | (t[pick.since] <= day))
    if pick.through:
        found.append(t[pick.through].isnull() | (t[pick.through] >= day))
    if pick.before:
        found.append(t[pick.before].isnull() | (t[pick.before] > day))
    return found


def _number(pick: Pick, as_of: date) -> Part:
    return Part(pick.kind, lambda t: t.count(where=picked(pick, t, as_of)))


def _total(pick: Pick, what: Callable[[Table], Any], as_of: date) -> Part:
    def total(t: Table) -> IntegerValue:
        return what(t).cast("int64").sum(where=picked(pick, t, as_of)).cast("int64")

    return Part(pick.kind, total)


_TRUE = ibis.literal(True)

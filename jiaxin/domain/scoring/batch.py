"""批量计量 — the set-based face of every measure: one expression over the fact segments for everybody at once.

The only place of scoring that knows columns. An expression yields the raw whole numbers of a measure; what they
amount to is decided by the same `finish` as for one subject, so both faces agree to the last digit. Nothing here
divides, and no fraction ever arises.

Unit    days are whole days since 1970-01-01, as the segments hold them.
Not here  which facts stand for a single subject (domain/history: `in_force` here must equal it), points (scale).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce, singledispatch
from typing import Any

import ibis  # type: ignore[import-untyped]  # ships no types
from ibis import _
from ibis.expr.types import BooleanValue, IntegerValue, Table  # type: ignore[import-untyped]  # ships no types

from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.facts import Standing
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, CORRECTION
from jiaxin.domain.records.segments import columns
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
    month_steps,
    width,
)
from jiaxin.domain.scoring.picking import Pick

_TYPES = {"int": "int64", "date": "int64", "bool": "boolean", "code": "string"}
_PLACES = 1 << 36  # positions stay below: a day and a position fit one whole number
Columns = list[Any]


def segments(name: str = "facts") -> Table:
    """The fact segments as an unbound table; whoever runs the expression has a table or view of that name."""
    return ibis.table({one.name: _TYPES[one.type] for one in columns()}, name=name)


def inputs(names: Iterable[str], name: str = "context") -> Table:
    """Given inputs as an unbound table: one whole-number column each."""
    return ibis.table({"subject": "string", **{column_of(one): "int64" for one in names}}, name=name)


def sql(expression: Table) -> str:
    """The query a DuckDB connection runs; other engines take the expression itself."""
    return str(ibis.to_sql(expression, dialect="duckdb"))


def fetched(connection: Any, query: str) -> Iterator[dict[str, Any]]:
    """Rows of a query on a DuckDB connection, by name."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(10_000):
        for one in rows:
            yield dict(zip(names, one, strict=True))


def in_force(told: Table, as_of: date | None = None, known_at_ms: int | None = None) -> Table:
    """The rows that stand, by joins: what `history.in_force` folds for one subject, for all at once."""
    known = told if known_at_ms is None else told.filter(_.recorded_at_ms <= known_at_ms)
    retracted = known.filter(_.kind == CORRECTION).select(entry="about").distinct()
    confirmed = known.filter(_.kind == CONFIRMED).select(claim="about").distinct()
    told = known.filter(_.kind.notin(sorted(ABOUT_FACTS)))
    if as_of is not None:
        told = told.filter(_.happened_on <= _day(as_of))
    told = told.anti_join(retracted, "entry")
    hers = told.filter(_.standing == Standing.CLAIMED.value).semi_join(confirmed, "claim")
    counting = told.filter(_.standing != Standing.CLAIMED.value).union(hers)
    later = counting.filter(_.supersedes != "").select(entry="supersedes", after="position", whose="subject")
    replaced = counting.join(
        later,
        [
            counting.entry == later.entry,
            counting.subject == later.whose,
            counting.position < later.after,
        ],
    ).select(gone=counting.position)
    return counting.anti_join(replaced.distinct(), counting.position == replaced.distinct().gone)


def raw_numbers(
    standing: Table, measures: Mapping[str, Measure], as_of: date, context: Table | None = None, by: str = "subject"
) -> Table:
    """One row a subject: `by`, then for each code its raw numbers as `code_0`, `code_1` …

    context  table with the column `by` and one whole-number column per given name (blanks as `_`)
    """
    asked: dict[str, Any] = {}
    for code, one in measures.items():
        for at, column in enumerate(expression(one, standing, as_of)):
            if column is not None:
                asked[f"{code}_{at}"] = column
    found = standing.group_by(by).aggregate(**asked)
    names = given_names(measures.values())
    if context is not None and names:
        wanted = [column_of(n) for n in names if column_of(n) in context.columns]
        found = found.left_join(context.select(by, *wanted), by).drop(f"{by}_right")
    return found


def raws(row: Mapping[str, Any], code: str, measure: Measure) -> Raw:
    """The raw numbers of one measure out of a fetched row."""
    found: list[int | None] = []
    _collect(measure, row, code, found)
    return tuple(found)


def _collect(measure: Measure, row: Mapping[str, Any], code: str, found: list[int | None]) -> None:
    if isinstance(measure, Met):
        for part in measure.of:
            _collect(part, row, code, found)
        return
    at = len(found)
    for n in range(width(measure)):
        name = _given_in(measure, n)
        value = row.get(column_of(name)) if name else row.get(f"{code}_{at + n}")
        found.append(None if value is None else int(value))


def given_names(measures: Any) -> list[str]:
    return sorted({name for one in measures for kind, name in one.reads if not kind})


def column_of(name: str) -> str:
    """A given name as a column name."""
    return "given_" + name.replace("-", "_")


def _given_in(measure: Measure, place: int) -> str:
    if isinstance(measure, Given):
        return measure.half if place else measure.name
    return measure.prior if isinstance(measure, PriorMean) and place == 2 else ""


@singledispatch
def expression(measure: Any, t: Table, as_of: date) -> Columns:
    """Aggregates, one for each raw number, in order; None where the number is given, not counted."""
    raise TypeError(f"{type(measure).__name__} has no set-based face")


@expression.register
def _count(measure: Count, t: Table, as_of: date) -> Columns:
    return [t.count(where=picked(measure.pick, t, as_of))]


@expression.register
def _distinct(measure: Distinct, t: Table, as_of: date) -> Columns:
    return [t.counterparty.nunique(where=picked(measure.pick, t, as_of) & (t.counterparty != ""))]


@expression.register
def _sum(measure: Sum, t: Table, as_of: date) -> Columns:
    return [_total(t[measure.of], picked(measure.pick, t, as_of))]


@expression.register
def _share(measure: Share, t: Table, as_of: date) -> Columns:
    found: Columns = []
    for pick in (measure.part, measure.whole):
        where = picked(pick, t, as_of)
        found.append(_total(t[measure.of], where) if measure.of else t.count(where=where))
    return found


@expression.register
def _latest(measure: Latest, t: Table, as_of: date) -> Columns:
    on = ibis.coalesce(t[measure.by], t.happened_on) if measure.by else t.happened_on
    mine = (t.kind == measure.kind) & (t.happened_on <= _day(as_of)) & (on <= _day(as_of))
    worth = _priced(t[measure.of], measure.worth) if measure.worth else t[measure.of].fill_null(0)
    if measure.through:
        worth = ibis.cases((t[measure.through] < _day(as_of), 0), else_=worth)
    return [worth.argmax(on * _PLACES + t.position, where=mine)]


@expression.register
def _best(measure: Best, t: Table, as_of: date) -> Columns:
    return [_priced(t[measure.of], measure.worth).max(where=picked(measure.pick, t, as_of))]


@expression.register
def _decayed(measure: Decayed, t: Table, as_of: date) -> Columns:
    steps = [_day(day) for day in month_steps(as_of, len(measure.weights))]
    weight = ibis.cases(
        *((t.happened_on >= day, w) for day, w in zip(reversed(steps), measure.weights, strict=True)), else_=0
    )
    if measure.of:
        worth = _priced(t[measure.of], measure.worth)
    else:
        worth = ibis.literal(dict(measure.worth).get("", 0), "int64")
    return [_total(worth * weight, picked(measure.pick, t, as_of))]


@expression.register
def _elapsed(measure: Elapsed, t: Table, as_of: date) -> Columns:
    where = picked(measure.pick, t, as_of)
    return [t.happened_on.min(where=where) if measure.which == "first" else t.happened_on.max(where=where)]


@expression.register
def _prior_mean(measure: PriorMean, t: Table, as_of: date) -> Columns:
    where = picked(measure.pick, t, as_of)
    return [t.count(where=where), _total(t[measure.of], where), None]


@expression.register
def _met(measure: Met, t: Table, as_of: date) -> Columns:
    return [column for one in measure.of for column in expression(one, t, as_of)]


@expression.register
def _given(measure: Given, t: Table, as_of: date) -> Columns:
    return [None] * width(measure)


def picked(pick: Pick, t: Table, as_of: date) -> BooleanValue:
    """The condition under which a row counts on a day."""
    return reduce(lambda one, other: one & other, _conditions(pick, t, as_of))


def _conditions(pick: Pick, t: Table, as_of: date) -> Iterator[Any]:
    day = _day(as_of)
    yield t.kind == pick.kind
    yield t.happened_on <= day
    if pick.months:
        yield t.happened_on >= _day(first_day_within(as_of, pick.months))
    for name, allowed in pick.where:
        yield t[name].isin(list(allowed)).fill_null(False)
    if pick.since:
        yield t[pick.since].isnull() | (t[pick.since] <= day)
    if pick.through:
        yield t[pick.through].isnull() | (t[pick.through] >= day)
    if pick.before:
        yield t[pick.before].isnull() | (t[pick.before] > day)


def _priced(column: Any, worth: Sequence[tuple[Any, int]]) -> Any:
    return ibis.cases(*((column == value, price) for value, price in worth), else_=0).cast("int64")


def _total(column: Any, where: BooleanValue) -> IntegerValue:
    return column.cast("int64").sum(where=where).fill_null(0).cast("int64")


def _day(day: date) -> int:
    return day.toordinal() - EPOCH

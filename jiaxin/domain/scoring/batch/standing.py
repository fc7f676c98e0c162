"""现行行 — which rows of the segments stand on a day, by joins: what `history.in_force` folds for one subject.

Most rows stand, so it is the few that do not which are found (`gone`) and left out by position.

Unit    days are whole days since 1970-01-01, as the segments hold them; moments are milliseconds.
Not here  what is measured over them (faces), the fold for a single subject (domain/history).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import ibis  # type: ignore[import-untyped]  # ships no types
from ibis import _
from ibis.expr.types import Table  # type: ignore[import-untyped]  # ships no types

from jiaxin.domain.facts import Standing
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, CORRECTION
from jiaxin.domain.records.segments import columns
from jiaxin.domain.restricting import LIFTED, RESTRICTED, WHOLE, restrictable_kinds
from jiaxin.domain.scoring.batch.naming import column_of
from jiaxin.domain.scoring.measures import EPOCH

_TYPES = {"int": "int64", "date": "int64", "bool": "boolean", "code": "string"}
# What says which rows stand. Only these columns: an expression over seventy takes three times as long to write down.
_SAID = ("position", "entry", "subject", "kind", "happened_on", "recorded_at_ms", "standing", "claim", "supersedes", "about")


def segments(name: str = "facts") -> Table:
    """The fact segments as an unbound table; whoever runs the expression has a table or view of that name."""
    return ibis.table({one.name: _TYPES[one.type] for one in columns()}, name=name)


def inputs(names: Iterable[str], name: str = "context") -> Table:
    """Given inputs as an unbound table: one whole-number column each."""
    return ibis.table({"subject": "string", **{column_of(one): "int64" for one in names}}, name=name)


def places(name: str = "gone") -> Table:
    """Positions as an unbound table: `gone` found beforehand and kept."""
    return ibis.table({"position": "int64"}, name=name)


def sql(expression: Table) -> str:
    """The query a DuckDB connection runs; other engines take the expression itself."""
    return str(ibis.to_sql(expression, dialect="duckdb"))


@cache
def in_force_sql(*of: str) -> str:
    """The query for every row of `facts` that stands, whatever the day; of: only these columns beside what says so.

    Always the same text, and dear to compose."""
    return sql(in_force(segments().select(*_SAID, *of) if of else segments()))


def told_columns(*of: str) -> str:
    """These columns and what says which rows stand, as a query names them."""
    return ", ".join((*_SAID, *of))


def fetched(connection: Any, query: str) -> Iterator[dict[str, Any]]:
    """Rows of a query on a DuckDB connection, by name."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(10_000):
        for one in rows:
            yield dict(zip(names, one, strict=True))


def in_force(
    told: Table, as_of: date | None = None, known_at_ms: int | None = None, without: Table | None = None
) -> Table:
    """The rows that stand. without: the positions `gone` found, where they were found beforehand."""
    left_out = gone(told, as_of, known_at_ms) if without is None else without
    return _facts(told, as_of, known_at_ms).anti_join(left_out, "position")


def gone(told: Table, as_of: date | None = None, known_at_ms: int | None = None) -> Table:
    """Positions of facts that were said and do not stand: taken out, not confirmed, replaced, or put to no use (frozen)."""
    told = told.select(*_SAID)
    known, facts = _known(told, known_at_ms), _facts(told, as_of, known_at_ms)
    out = facts.semi_join(_retracted(known), "entry").position
    confirmed = known.filter(_.kind == CONFIRMED).select(claim="about").distinct()
    awaited = facts.filter(_.standing == Standing.CLAIMED.value).anti_join(confirmed, "claim").position
    early = out.as_table().union(awaited.as_table()).distinct()
    later = facts.filter(_.supersedes != "").anti_join(early, "position")
    later = later.select(entry="supersedes", after="position", whose="subject")
    replaced = facts.join(
        later,
        [
            facts.entry == later.entry,
            facts.subject == later.whose,
            facts.position < later.after,
        ],
    ).select(position=facts.position)
    return early.union(replaced).union(_resting(known, facts)).distinct()


def coming(told: Table, as_of: date, known_at_ms: int | None = None) -> Table:
    """subject, next_on: the next day on which something already said begins to count."""
    known = _known(told.select(*_SAID), known_at_ms)
    later = known.filter(_.kind.notin(sorted(ABOUT_FACTS)), _.happened_on > as_of.toordinal() - EPOCH)
    return later.anti_join(_retracted(known), "entry").group_by("subject").aggregate(next_on=_.happened_on.min())


def _resting(known: Table, facts: Table) -> Table:
    """Positions of what is frozen: a restriction ends once, by an entry of its own, so those that run are more than those lifted."""
    marks = known.filter(_.kind.isin([RESTRICTED, LIFTED])).group_by("subject", "about").aggregate(runs=(_.kind == RESTRICTED).cast("int64").sum() * 2 - _.count())
    runs, may = marks.filter(_.runs > 0), facts.filter(_.kind.isin(sorted(restrictable_kinds())))
    one = may.semi_join(runs.select(entry="about").distinct(), "entry").select("position")
    whole = may.semi_join(runs.filter(_.about == WHOLE).select("subject").distinct(), "subject").select("position")
    return one.union(whole)


def _known(told: Table, known_at_ms: int | None) -> Table:
    return told if known_at_ms is None else told.filter(_.recorded_at_ms <= known_at_ms)


def _facts(told: Table, as_of: date | None, known_at_ms: int | None) -> Table:
    facts = _known(told, known_at_ms).filter(_.kind.notin(sorted(ABOUT_FACTS)))
    return facts if as_of is None else facts.filter(_.happened_on <= as_of.toordinal() - EPOCH)


def _retracted(known: Table) -> Table:
    return known.filter(_.kind == CORRECTION).select(entry="about").distinct()

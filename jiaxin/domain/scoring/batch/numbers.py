"""逐人汇总 — one row a subject: the raw numbers of each measure, and where asked the positions they rest on.

Rows are gathered kind by kind, so that a measure looks only at the rows it can be about, and segments that lie
sorted by kind are read in part. Kinds are then joined on the subject.

Not here  what the columns are called (naming), the expressions (faces), which rows stand (standing).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ibis.expr.types import Table  # type: ignore[import-untyped]  # ships no types

from jiaxin.domain.scoring.batch.faces import (
    PLACES,
    Part,
    announced,
    day_of,
    given_names,
    last,
    parts,
    picked,
    worth_of,
)
from jiaxin.domain.scoring.batch.naming import Ground, all_grounds, column_of
from jiaxin.domain.scoring.measures import Latest, Measure, month_steps


def raw_numbers(
    standing: Table, measures: Mapping[str, Measure], as_of: date, context: Table | None = None, by: str = "subject"
) -> Table:
    """One row a subject: `by`, then for each code its raw numbers as `code_0`, `code_1` …

    context  table with the column `by` and one whole-number column per given name (blanks as `_`)
    """
    found = _gathered(_narrow(standing, measures, by), dict(_asked(measures, as_of)), as_of, by)
    names = given_names(measures.values())
    if context is not None and names:
        wanted = [column_of(n) for n in names if column_of(n) in context.columns]
        found = found.left_join(context.select(by, *wanted), by).drop(f"{by}_right")
    return found


def with_grounds(told: Table, measures: Mapping[str, Measure], as_of: date, gone: Table, wanted: Table) -> Table:
    """The same without given inputs, and for each of `all_grounds` the positions it rests on and announces.

    gone    positions of what was told and does not stand
    wanted  table with the column `subject`: a row for each, whatever is known of her
    """
    asked = dict(_asked(measures, as_of))
    for n, one in enumerate(all_grounds(measures)):
        asked |= _grounded(n, one, as_of)
    return _gathered(_narrow(told, measures, "subject"), asked, as_of, "subject", gone, wanted)


def _narrow(told: Table, measures: Mapping[str, Measure], by: str) -> Table:
    """Only the columns that are looked at: an expression over seventy takes a second to write down."""
    read = {name for one in measures.values() for kind, name in one.reads if kind and name}
    return told.select(*dict.fromkeys([by, "position", "kind", "happened_on", "counterparty", *sorted(read)]))


def _grounded(n: int, one: Ground, as_of: date) -> Iterator[tuple[str, Part]]:
    pick = one.pick
    yield f"at{n}", Part(one.kind, lambda t: _positions(one, t, as_of), zero=False)
    if isinstance(pick, Latest) or pick.since or pick.through or pick.before:
        yield f"on{n}", Part(one.kind, lambda t: _announced(one, t, as_of), zero=False)
    if isinstance(pick, Latest) and pick.through:
        yield f"until{n}", Part(one.kind, lambda t: _until(pick, t, as_of), zero=False)


def _asked(measures: Mapping[str, Measure], as_of: date) -> Iterator[tuple[str, Part]]:
    for code, one in measures.items():
        for at, part in enumerate(parts(one, as_of)):
            if part is not None:
                yield f"{code}_{at}", part


def _gathered(
    told: Table,
    asked: Mapping[str, Part],
    as_of: date,
    by: str,
    gone: Table | None = None,
    wanted: Table | None = None,
) -> Table:
    found = told.select(by).distinct() if wanted is None else wanted
    whose = found[by]
    for n, kind in enumerate(dict.fromkeys(part.kind for part in asked.values())):
        rows = told.filter(told.kind == kind, told.happened_on <= day_of(as_of))
        rows = rows if gone is None else rows.anti_join(gone, "position")
        own = {name: part.of(rows) for name, part in asked.items() if part.kind == kind}
        of_kind = rows.group_by(rows[by].name(f"whose{n}")).aggregate(**own)
        found = found.left_join(of_kind, whose == of_kind[f"whose{n}"])
    return found.select(by, **{name: found[name].fill_null(0) if part.zero else found[name] for name, part in asked.items()})


def _positions(ground: Ground, t: Table, as_of: date) -> Any:
    if isinstance(ground.pick, Latest):
        return last(ground.pick, t, t.position, as_of)
    where = picked(ground.pick, t, as_of)
    if ground.decayed:
        first = day_of(month_steps(as_of, len(ground.decayed.weights))[0])
        where = where & (t.happened_on >= first) & (worth_of(ground.decayed, t) != 0)
    return t.position.collect(where=where)


def _announced(ground: Ground, t: Table, as_of: date) -> Any:
    if not isinstance(ground.pick, Latest):
        return announced(ground.pick, t, as_of).min()
    on = t[ground.pick.by] if ground.pick.by else t.happened_on
    return on.min(where=on > day_of(as_of))


def _until(latest: Any, t: Table, as_of: date) -> Any:
    return last(latest, t, t[latest.through].fill_null(PLACES), as_of)

"""订单明细 — the orders in force between two days, from the record in columns: for figures that open to their rows.

Reads orders and what can take an order out, nothing else, so that a month costs little however long the record is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb

from jiaxin.apps.ledger import segments
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED
from jiaxin.domain.monthly_return import Sold
from jiaxin.domain.scoring.batch.standing import in_force_sql, told_columns

_EPOCH = date(1970, 1, 1).toordinal()
_OF = ("company", "counterparty", "amount_fen", "status", "service")
_ABOUT = ", ".join(f"'{one}'" for one in (*sorted(ABOUT_FACTS), CONFIRMED))
# The orders asked for, what may have replaced one of them, and what is said about either: nothing else decides who stands.
_NARROWED = (
    "CREATE TEMP TABLE asked AS SELECT * FROM told WHERE kind = 'order' AND happened_on BETWEEN $first AND $last"
    " AND company <> '' AND ($company = '' OR company = $company)",
    "CREATE TEMP TABLE later AS SELECT * FROM told WHERE supersedes <> '' AND kind = 'order' AND supersedes IN (SELECT entry FROM asked)",
    "CREATE TEMP TABLE facts AS SELECT * FROM asked UNION SELECT * FROM later",
    f"INSERT INTO facts SELECT * FROM told WHERE about <> '' AND kind IN ({_ABOUT})"
    " AND (about IN (SELECT entry FROM facts) OR about IN (SELECT claim FROM facts WHERE claim <> ''))",
)


def sold(first: date, last: date, upto: int, company: str = "") -> list[Sold]:
    """Orders placed from one day to another, ends included, up to a position; of one company or of all."""
    segments.extend(upto)
    asked = {"first": _day(first), "last": _day(last), "company": company}
    with _orders(upto, asked) as database:
        rows = database.execute(
            "SELECT entry, company, subject, counterparty, happened_on, amount_fen, status, service FROM standing"
            " WHERE kind = 'order' AND happened_on BETWEEN $first AND $last AND ($company = '' OR company = $company)"
            " AND company <> '' ORDER BY happened_on, position",
            asked,
        ).fetchall()
    now = registry.aliases()
    return [
        Sold(entry, firm, now.get(worker, worker), now.get(family, family), date.fromordinal(int(on) + _EPOCH), None if fen is None else int(fen), status or "", service or "")
        for entry, firm, worker, family, on, fen, status, service in rows
    ]


@contextmanager
def _orders(upto: int, asked: dict[str, int | str]) -> Iterator[Any]:
    files = [str(one) for one in segments.files()]
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        if files:
            source = f"read_parquet({files}, union_by_name = true)"
            database.execute(f"CREATE VIEW told AS SELECT {told_columns(*_OF)} FROM {source} WHERE position <= {int(upto)}")
        else:
            database.register("told", segments.nothing())
        for part in _NARROWED:
            database.execute(part, asked if "$" in part else None)
        database.execute(f"CREATE TEMP TABLE standing AS {in_force_sql(*_OF)}")
        yield database


def _day(one: date) -> int:
    return one.toordinal() - _EPOCH

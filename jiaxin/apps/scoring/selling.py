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
from jiaxin.domain.history import ABOUT_FACTS
from jiaxin.domain.monthly_return import Sold
from jiaxin.domain.scoring.batch.standing import in_force_sql

_EPOCH = date(1970, 1, 1).toordinal()
_KINDS = ("order", *sorted(ABOUT_FACTS), "claim.confirmed")


def sold(first: date, last: date, upto: int, company: str = "") -> list[Sold]:
    """Orders placed from one day to another, ends included, up to a position; of one company or of all."""
    segments.extend(upto)
    with _orders(upto) as database:
        where, given = ("AND company = ?", [company]) if company else ("AND company <> ''", [])
        rows = database.execute(
            "SELECT entry, company, subject, counterparty, happened_on, amount_fen, status, service FROM standing"
            f" WHERE kind = 'order' AND happened_on BETWEEN ? AND ? {where} ORDER BY happened_on, position",
            [_day(first), _day(last), *given],
        ).fetchall()
    now = registry.aliases()
    return [
        Sold(entry, firm, now.get(worker, worker), now.get(family, family), date.fromordinal(int(on) + _EPOCH), None if fen is None else int(fen), status or "", service or "")
        for entry, firm, worker, family, on, fen, status, service in rows
    ]


@contextmanager
def _orders(upto: int) -> Iterator[Any]:
    files = [str(one) for one in segments.files()]
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        if files:
            kinds = ", ".join(f"'{one}'" for one in _KINDS)
            source = f"read_parquet({files}, union_by_name = true)"
            database.execute(f"CREATE VIEW facts AS SELECT * FROM {source} WHERE position <= {int(upto)} AND kind IN ({kinds})")
        else:
            database.register("facts", segments.nothing())
        database.execute(f"CREATE TEMP TABLE standing AS {in_force_sql()}")
        yield database


def _day(one: date) -> int:
    return one.toordinal() - _EPOCH

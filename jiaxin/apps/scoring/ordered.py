"""订单明细 — the orders in force between two days, from the record in columns: for figures that open to their rows.

Reads the orders asked for and what can take one of them out, nothing else, so that a month costs little however long
the record is.
"""

from datetime import date
from typing import NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from jiaxin.apps.ledger import segments
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED
from jiaxin.domain.monthly_return import Sold
from jiaxin.domain.scoring.batch.standing import in_force_sql, told_columns
from jiaxin.kit.columns import in_memory

_EPOCH = date(1970, 1, 1).toordinal()
_OF = ("company", "counterparty", "amount_fen", "status", "service")
_ABOUT = ", ".join(f"'{one}'" for one in (*sorted(ABOUT_FACTS), CONFIRMED))
_ASKED = "kind = 'order' AND happened_on BETWEEN $first AND $last AND ($company = '' OR company = $company)"
# The orders asked for, what may have replaced one of them, and what is said about either: nothing else decides who stands.
_NARROWED = (
    f"CREATE TEMP TABLE asked AS SELECT * FROM told WHERE {_ASKED}",
    "CREATE TEMP TABLE later AS SELECT * FROM told WHERE supersedes <> '' AND kind = 'order' AND supersedes IN (SELECT entry FROM asked)",
    "CREATE TEMP TABLE facts AS SELECT * FROM asked UNION SELECT * FROM later",
    f"INSERT INTO facts SELECT * FROM told WHERE about <> '' AND kind IN ({_ABOUT})"
    " AND (about IN (SELECT entry FROM facts) OR about IN (SELECT claim FROM facts WHERE claim <> ''))",
    "UPDATE facts SET subject = one FROM aliases WHERE was = subject",
    "UPDATE facts SET counterparty = one FROM aliases WHERE was = counterparty",
)


class _Row(NamedTuple):
    entry: str
    company: str
    subject: str
    counterparty: str
    on: int
    fen: int | None
    status: str | None
    service: str | None


def sold(first: date, last: date, upto: int, company: str = "") -> list[Sold]:
    """Orders of companies placed from one day to another, ends included, up to a position; of one company or of all."""
    return [
        Sold(one.entry, one.company, one.subject, one.counterparty, date.fromordinal(one.on), one.fen, one.status or "", one.service or "")
        for one in _orders(first, last, upto, company)
        if one.company
    ]


def dealings(first: date, last: date, upto: int) -> list[tuple[str, str, int]]:
    """(company, household, day as ordinal) of orders between two days, ends included, up to a position."""
    return [(one.company, one.counterparty, one.on) for one in _orders(first, last, upto) if one.company and one.counterparty]


def served(first: date, last: date, upto: int) -> list[tuple[str, int]]:
    """(worker, day as ordinal) of orders between two days, ends included, up to a position."""
    return [(one.subject, one.on) for one in _orders(first, last, upto)]


def _orders(first: date, last: date, upto: int, company: str = "") -> list[_Row]:
    """In order of day and position, each person under the id that is hers today."""
    segments.extend(upto)
    asked = {"first": first.toordinal() - _EPOCH, "last": last.toordinal() - _EPOCH, "company": company}
    files, now = [str(one) for one in segments.files()], registry.aliases()
    with in_memory() as database:
        database.execute("SET threads = 1")
        if files:
            source = f"read_parquet({files}, union_by_name = true)"
            database.execute(f"CREATE VIEW told AS SELECT {told_columns(*_OF)} FROM {source} WHERE position <= {int(upto)}")
        else:
            database.register("nothing", segments.nothing())
            database.execute(f"CREATE VIEW told AS SELECT {told_columns(*_OF)} FROM nothing")
        database.register("aliases", pa.table({"was": pa.array(list(now), pa.string()), "one": pa.array(list(now.values()), pa.string())}))
        for part in _NARROWED:
            database.execute(part, asked if "$" in part else None)
        found = database.execute(
            "SELECT entry, company, subject, counterparty, (happened_on + $epoch)::INTEGER, amount_fen::BIGINT, status, service"
            f" FROM ({in_force_sql(*_OF)}) WHERE {_ASKED} ORDER BY happened_on, position",
            asked | {"epoch": _EPOCH},
        ).fetchall()
    return [_Row(*one) for one in found]

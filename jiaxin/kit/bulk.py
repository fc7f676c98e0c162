"""Many rows at once: `executemany` on SQLite, binary `COPY` or, behind row security, arrays on PostgreSQL. Questions that are asked all the time, as text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

_AT_ONCE = 10_000


def insert_many(table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain rows in the running transaction, or in one of their own. `columns` gives each column's PostgreSQL type.

    Conflicts raise as they would for a single row; nothing is skipped, and of such rows none is left.
    """
    names = ", ".join(columns)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and _row_secured(table):
            for some in _at_once(rows):
                arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
                listed = [list(column) for column in zip(*some, strict=True)]
                cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})", listed)
        elif connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(list(columns.values()))
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))


def _row_secured(table: str) -> bool:
    """Whether row security holds whoever is connected; PostgreSQL then takes no `COPY` into the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active(%s)", [table])
        return bool(cursor.fetchone()[0])


def _at_once(rows: Iterable[tuple[Any, ...]]) -> Iterable[list[tuple[Any, ...]]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def rows_of(question: str, *asked: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a SELECT in which each `{}` stands for a list of values; none where a list is empty.

    For what every new fact asks: composed anew each time, such a question takes ten times as long as its answer. Text
    and whole numbers come as they are, nothing else is converted; no scope is added, so only for tables without one.
    """
    if not all(asked):
        return []
    with connection.cursor() as cursor:
        cursor.execute(question.format(*[", ".join(["%s"] * len(some)) for some in asked]), [one for some in asked for one in some])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def instant(at: datetime) -> Any:
    """An instant as `insert_many` takes it at no cost: SQLite's driver would convert it anew for every row."""
    return connection.ops.adapt_datetimefield_value(at)


def chunks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

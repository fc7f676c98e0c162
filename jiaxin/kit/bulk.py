"""Many rows at once: `executemany` on SQLite, binary `COPY` on PostgreSQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection


def insert_many(table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain rows in the running transaction. `columns` gives each column's PostgreSQL type.

    Conflicts raise as they would for a single row; nothing is skipped.
    """
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(list(columns.values()))
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))


def instant(at: datetime) -> Any:
    """An instant as `insert_many` takes it at no cost: SQLite's driver would convert it anew for every row."""
    return connection.ops.adapt_datetimefield_value(at)


def chunks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

"""搬库 — every row of a SQLite store into an empty PostgreSQL database: same tables, same ids, same bytes.

Both sides have been brought to the same migrations first. All in one transaction: what was begun and not finished is
not there. Rows go in by INSERT, so row security holds here, too; sequences go on behind the highest id.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

AT_ONCE = 2_000
_KEPT_BY_DJANGO = "django_migrations"  # the new database has its own


class Different(Exception):
    """A table or a column that stands on one side only."""


def is_empty() -> bool:
    """Whether the database in use has no table at all."""
    return not connection.introspection.table_names()


def move(source: Path, models: Iterable[Any]) -> dict[str, int]:
    """Rows moved, by table. `models`: every model of the program. Raises Different before anything is written."""
    moved = {}
    with sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True) as old, transaction.atomic(), connection.cursor() as cursor:
        kept = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
        there = {row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")} - {_KEPT_BY_DJANGO}
        if strange := there.symmetric_difference(kept):
            raise Different(", ".join(sorted(strange)))
        for table in kept:
            if _filled(cursor, table):
                cursor.execute(f'DELETE FROM "{table}"')  # what making the tables put there: names of models and permissions
        for table, model in kept.items():
            moved[table] = _rows_of(old, cursor, table, model)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
            cursor.execute(statement)
    old.close()
    return moved


def _filled(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
    return cursor.fetchone() is not None


def _rows_of(old: sqlite3.Connection, cursor: Any, table: str, model: Any) -> int:
    fields = [field for field in model._meta.concrete_fields if field.column]
    names, turns = ", ".join(f'"{field.column}"' for field in fields), [_turn(field) for field in fields]
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(fields))})'
    count = 0
    for rows in _portions(old.execute(f'SELECT {names} FROM "{table}"')):
        cursor.executemany(insert, [[value if value is None or turn is None else turn(value) for turn, value in zip(turns, row, strict=True)] for row in rows])
        count += len(rows)
    return count


def _turn(field: Any) -> Callable[[Any], Any] | None:
    """What SQLite keeps as text or number and PostgreSQL does not; nothing where both have the same."""
    while field.remote_field is not None:
        field = field.target_field
    kinds: dict[str, Callable[[Any], Any]] = {"BooleanField": bool, "DateTimeField": _instant}
    return kinds.get(field.get_internal_type())


def _instant(text: str) -> str:
    """SQLite keeps instants as text in UTC and does not say so."""
    return text if text.endswith("+00:00") else f"{text}+00:00"


def _portions(rows: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while found := rows.fetchmany(AT_ONCE):
        yield found

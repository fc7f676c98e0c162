"""Between two tests that commit, the database is emptied; tables that only grow would refuse that.

A test database is the one place where triggers may be lifted for a moment, whoever put them there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def allowed() -> Iterator[None]:
    real = BaseDatabaseOperations.execute_sql_flush

    def lifted_flush(self: Any, statements: list[str]) -> None:
        with _without_triggers(self.connection):
            real(self, statements)

    BaseDatabaseOperations.execute_sql_flush = lifted_flush  # type: ignore[method-assign]
    try:
        yield
    finally:
        BaseDatabaseOperations.execute_sql_flush = real  # type: ignore[method-assign]


@contextmanager
def _without_triggers(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            before, after = [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]
        else:
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [row[0] for row in cursor.fetchall()]
            before = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            after = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        for statement in before:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in after:
                cursor.execute(statement)

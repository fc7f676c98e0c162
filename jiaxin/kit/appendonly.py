"""Tables that only grow: the database itself refuses UPDATE and DELETE, on SQLite and PostgreSQL.

    migrations.RunPython(appendonly.guard("access_read"), appendonly.unguard("access_read"))

A table whose rows must go when a person is erased is guarded against UPDATE alone (`verbs`).
A database owner can still drop the trigger; that such a change is noticed is the business of proofs.
"""

from collections.abc import Callable
from typing import Any

_NAME = "only_grows"


def guard(*tables: str, verbs: tuple[str, ...] = ("UPDATE", "DELETE")) -> Callable[[Any, Any], None]:
    """A migration step that lets these tables grow only."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            _run(schema_editor.connection, _forbidding(schema_editor.connection.vendor, table, verbs))

    return forwards


def unguard(*tables: str, verbs: tuple[str, ...] = ("UPDATE", "DELETE")) -> Callable[[Any, Any], None]:
    """The way back."""

    def backwards(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            _run(schema_editor.connection, _allowing(schema_editor.connection.vendor, table, verbs))

    return backwards


def _forbidding(vendor: str, table: str, verbs: tuple[str, ...]) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {_NAME}_{verb.lower()}_{table} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} only grows: {verb} is refused'); END"
            for verb in verbs
        ]
    on = " OR ".join((*verbs, "TRUNCATE") if "DELETE" in verbs else verbs)
    return [
        f"CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {_NAME}_{table} BEFORE {on} ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {_NAME}()",
    ]


def _allowing(vendor: str, table: str, verbs: tuple[str, ...]) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {_NAME}_{verb.lower()}_{table}" for verb in verbs]
    return [f"DROP TRIGGER IF EXISTS {_NAME}_{table} ON {table}"]


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

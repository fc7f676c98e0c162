"""行级安全 — PostgreSQL refuses rows outside the reach it was told of, whatever the program asks. SQLite has no such wall.

    migrations.RunPython(rowsecurity.guard("registry_worker_file", PEOPLE), rowsecurity.unguard("registry_worker_file"))

FORCE, so that the owner of a table is held by it too; only a superuser and BYPASSRLS are not, and the doctor
refuses to start with those. A connection that was told nothing sees nothing.
"""

from collections.abc import Callable
from typing import Any

SETTINGS = ("people", "batches", "organisation", "street", "grid", "subject", "account")
_POLICY = "within_scope"


def said(name: str) -> str:
    """What the session was told, read once a query."""
    return f"(SELECT current_setting('jiaxin.{name}', true))"


def by_columns(reach: str = "people", organisation: str = "", street: str = "", grid: str = "", subject: str = "") -> str:
    """The condition for a table that carries its borders in columns."""
    ways = [f"{said(reach)} = 'D'"]
    columns = {"O": ((organisation, "organisation"),), "S": ((street, "street"),), "G": ((street, "street"), (grid, "grid")), "M": ((subject, "subject"),)}
    for letter, pairs in columns.items():
        if all(column for column, _ in pairs):
            same = " AND ".join(f"{column} = {said(name)} AND {column} <> ''" for column, name in pairs)
            ways.append(f"({said(reach)} = '{letter}' AND {same})")
    return " OR ".join(ways)


def guard(table: str, condition: str) -> Callable[[Any, Any], None]:
    """A migration step: rows of this table only where the condition holds, for reading and for writing."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY {_POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})",
            ):
                schema_editor.execute(statement)

    return forwards


def unguard(table: str) -> Callable[[Any, Any], None]:
    """The way back."""

    def backwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP POLICY IF EXISTS {_POLICY} ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    return backwards

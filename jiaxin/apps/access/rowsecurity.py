"""行级安全 — PostgreSQL refuses rows outside the reach it was told of, whatever the program asks. SQLite has no such wall.

    migrations.RunPython(rowsecurity.guard("registry_worker_file", PEOPLE), rowsecurity.unguard("registry_worker_file"))

FORCE, so that the owner of a table is held by it too; only a superuser and BYPASSRLS are not, and the doctor
refuses to start with those. A connection that was told nothing sees nothing.
"""

from collections.abc import Callable
from typing import Any

SETTINGS = ("people", "batches", "organisation", "street", "grid", "subject", "account", "members")
_POLICY, _ADDING = "within_scope", "anybody_adds"


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
    if organisation:
        ways.append(f"({said(reach)} = 'A' AND {in_members(organisation)})")
    return " OR ".join(ways)


def in_members(column: str) -> str:
    """Rows whose column names a company that belongs to the session's association."""
    return f"({column} <> '' AND {column} = ANY(string_to_array({said('members')}, ',')))"


def of_person(table: str, column: str = "subject") -> str:
    """The condition for what hangs on a person: the district, herself under any of her ids, and whoever may see her file.

    The file's own policy decides where O, S, G and A reach; a row written under an id that has since been merged follows it.
    """
    own, whose = f"{table}.{column}", f"(SELECT 1 FROM registry_subject s WHERE s.id = {table}.{column} AND s.alias_of <> ''"
    file = (
        "(SELECT 1 FROM registry_subject s JOIN registry_worker_file f"
        f" ON f.subject = CASE s.alias_of WHEN '' THEN s.id ELSE s.alias_of END WHERE s.id = {own})"
    )
    return " OR ".join((
        f"{said('people')} = 'D'",
        _same(own, "subject"), _same(own, "organisation"),
        f"({said('people')} = 'M' AND EXISTS {whose} AND s.alias_of = {said('subject')}))",
        f"({said('people')} IN ('O', 'S', 'G', 'A') AND EXISTS {file})",
    ))  # fmt: skip


def nobody(table: str, column: str = "subject") -> str:
    """Rows about no person: a company, a place, the district's own."""
    return f"NOT EXISTS (SELECT 1 FROM registry_subject s WHERE s.id = {table}.{column} AND s.kind IN ('worker', 'household'))"


def theirs(**columns: str) -> str:
    """Rows whose column holds the session's own value: `organisation="source"`, `account="opened_by"`, `subject="party"`."""
    return " OR ".join(_same(column, name) for name, column in columns.items())


def where_seen(table: str, key: str, of: str, own: str = "id") -> str:
    """Rows that belong to a row of another table which the session may see."""
    return f"EXISTS (SELECT 1 FROM {of} o WHERE o.{own} = {table}.{key})"


def district(reach: str = "people") -> str:
    return f"{said(reach)} = 'D'"


def either(*conditions: str) -> str:
    return " OR ".join(conditions)


def _same(column: str, name: str) -> str:
    return f"({column} = {said(name)} AND {column} <> '')"


def guard(table: str, condition: str, anybody_adds: bool = False) -> Callable[[Any, Any], None]:
    """A migration step: rows of this table only where the condition holds, for reading and for writing.

    anybody_adds: whoever may be told or rated is another one than who tells or rates, so the program alone decides about new
    rows; what stands there is neither seen, changed nor removed outside the condition.
    """
    policies = [f"CREATE POLICY {_POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})"]
    if anybody_adds:
        policies.append(f"CREATE POLICY {_ADDING} ON {table} FOR INSERT WITH CHECK (true)")

    def forwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                *policies,
            ):
                schema_editor.execute(statement)

    return forwards


def renew(table: str, condition: str) -> Callable[[Any, Any], None]:
    """A migration step: another condition in the place of the one that stands."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER POLICY {_POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})")

    return forwards


def unguard(table: str) -> Callable[[Any, Any], None]:
    """The way back."""

    def backwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP POLICY IF EXISTS {_POLICY} ON {table}")
            schema_editor.execute(f"DROP POLICY IF EXISTS {_ADDING} ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    return backwards

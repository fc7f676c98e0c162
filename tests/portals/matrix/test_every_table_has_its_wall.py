"""Every table with a border in a column has a policy of PostgreSQL or a written reason; and each policy refuses by itself.

Asked in SQL, past every manager: what the program's own filters are worth does not matter here. In each walled table lie
two rows, one of a worker, a company and a street that are the seat's own, one of nobody's the seat may see.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from jiaxin.apps.access import databaseroles, doctor, scoping
from jiaxin.apps.access.rowborders import BORDERS, OPEN, WALLED
from jiaxin.domain.permissions import Role
from tests.portals.matrix.world import Owned, World

MODELS = {one._meta.db_table: one for one in apps.get_models() if one.__module__.startswith("jiaxin.")}
_POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="row security is PostgreSQL's; run with --store=postgres")
_SEATS = (Role.STREET, Role.GRID, Role.COMPANY_MANAGER, Role.COMPANY_CLERK, Role.WORKER, Role.HOUSEHOLD, Role.EVALUATOR, Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.ASSOCIATION)
_PARENTS = {"case_id": "governance_case", "doubt": "intake_record_doubt"}  # tables whose rows are seen with a row of another
_OFFICERS_ONLY = {"scoring_suspected"}
# rows about companies are no secret among those who work here, rows about a person are
_PERSON = ("subject", "worker", "kept", "inviter", "household")
_ORGANISATION = ("organisation", "company", "source")


def test_every_table_with_a_border_has_a_wall_or_a_reason():
    bordered = {table for table, one in MODELS.items() if {field.column for field in one._meta.local_fields} & BORDERS}
    assert bordered - WALLED - set(OPEN) == set(), "write a policy (rowsecurity) and name the table in rowborders, or say there why it has none"
    assert not WALLED & set(OPEN) and WALLED | set(OPEN) <= set(MODELS)
    assert all(len(reason.split()) > 4 for reason in OPEN.values())


@_POSTGRES
@pytest.mark.django_db
def test_each_walled_table_is_held_by_force_and_no_other(world: World):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'within_scope'"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity"
        )
        assert {row[0] for row in cursor.fetchall()} == WALLED
        cursor.execute("ALTER TABLE intake_claim NO FORCE ROW LEVEL SECURITY")
    assert "database.rows" in {one.code for one in doctor.findings()}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE intake_claim FORCE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY within_scope ON intake_claim")
    assert "database.rows" in {one.code for one in doctor.findings()}


@_POSTGRES
@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(WALLED))
def test_without_any_filter_of_ours_the_database_refuses(world: World, table: str):
    workers = world.of("worker")
    # of the other company in the other street, whom nobody in the east and in company A may see
    own, foreign = workers[0], next(one for one in workers if one.thing.organisation != workers[0].thing.organisation and one.thing.street != workers[0].thing.street)
    mine, theirs = _row(MODELS[table], own), _row(MODELS[table], foreign)
    seen = {role: _visible(world, role, table, (mine, theirs)) for role in _SEATS}
    assert [role for role, keys in seen.items() if theirs in keys] == []
    owners = {role for role, keys in seen.items() if mine in keys}
    assert owners & {Role.WORKER, Role.COMPANY_MANAGER, Role.STREET} or table in _OFFICERS_ONLY, "a wall that nobody passes proves nothing"
    assert Role.AUDITOR not in owners and Role.HOUSEHOLD not in owners
    assert set(_visible(world, Role.BUREAU_CLERK, table, (mine, theirs))) == {mine, theirs} or table.startswith("intake_")
    assert _removed(world, Role.COMPANY_MANAGER, table, theirs) == 0


def _row(model: type[models.Model], of: Owned) -> Any:
    """A row about this worker, her company and her street; whatever else the table asks for is made up."""
    values = {field.attname: _value(field, of) for field in model._meta.local_concrete_fields}
    rows = models.QuerySet(model)  # past the managers of the model
    there = rows.filter(pk=values.get(model._meta.pk.attname)).first()  # of each person one: the world has made it
    return (there or rows.create(**values)).pk


def _value(field: Any, of: Owned) -> Any:
    unique, name = uuid4().hex, field.column
    if name in _PARENTS:
        return _row(MODELS[_PARENTS[name]], of)
    if name == "batch":
        return f"b{of.thing.organisation[:10].lower()}"
    for names, value in ((_PERSON, of.id), (_ORGANISATION, of.thing.organisation), (("street",), of.thing.street), (("grid",), of.thing.grid)):
        if name in names:
            return value
    if isinstance(field, models.BinaryField):
        return unique.encode()[: field.max_length or 32]
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return int(unique[:7], 16) if field.unique else 1
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2026, 11, 23)
    if isinstance(field, models.JSONField):
        return {}
    return unique[: field.max_length] if field.unique or name in ("about", "order_no", "peer") else ""


def _visible(world: World, role: Role, table: str, keys: tuple[Any, ...]) -> list[Any]:
    with scoping.within(world.actors[role]), _as_the_program() as cursor:
        cursor.execute(f"SELECT {_key(table)} FROM {table} WHERE {_key(table)} = ANY(%s)", [list(keys)])
        return [bytes(row[0]) if isinstance(row[0], memoryview) else row[0] for row in cursor.fetchall()]


def _removed(world: World, role: Role, table: str, key: Any) -> int:
    with scoping.within(world.actors[role]), _as_the_program() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, %s, 'DELETE')", [table])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(f"DELETE FROM {table} WHERE {_key(table)} = %s", [key])
        return int(cursor.rowcount)


@contextmanager
def _as_the_program() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {databaseroles.APP}")
        try:
            yield cursor
        finally:
            cursor.execute("RESET ROLE")


def _key(table: str) -> str:
    return str(MODELS[table]._meta.pk.column)

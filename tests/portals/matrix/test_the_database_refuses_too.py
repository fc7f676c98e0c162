"""On PostgreSQL the same questions with the program's own filter taken out: the database still says no.

The program runs as the account `jiaxin_app`, as in service. SQLite has no such wall, so nothing is claimed there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, models, transaction

from jiaxin import pipeline
from jiaxin.apps.access import databaseroles, doctor, scoping
from jiaxin.apps.access.scoping import Scoped
from jiaxin.apps.intake.models import Batch, BatchFinding
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as registry_queries
from jiaxin.apps.registry.models import Code, Identity, OfPerson, WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.domain.permissions.scope import scope_of
from tests.cast import _id_number
from tests.factories.records import a_fact
from tests.portals.matrix.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row security is PostgreSQL's; run with --store=postgres"),
]
PEOPLE, BATCHES = (WorkerFile, Identity, Code), (Batch, BatchFinding)


@contextmanager
def _as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture
def without_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: managers that show everything."""
    for one in (Scoped, OfPerson):
        monkeypatch.setattr(one, "get_queryset", models.Manager.get_queryset)


def _seen(world: World, role: Role) -> tuple[set[str], set[str]]:
    with scoping.within(world.actors[role]):
        people = {row.subject for table in PEOPLE for row in table.objects.all()}
        batches = {getattr(row, "batch", None) or row.pk for table in BATCHES for row in table.objects.all()}
    return people, batches


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_with_the_filter_removed_no_role_sees_a_row_outside_its_reach(world: World, without_the_filter: None, role: Role):
    actor = world.actors[role]
    cut = scope_of(actor)
    with _as(databaseroles.APP):
        people, batches = _seen(world, role)
    inside = {
        "D": lambda one: True, "": lambda one: False, "S": lambda one: one.thing.street == actor.street,
        "G": lambda one: one.thing.grid == actor.grid, "O": lambda one: one.thing.organisation == actor.organisation,
        "M": lambda one: one.id == actor.subject, "A": lambda one: one.thing.organisation in actor.members,
    }  # fmt: skip
    assert people == {one.id for one in world.of("worker") if inside[cut.people](one)}
    assert batches == {one.id for one in world.of("batch") if inside[cut.batches](one)}


def test_filter_and_database_agree(world: World):
    with _as(databaseroles.APP):
        filtered = {role: _seen(world, role) for role in world.actors}
    for role, seen in filtered.items():
        with pytest.MonkeyPatch.context() as patch, _as(databaseroles.APP):
            for one in (Scoped, OfPerson):
                patch.setattr(one, "get_queryset", models.Manager.get_queryset)
            assert _seen(world, role) == seen, role


def test_nobody_writes_a_row_outside_the_reach(world: World, without_the_filter: None):
    other = next(one for one in world.of("worker") if one.thing.organisation != world.companies["a"])
    with _as(databaseroles.APP), scoping.within(world.actors[Role.COMPANY_MANAGER]):
        assert WorkerFile.objects.filter(subject=other.id).update(colour="green") == 0
        assert WorkerFile.objects.filter(subject=other.id).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            WorkerFile.objects.create(subject="aaaaaaaaaaaaaaaa", company=world.companies["b"])


def test_a_connection_that_was_told_nothing_sees_nothing(world: World, without_the_filter: None):
    with _as(databaseroles.APP), connection.cursor() as cursor:
        for name in ("people", "batches"):
            cursor.execute(f"SELECT set_config('jiaxin.{name}', '', true)")
        for table in ("registry_worker_file", "registry_identity", "registry_code", "registry_work_spell", "intake_batch", "intake_finding"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0, table


@pytest.mark.parametrize("statement", [
    "UPDATE access_read SET purpose = 'x'", "DELETE FROM access_refusal", "DELETE FROM ledger_entry", "UPDATE ledger_entry SET kind = 'x'",
    "TRUNCATE access_read", "CREATE TABLE mine (x int)", "DROP TABLE access_read", "ALTER TABLE registry_identity DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL", "SET ROLE jiaxin_owner_of_everything",
])  # fmt: skip
def test_the_program_cannot_change_tables_or_logs(world: World, statement: str):
    refusal = pytest.raises(Exception, match=r"permission denied|must be owner|does not exist")
    with _as(databaseroles.APP), refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_auditor_reads_logs_and_nothing_else(world: World):
    with _as(databaseroles.AUDITOR), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_read")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT count(*) FROM registry_identity")


def test_the_doctor_names_an_account_that_may_too_much(world: World):
    assert "database.grants" in {one.code for one in doctor.findings()}, "the tests' superuser may everything"
    with _as(databaseroles.APP):
        codes = {one.code for one in doctor.findings()}
    assert not codes & {"database.grants", "database.rows"}


@pytest.mark.parametrize(("role", "path"), [
    (Role.COMPANY_MANAGER, "/company/workers"), (Role.STREET, "/office/workers"), (Role.BUREAU_CLERK, "/office/workers"), (Role.WORKER, "/me/"),
    (Role.COMPANY_MANAGER, "/company/batches"), (Role.AUDITOR, "/office/log"), (Role.STREET, "/office/coverage"), (Role.BUREAU_CLERK, "/office/"),
])  # fmt: skip
def test_pages_work_under_the_account_of_service(world: World, role: Role, path: str):
    with _as(databaseroles.APP):
        answer = world.browsers[role].get(path)
    assert answer.status_code == 200
    seen = {one.id for one in world.of("worker") if one.id in answer.text}
    assert seen or path not in ("/company/workers", "/office/workers")


def test_a_job_files_and_scores_under_the_account_of_service(world: World):
    """Rows in bulk go another way where row security holds the account: PostgreSQL takes no COPY there."""
    own = world.of("worker")[0]
    with _as(databaseroles.APP):
        (new,) = registry.enrol([registry.Claimed("甄新一", _id_number("34020219801101771"), "12012340077")])
        placed = ledger.append([a_fact("training", one, None) for one in (own.id, new.subject)])
        registry.issue_codes([new.subject])
        pipeline.advance()
        assert [one.outcome for one in placed] == ["new", "new"]
        assert WorkerFile.objects.filter(subject=new.subject).exists()
    assert registry_queries.people([new.subject])[new.subject].name == "甄新一"

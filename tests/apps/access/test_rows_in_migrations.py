"""A migration that changes rows really changes them: run as the owner of the tables, whom row security holds like anybody (FORCE)."""

from contextlib import nullcontext
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from jiaxin.apps.access import databaseroles, scoping
from jiaxin.apps.intake.models import Batch

pytestmark = pytest.mark.django_db
_NEW = "迁移后.xlsx"


def _rename(apps: Any, schema_editor: Any) -> None:
    apps.get_model("intake", "Batch").objects.update(filename=_NEW)


@pytest.fixture
def batch() -> str:
    now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    Batch.objects.create(
        id="b-migrated", organisation="样例甲", sheet_kind="worker-roster", channel="sheet", actor="nobody", filename="迁移前.xlsx",
        file_sha256="0" * 64, file_bytes=10, as_of=now.date(), state="checked", counts={}, made_at=now,
    )  # fmt: skip
    return "b-migrated"


def _migrated(step: Any) -> str:
    """The name of the file after a migration with this step, run as `migrate` runs it: told nothing, under the owner's account."""
    class Step(migrations.Migration):
        operations = [migrations.RunPython(step, migrations.RunPython.noop)]

    postgres = connection.vendor == "postgresql"
    if postgres:
        databaseroles.set_up()
    with scoping.within(None):
        if postgres:
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {databaseroles.OWNER}")
        try:
            with connection.schema_editor(atomic=False) if postgres else nullcontext(SimpleNamespace(connection=connection, atomic_migration=False)) as editor:
                Step("step", "intake").apply(MigrationLoader(None).project_state(), editor)
        finally:
            if postgres:
                with connection.cursor() as cursor:
                    cursor.execute("RESET ROLE")
    with scoping.beyond("看结果"):
        return str(Batch.objects.get().filename)


def test_a_step_over_all_rows_changes_them(batch: str) -> None:
    assert _migrated(scoping.over_all_rows(_rename, "改文件名")) == _NEW


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row security is PostgreSQL's; run with --store=postgres")
def test_a_step_that_says_nothing_finds_no_row(batch: str) -> None:
    assert _migrated(_rename) == "迁移前.xlsx", "the owner is not held by row security"


def test_after_the_step_the_connection_is_told_what_it_was_told_before(batch: str) -> None:
    _migrated(scoping.over_all_rows(_rename, "改文件名"))
    with scoping.within(None):
        assert not Batch.objects.exists()

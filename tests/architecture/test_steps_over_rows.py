"""A step of a migration that reads or changes rows says that it reaches all of them: told nothing, PostgreSQL would show it none."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from jiaxin.apps.access.scoping import over_all_rows

_ROWS = re.compile(r"get_model\(|\bUPDATE\s+\S+\s+SET\b|\bDELETE\s+FROM\b|\bINSERT\s+INTO\b", re.I)


def _steps() -> list[tuple[str, Callable[[Any, Any], None]]]:
    """(where, step) of every step in Python of our own migrations, there and back."""
    found = []
    for (label, name), one in MigrationLoader(None).disk_migrations.items():
        if not type(one).__module__.startswith("jiaxin."):
            continue
        for operation in one.operations:
            assert not (isinstance(operation, RunSQL) and _ROWS.search(str(operation.sql))), f"{label} {name}: rows in SQL; use over_all_rows"
            if isinstance(operation, RunPython):
                found += [(f"{label} {name}", step) for step in (operation.code, operation.reverse_code) if step is not None]
    return found


def _silent(step: Callable[[Any, Any], None]) -> bool:
    """Whether a step touches rows and does not say that it reaches all."""
    return not hasattr(step, "over_all_rows") and bool(_ROWS.search(inspect.getsource(step)))


def test_every_step_that_touches_rows_reaches_all_of_them() -> None:
    steps = _steps()
    assert len(steps) > 30, "the migrations were not read"
    assert not [where for where, step in steps if _silent(step)]


def _fill(apps: Any, schema_editor: Any) -> None:
    apps.get_model("intake", "Batch").objects.update(filename="补.xlsx")


def _fill_by_hand(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("UPDATE intake_batch SET filename = '补.xlsx'")


@pytest.mark.parametrize("step", [_fill, _fill_by_hand])
def test_a_step_that_forgets_it_is_found(step: Callable[[Any, Any], None]) -> None:
    assert _silent(step)
    assert not _silent(over_all_rows(step, "样例"))


def test_a_step_says_why() -> None:
    with pytest.raises(ValueError, match="why"):
        over_all_rows(_fill, "")

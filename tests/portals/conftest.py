"""On PostgreSQL every page is answered under the account of service, which row security holds, as a district's server does."""

from typing import Any

import pytest
from django.db import connection

from jiaxin.apps.access import databaseroles
from jiaxin.apps.access.gate import Gate

_ANSWER = Gate.__call__


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every table belongs to its owner, and the accounts have their rights; before any test's own transaction begins."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            databaseroles.set_up()


@pytest.fixture(autouse=True)
def the_account_of_service(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("database") and connection.vendor == "postgresql":
        monkeypatch.setattr(Gate, "__call__", _answered)


def _answered(gate: Gate, request: Any) -> Any:
    """The account changes for the answer alone: what a test prepares is prepared by its owner."""
    connection.ensure_connection()
    # the driver's own cursor, and no query of the page's: some tests count those
    connection.connection.execute(f"SET ROLE {databaseroles.APP}")
    try:
        return _ANSWER(gate, request)
    finally:
        if not (connection.in_atomic_block and connection.needs_rollback):
            connection.connection.execute("RESET ROLE")

"""One district for all questions of a file: each is taken back after it was answered."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from jiaxin.apps.access import databaseroles
from tests.portals.matrix.world import World, built


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = override_settings(DATA=tmp_path_factory.mktemp("matrix"))
    with folder, django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            databaseroles.make_accounts()  # of the whole server: kept, so that no other database waits for this one
        yield from _district()


def _district() -> Iterator[World]:
    with transaction.atomic():
        made = built()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            databaseroles.hand_over()
        yield made
        transaction.set_rollback(True)

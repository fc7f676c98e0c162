"""One district for all questions of a file: each is taken back after it was answered."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import get_resolver

from jiaxin.apps.access import databaseroles, gate
from tests.portals.matrix import seats
from tests.portals.matrix.world import World, built


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    seats.forget()
    folder = override_settings(DATA=tmp_path_factory.mktemp("matrix"), **seats.SETTINGS)
    with folder, django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "render", seats.refusals_drawn_once(gate.render))
        patch.setattr(get_resolver(), "resolve_error_handler", seats.absences_drawn_once(get_resolver().resolve_error_handler))
        patch.setattr(get_resolver(), "resolve", cache(get_resolver().resolve))
        patch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # five thousand refusals, each a line
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

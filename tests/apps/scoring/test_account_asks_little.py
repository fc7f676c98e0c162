"""An account looks many days ahead: however many they are, it asks no more of the database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiaxin.apps.scoring import queries
from jiaxin.kit import clock
from tests.factories.street import Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(settings: Any, tmp_path: Path) -> Iterator[Street]:
    settings.DATA = tmp_path
    found = Street()
    with clock.set_clock(lambda: found.now):
        found.open()
        yield found


def test_many_days_ahead_ask_no_more_than_one(street: Street) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            found = queries.account(street.her, clock.today())
        assert found is not None
        return len(seen), len(found.ahead)

    queries.account(street.her, clock.today())  # packs are read once by a process
    before, few = asked()
    for n in range(12):
        day = (clock.today() - timedelta(days=320 + 30 * n)).isoformat()
        street.say("training", day, street.her, training_name=f"第{n}课", training_hours="3", training_hours_hundredths=300, training_on=day)
    after, many = asked()
    assert many >= few + 10
    assert after == before

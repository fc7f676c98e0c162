"""A count over a long record is made once a day, and of a day gone by once; a short record is always counted anew."""

from datetime import timedelta
from unittest import mock

import pytest

from jiaxin.apps.scoring import daily
from jiaxin.kit import clock

pytestmark = pytest.mark.django_db


def test_a_long_record_is_counted_once_a_day() -> None:
    made = iter(range(9))
    with mock.patch.object(daily, "AT_ONCE", -1):
        first, at = daily.counted("eligible", lambda: [next(made)])
        assert (first, at) == daily.counted("eligible", lambda: [next(made)]) and first == [0]
        assert daily.counted("another", lambda: [next(made)])[0] == [1]
        with mock.patch.object(clock, "today", return_value=clock.today() + timedelta(days=1)):
            assert daily.counted("eligible", lambda: [next(made)], once=True)[0] == [0], "of a day gone by: as it was counted"
            assert daily.counted("eligible", lambda: [next(made)])[0] == [2]


def test_a_short_record_is_counted_whenever_somebody_looks() -> None:
    made = iter(range(9))
    assert [daily.counted("eligible", lambda: [next(made)])[0] for _ in range(2)] == [[0], [1]]

"""However a worker's ratings lie in time, every period that is told holds enough of them, also after subtracting the finer ones."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.reviews.dates import UNTOLD, told_dates


def test_the_month_is_told_where_enough_share_it_and_a_longer_time_else() -> None:
    days = [date(2026, 9, d) for d in range(1, 6)] + [date(2026, 8, 3), date(2026, 5, 9)]
    assert [one.words for one in told_dates(days, 5)] == ["2026 年 9 月"] * 5 + ["", ""]
    assert [one.words for one in told_dates(days[5:], 2)] == ["2026 年"] * 2
    assert [one.words for one in told_dates([date(2026, 7, 1), date(2026, 9, 2)], 2)] == ["2026 年第 3 季度"] * 2
    assert [one.words for one in told_dates([date(2026, 7, 1), date(2026, 10, 2)], 2)] == ["2026 年下半年"] * 2


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=40), st.integers(1, 6))
def test_no_time_is_told_of_fewer_than_enough(days: list[date], least: int) -> None:
    told = told_dates(days, least)
    assert len(told) == len(days)
    for period, count in Counter(told).items():
        assert period == UNTOLD or count >= least
    assert all(one is UNTOLD or (one.year == day.year and day.month <= one.ends) for one, day in zip(told, days, strict=True))

"""A forecast says middle, interval and the pace that is needed, against values worked out by hand; or why it is silent."""

from datetime import date
from random import Random

import pytest

from jiaxin.domain.figures.forecast import forecast

TODAY, BY = date(2026, 11, 2), date(2026, 12, 28)  # eight weeks


def test_a_steady_street_is_told_where_it_will_stand() -> None:
    found = forecast(600, 1000, [40] * 12, TODAY, BY, 900, 6)
    assert (found.middle, found.low, found.high, found.needed, found.reaches, found.pace) == (920, 920, 920, 38, "yes", "40.0")


def test_the_interval_is_that_of_a_new_value_of_a_walk_with_drift() -> None:
    found = forecast(600, 1000, [30, 50] * 6, TODAY, BY, 900, 6)
    # s² = 12·100/11, t(11) = 2.201, h = 8: 2.201 · √(109.09 · (8 + 64/12)) = 83.9
    assert (found.middle, found.low, found.high, found.reaches) == (920, 836, 1000, "unsure")


def test_a_slow_street_is_told_that_it_will_not_get_there_and_what_it_would_take() -> None:
    found = forecast(600, 1000, [10, 11, 9, 10, 10, 10], TODAY, BY, 900, 6)
    assert found.reaches == "no" and found.needed == 38 and found.high is not None and found.high < 900


@pytest.mark.parametrize(
    ("filed", "base", "weekly", "reaches", "needed", "why"),
    [
        (600, None, [40] * 12, "silent", None, "没有摸底底数"),
        (600, 1000, [40] * 5, "silent", 38, "只有 5 周"),
        (950, 1000, [0] * 12, "yes", 0, "已经达到"),
        (0, 10, [0] * 12, "no", 2, "达不到"),
    ],
)
def test_where_nothing_can_be_said_it_says_why(filed: int, base: int | None, weekly: list[int], reaches: str, needed: int | None, why: str) -> None:
    found = forecast(filed, base, weekly, TODAY, BY, 900, 6)
    assert (found.reaches, found.needed) == (reaches, needed) and why in found.why


def test_on_the_last_day_all_that_is_missing_is_needed() -> None:
    assert forecast(600, 1000, [40] * 12, BY, BY, 900, 6).needed == 300


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance, held = Random(7), 0
    for _ in range(1000):
        weekly = [round(chance.gauss(40, 8)) for _ in range(20)]
        truth = 2000 + sum(weekly[12:])
        found = forecast(2000, 10_000, weekly[:12], TODAY, BY, 990, 6)
        assert found.low is not None and found.high is not None
        held += found.low <= 1000 * truth // 10_000 <= found.high
    assert 920 <= held <= 990, held  # 95 in a hundred, rounded outwards by whole tenths of a per cent

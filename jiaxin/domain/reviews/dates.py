"""评价时间 — how finely the day of a rating may be told: the month where enough ratings share it, else a longer time.

A period is told only when the ratings told with it are themselves enough: those that a finer period has already taken do
not count, because whoever reads the list could subtract them.

Unit    months, quarters, halves and years of the calendar.
Silent  where not even the year holds enough, no time is told.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """A time as it is told; `ends` is its last month, so that periods can be put in order."""

    year: int
    ends: int
    words: str


UNTOLD = Period(0, 0, "")


def _month(day: date) -> Period:
    return Period(day.year, day.month, f"{day.year} 年 {day.month} 月")


def _quarter(day: date) -> Period:
    number = (day.month + 2) // 3
    return Period(day.year, 3 * number, f"{day.year} 年第 {number} 季度")


def _half(day: date) -> Period:
    return Period(day.year, 6, f"{day.year} 年上半年") if day.month <= 6 else Period(day.year, 12, f"{day.year} 年下半年")


def _year(day: date) -> Period:
    return Period(day.year, 12, f"{day.year} 年")


_PERIODS: tuple[Callable[[date], Period], ...] = (_month, _quarter, _half, _year)


def told_dates(days: Sequence[date], least: int) -> list[Period]:
    """For the days of one worker's ratings, in their order, what is told of each; `UNTOLD` = nothing."""
    told = [UNTOLD] * len(days)
    left = list(range(len(days)))
    for period in _PERIODS:
        count = Counter(period(days[at]) for at in left)
        for at in left:
            if count[period(days[at])] >= least:
                told[at] = period(days[at])
        left = [at for at in left if told[at] is UNTOLD]
    return told

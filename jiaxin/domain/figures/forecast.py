"""达标预测 — where coverage will stand on the target day if it goes on as in the last weeks, and the pace that would reach it.

Unit    persons a week; shares in tenths of a per cent, rounded down
Source  目标和期限在指标口径规则里。A random walk with drift over the weekly newly filed: middle and 95 % interval by Student's t,
        the interval of a new value (Var·(h + h²/n)), cut off at the base. ASSUMED: the coming weeks are like the last ones.
Silent  with fewer weeks than the rules ask for, or without a base, there is no forecast; a street that has arrived needs no pace.
Not here  counting the filed of a week (apps/oversight).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from statistics import fmean, variance

from jiaxin.domain.incentives.student import student

_SURE_MILLE = 950


@dataclass(frozen=True, slots=True)
class Forecast:
    """weekly  newly filed of each of the last weeks, the oldest first. middle, low, high: share on the target day; None = silent
    needed   persons a week to reach the target; 0 = there already. `reaches`: yes | no | unsure | silent
    """

    filed: int
    base: int | None
    target: int
    by: date
    weekly: tuple[int, ...]
    middle: int | None
    low: int | None
    high: int | None
    needed: int | None
    reaches: str
    why: str

    @property
    def pace(self) -> str:
        """Recent mean a week, one decimal."""
        tenths = 10 * sum(self.weekly) // len(self.weekly) if self.weekly else 0
        return f"{tenths // 10}.{tenths % 10}"


def forecast(filed: int, base: int | None, weekly: Sequence[int], today: date, by: date, target: int, least_weeks: int) -> Forecast:
    """target in tenths of a per cent of the base, on the day `by`."""
    weeks = max((by - today).days, 0) / 7
    goal = ceil((base or 0) * target / 1000)
    needed = None if not base else 0 if filed >= goal else ceil((goal - filed) / weeks) if weeks >= 1 else goal - filed
    if not base:
        return Forecast(filed, base, target, by, tuple(weekly), None, None, None, None, "silent", "没有摸底底数，不预测")
    if filed >= goal:
        share = 1000 * filed // base
        return Forecast(filed, base, target, by, tuple(weekly), share, share, share, 0, "yes", "已经达到目标")
    if len(weekly) < least_weeks:
        return Forecast(filed, base, target, by, tuple(weekly), None, None, None, needed, "silent", f"只有 {len(weekly)} 周的数，满 {least_weeks} 周才预测")
    n, drift = len(weekly), fmean(weekly)
    half = student(_SURE_MILLE, n - 1) * sqrt(variance(weekly) * (weeks + weeks * weeks / n))
    middle, low, high = (_share(filed + drift * weeks + one, filed, base) for one in (0.0, -half, half))
    reaches = "yes" if low >= target else "no" if high < target else "unsure"
    return Forecast(filed, base, target, by, tuple(weekly), middle, low, high, needed, reaches, _WHY[reaches])


_WHY = {"yes": "照近几周的速度，能达到", "no": "照近几周的速度，达不到", "unsure": "照近几周的速度，可能达到，也可能达不到"}


def _share(filed: float, now: int, base: int) -> int:
    """Nobody is expected to be un-filed, nor more filed than there are."""
    return int(1000 * min(max(filed, now), base) // base)

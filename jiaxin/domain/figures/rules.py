"""指标口径规则 — the numbers behind the figures, from the rule pack in force on a day.

Unit    days, minutes, persons and thousandths, as each name says
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class FigureRules:
    version: str
    fresh_days: int
    matters_days: int
    line_permille: int
    line_as_of: date
    line_source: str
    target_permille: int  # of coverage, at the end of the year
    target_weeks: int
    target_least_weeks: int
    small: int
    large: int
    least_cell: int
    task_before_days: int
    task_after_days: int
    keep_days: int
    own_cards_a_day: int
    before_minutes: int
    compare_orders: int  # below which a company's rate of complaints is not told
    remind_days: tuple[int, ...]  # before a paper runs out, the earliest first
    minutes: Mapping[str, int]  # to put one part of one file right

    @property
    def expire_days(self) -> int:
        """How long before a paper runs out it counts as about to: the first reminder."""
        return self.remind_days[0]


@lru_cache(maxsize=64)
def figure_rules(on: date) -> FigureRules:
    book = packaged_for("figures", on)
    data = book.data
    return FigureRules(
        book.version,
        data["period"]["fresh_days"],
        data["period"]["matters_days"],
        data["line"]["coverage_permille"],
        data["line"]["as_of"],
        data["line"]["source"],
        data["target"]["coverage_permille"],
        data["target"]["weeks"],
        data["target"]["least_weeks"],
        data["size"]["small"],
        data["size"]["large"],
        data["cells"]["least"],
        data["task"]["before_days"],
        data["task"]["after_days"],
        data["lookup"]["keep_days"],
        data["lookup"]["own_cards_a_day"],
        data["lookup"]["before_minutes"],
        data["compare"]["orders"],
        tuple(sorted(data["expiry"]["remind_days"], reverse=True)),
        {name: value for name, value in data["minutes"].items() if isinstance(value, int) and not isinstance(value, bool)},
    )

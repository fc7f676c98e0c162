"""展示规则 — the packaged rulebook of this folder, read once, and calendar arithmetic on its months."""

import calendar
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class TaskTerms:
    health: str
    trades: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Periods in days and months; health classes from low to high."""

    fresh_days: int
    history_months: int
    soon_days: int
    health_months: int
    health_classes: tuple[str, ...]
    penalty_months: Mapping[str, int]  # class → months of publication; a class not here is never published
    tasks: Mapping[str, TaskTerms]

    def health_rank(self, code: str) -> int:
        """Higher serves lower; an unknown class serves nothing."""
        return self.health_classes.index(code) if code in self.health_classes else -1


@cache
def terms() -> Terms:
    raw = tomllib.loads((files("jiaxin.domain.rulebooks") / "disclosure-2026.toml").read_text("utf-8"))
    return Terms(
        fresh_days=raw["card"]["fresh_days"],
        history_months=raw["card"]["history_months"],
        soon_days=raw["card"]["soon_days"],
        health_months=raw["health"]["valid_months"],
        health_classes=tuple(raw["health"]["classes"]),
        penalty_months=MappingProxyType(
            {"general": raw["penalty"]["general_months"], "severe": raw["penalty"]["severe_months"]}
        ),
        tasks=MappingProxyType(
            {code: TaskTerms(one["health"], frozenset(one["trades"])) for code, one in raw["task"].items()}
        ),
    )


def months_after(day: date, months: int) -> date:
    """Same day number; where the month lacks it, its last day (Civil Code, Art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_valid_day(issued_on: date, months: int) -> date:
    return months_after(issued_on, months) - timedelta(days=1)

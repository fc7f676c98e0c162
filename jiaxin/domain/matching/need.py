"""照护需求 — what is asked for, and the rules of the day it is asked on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged_for

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Need:
    """An elder at home. `grade` 1 to 4 by GB/T 42195-2022; `weekdays` of WEEKDAYS; care begins on `starts_on`."""

    grade: int
    street: str
    weekdays: tuple[str, ...]
    starts_on: date

    @property
    def seed(self) -> str:
        """What decides between equals, so that neither age of file nor name does."""
        told = f"{self.grade} {self.street} {','.join(self.weekdays)} {self.starts_on.isoformat()}"
        return sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Worth:
    """What one ground is worth: `each` points for every full `per` of it, at most `most`."""

    most: int
    each: int
    per: int

    def points(self, measured: int) -> int:
        return min(self.most, self.each * (max(0, measured) // self.per))


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """`levels` and `labels` by grade of the elder; skill level 0 asks for no certificate, else 1 is best and 5 least."""

    version: str
    label: str
    trade: str
    skills: frozenset[str]
    levels: Mapping[int, int]
    labels: Mapping[int, str]
    worth: Mapping[str, Worth]
    months: int
    papers_days: int
    unfinished_months: int
    newcomer_every: int
    newcomer_orders: int

    def level(self, grade: int) -> int:
        if grade not in self.levels:
            known = "、".join(map(str, self.levels))
            raise Refused("matching.grade", "没有选择老人的能力等级", f"请按评估报告选择等级（{known}）")
        return self.levels[grade]


@lru_cache(maxsize=16)
def matching_rules(on: date) -> MatchingRules:
    book = packaged_for("matching", on)
    data = book.data
    return MatchingRules(
        book.version,
        book.label,
        data["need"]["trade"],
        frozenset(data["need"]["skills"]),
        {one["grade"]: one["skill_level"] for one in data["grade"]},
        {one["grade"]: one["label"] for one in data["grade"]},
        {one["code"]: Worth(one["most"], one["each"], one["per"]) for one in data["reason"]},
        data["window"]["months"],
        data["window"]["papers_days"],
        data["window"]["unfinished_months"],
        data["newcomer"]["every"],
        data["newcomer"]["orders"],
    )

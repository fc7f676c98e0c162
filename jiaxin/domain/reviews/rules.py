"""评价与回复口径 — the numbers behind reviews and replies, from the rule pack in force on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """least: ratings that hide one another in a period; edit_hours: to put a reply right; longest: characters of a reply."""

    least: int
    edit_hours: int
    longest: int


@lru_cache(maxsize=64)
def review_rules(on: date) -> ReviewRules:
    data = packaged_for("reviews", on).data
    return ReviewRules(data["dates"]["least"], data["reply"]["edit_hours"], data["reply"]["longest"])

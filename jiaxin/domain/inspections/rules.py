"""双随机检查规则 — how many of each class are taken, and the items of the on-site form, from the dated pack.

Unit    whole firms; the least rounded up, the most rounded down (信用大庆 2024-11-06).
Not here  the draw (draw), risk weights (risk).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.draw import bounds
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for

UNGRADED = "C"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the on-site form."""

    code: str
    label: str
    source: str
    fix_days: int = 0  # calendar days to put it right, proposed to who visits; 0 = the rules say nothing


def rules_on(day: date) -> Rulebook:
    return packaged_for("inspections", day)


def class_of(grade: str, book: Rulebook) -> str:
    return next((str(one["code"]) for one in book.data["class"] if grade in one["grades"]), UNGRADED)


def bounds_of(klass: str, count: int, book: Rulebook) -> tuple[int, int]:
    """The least and the most firms of a class of so many; never an empty range, so that one firm of B may be taken."""
    one = next(c for c in book.data["class"] if c["code"] == klass)
    least, most = bounds(count, int(one["least_percent"]), int(one["most_percent"]))
    return min(least, count), max(least, most)


def shares(wanted: Mapping[str, int], counts: Mapping[str, int], book: Rulebook) -> tuple[dict[str, int], dict[str, int]]:
    """(at random, by risk) of each class. Raises Refused for a number outside the bounds of its class."""
    percent = int(book.data["share"]["random_percent"])
    at_random, by_risk = {}, {}
    for klass, number in sorted(wanted.items()):
        least, most = bounds_of(klass, counts.get(klass, 0), book)
        if not least <= number <= most:
            raise Refused("draw.bounds", f"{klass} 类 {counts.get(klass, 0)} 家，应抽 {least} 到 {most} 家，填的是 {number}", "请改在范围之内")
        at_random[klass] = -(-number * percent // 100)
        by_risk[klass] = number - at_random[klass]
    return at_random, by_risk


def items(book: Rulebook) -> Sequence[Item]:
    days = book.data.get("fix_days", {})
    return tuple(Item(str(one["code"]), str(one["label"]), str(one["source"]), int(days.get(one["code"], 0))) for one in book.data["item"])

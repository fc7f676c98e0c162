"""星级预测 — which star the record reaches today, and what is missing for the next ones.

Source  [[level]] of the rules of stars: what a company must show before assessors come. ASSUMED numbers say so there.
Unit    figures as the score has them: thousandths for shares, thousandths of a star for ratings
Silent  about the assessors' points: reaching a level opens the way, it does not give the star.
Not here  the application (application), the way to a star (procedures/star_rating).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.stars.application import in_words, record_counts

FILED = "workers-filed"


@dataclass(frozen=True, slots=True)
class StarGap:
    """One thing a level asks for that is not there. `people`: how many more workers it takes, where it is a share of them."""

    star: int
    code: str
    label: str
    now: str
    wanted: str
    people: int | None
    do_this: str


@dataclass(frozen=True, slots=True)
class StarForecast:
    """reached 0 = none yet; gaps of every level above it, the nearest first."""

    reached: int
    gaps: tuple[StarGap, ...]

    @property
    def next_gaps(self) -> tuple[StarGap, ...]:
        return tuple(gap for gap in self.gaps if gap.star == self.reached + 1)


def star_forecast(company: Facts, figures: Mapping[str, int], on: date, book: Rulebook) -> StarForecast:
    found: list[StarGap] = []
    reached, whole = 0, True
    lines = wants_met(company, figures, on, book)
    for star in sorted({gap.star for gap, _ in lines}):
        gaps = [gap for gap, met in lines if gap.star == star and not met]
        whole = whole and not gaps
        reached = star if whole else reached
        found += gaps
    return StarForecast(reached, tuple(gap for gap in found if gap.star > reached))


def wants_met(company: Facts, figures: Mapping[str, int], on: date, book: Rulebook) -> list[tuple[StarGap, bool]]:
    """Everything that every level asks of the record, the lowest first, and whether it is there."""
    levels = sorted(book.data["level"], key=lambda one: int(one["star"]))
    return [_want(int(level["star"]), want, company, figures, on) for level in levels for want in level["wants"]]


def _want(star: int, want: Mapping[str, str | int], company: Facts, figures: Mapping[str, int], on: date) -> tuple[StarGap, bool]:
    code, label, do_this = str(want["code"]), str(want["label"]), str(want.get("do", ""))
    if path := want.get("fact"):
        kind, _, field = str(path).rpartition(".")
        there = any(e.get(field) not in (None, "") for e in company.of(kind))
        return StarGap(star, code, label, "有" if there else "没有", "要有", None, do_this), there
    name = str(want.get("figure") or "")
    value = figures.get(name) if name else record_counts(company, str(want["count"]), on, str(want.get("class", "")))
    least, most = want.get("at_least"), want.get("at_most")
    met = value is not None and (least is None or value >= int(least)) and (most is None or value <= int(most))
    limit = int(least if least is not None else most or 0)
    wanted = f"{'至少' if least is not None else '至多'} {in_words(name, limit) if name else limit}"
    now = "还没有数" if value is None else in_words(name, value) if name else str(value)
    return StarGap(star, code, label, now, wanted, _people(name, value, limit, figures) if least is not None and not met else None, do_this), met


def _people(name: str, value: int | None, limit: int, figures: Mapping[str, int]) -> int | None:
    """Workers more, among those filed now; a share cannot be counted without them."""
    if name == FILED:
        return limit - (value or 0)
    filed = figures.get(FILED)
    if not name.endswith("-mille") or not name.startswith("workers-") or not filed:
        return None
    wanted, there = -(-limit * filed // 1000), (value or 0) * filed // 1000
    return max(wanted - there, 1)

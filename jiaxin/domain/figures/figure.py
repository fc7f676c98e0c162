"""指标值 — one figure: so many of so many, in a place, on a day.

Unit    persons or matters; a share in tenths of a per cent, rounded down, so that 100 % means all.
Silent  without a base a share is not nought: it is not there.
Not here  counting (apps/oversight), what a figure means (definitions).
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.definitions import DEFINITIONS, Definition

ALL = "all"  # the whole district


@dataclass(frozen=True, slots=True)
class Place:
    """What a figure is about: the district, a street by its code, a size of company, a company or association, or those of no street."""

    code: str
    name: str
    kind: str  # district | street | size | rest | part | company | association


@dataclass(frozen=True, slots=True)
class Figure:
    """`whole` None: there is no base, and no share; for a count it always is."""

    code: str
    place: Place
    part: int
    whole: int | None
    on: date

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.code]

    @property
    def id(self) -> str:
        """查询号: what to ask for to get this figure again from the same snapshot."""
        return f"{self.code}:{self.place.code or 'rest'}"

    @property
    def share(self) -> int | None:
        """Tenths of a per cent."""
        if not self.definition.is_share or not self.whole:
            return None
        return 1000 * self.part // self.whole

    @property
    def said(self) -> str:
        """As pages and papers print it; empty where there is no base."""
        return percent(self.share) if self.definition.is_share else f"{self.part:,}"

    @property
    def how(self) -> str:
        """The division behind a share, or what was counted."""
        if not self.definition.is_share:
            return f"{self.part:,} {self.definition.unit}"
        return f"{self.part:,} ÷ {self.whole:,}" if self.whole else "没有底数，不计算"


def percent(share: int | None) -> str:
    return "" if share is None else f"{share // 10}.{share % 10}%"

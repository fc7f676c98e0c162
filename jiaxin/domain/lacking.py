"""还缺什么 — the parts of a worker's file that are missing, run out or are about to, the soonest first.

Source  the parts of the file (completeness) and what green asks for (validity); both from what families may see,
        so that what others have said and she has not confirmed mends nothing.
Silent  about photo and education, which are asked and never demanded; about a check under way that is adverse:
        it is said as under way, because nothing adverse is shown before its review (procedures/red_review). Her own
        identity card that ran out is said by its day, so that she can renew it.
Not here  who can mend it and where (portals).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiaxin.domain.completeness import PARTS, completeness
from jiaxin.domain.facts import Facts
from jiaxin.domain.validity import Paper, ValidityRules, each_paper, near_from


class How(StrEnum):
    """In which way a part is lacking."""

    MISSING = "missing"
    EXPIRED = "expired"
    SOON = "soon"  # counts still, and runs out within the days of the rulebook
    TOO_LOW = "too-low"  # a health check of a class below what her trades need
    UNDER_WAY = "under-way"  # asked for, no answer yet
    STOPPED = "stopped"  # she has taken her consent back


@dataclass(frozen=True, slots=True)
class Lack:
    """One part. `through`: its last day, past or coming; `needed`: code of the health class her trades ask for."""

    part: str  # code of `completeness.PARTS`
    how: How
    through: date | None = None
    needed: str = ""

    @property
    def label(self) -> str:
        return PARTS[self.part]


_WORDS = {
    "missing": How.MISSING, "expired": How.EXPIRED, "pending": How.UNDER_WAY, "adverse": How.UNDER_WAY, "document.adverse": How.EXPIRED,
    "class-too-low": How.TOO_LOW, "withdrawn": How.STOPPED,
}  # fmt: skip


def lacking(facts: Facts, as_of: date, rules: ValidityRules) -> tuple[Lack, ...]:
    """What has run out by its day, then what was never there, then what runs out soon by its day."""
    consent, checks, others = each_paper(facts, as_of, rules)
    found = {one.part: one for paper in (consent, *checks, *others) if (one := _of(paper, as_of, rules)) is not None}
    for part in completeness(facts, as_of).missing:
        found.setdefault(part, Lack(part, How.MISSING))
    return tuple(_soonest_first(found.values(), as_of))


def _of(paper: Paper, as_of: date, rules: ValidityRules) -> Lack | None:
    if paper.reason is not None:
        code, said = paper.reason
        through = said.get("through")
        return Lack(paper.code, _WORDS[code.partition(".")[2]], date.fromisoformat(through) if through else None, said.get("needed", ""))
    if paper.through is not None and as_of >= near_from(paper.through, rules):
        return Lack(paper.code, How.SOON, paper.through)
    return None


def _soonest_first(found: Iterable[Lack], as_of: date) -> list[Lack]:
    order = list(PARTS)
    return sorted(found, key=lambda one: (one.through or as_of, order.index(one.part)) if one.how is not How.TOO_LOW else (as_of, order.index(one.part)))

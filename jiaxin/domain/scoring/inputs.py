"""背景值 — the given inputs of a worker's score, gathered the same way when a score is made and when it is made again.

Her code's colour follows from her own facts; the grade of her company and the district's mean rating are stored
where they were made, and so is the estimate of her reputation. Each names its version: a digest of rules, or the entry in the record it stands in.

Silent  no estimate before her first; no company grade while she is on her own account or her company is not rated; no mean while the district
        has too few ratings.
Not here  storing (apps/scoring), what the inputs are worth (indicators, rulebooks).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.workforce import employer
from jiaxin.domain.validity import Colour, State

CODE_COLOUR, COMPANY_GRADE, DISTRICT_RATING = "code-colour", "company-grade", "district-rating-milli"
REPUTATION, REPUTATION_HALF = "reputation-milli", "reputation-half-milli"
_COLOURS = {State.GREEN: 2, State.YELLOW: 1}


class Stored(NamedTuple):
    """A value kept by whoever made it, and which version of it this is."""

    value: int
    version: str


def district_mean(facts: Facts) -> Stored | None:
    """The district's mean rating as recorded last, in thousandths of a star, from facts about the district."""
    stated = [e for e in facts.of("district.figure") if e.get("figure") == DISTRICT_RATING]
    return Stored(int(str(stated[-1].get("value_milli"))), stated[-1].id) if stated else None


def worker_context(
    facts: Facts,
    as_of: date,
    colour: Colour,
    colour_rules: str,
    grades: Mapping[str, Stored],
    district: Stored | None,
    reputation: tuple[Stored, Stored] | None = None,
) -> Context:
    """grades: company → what its grade stands for; colour_rules: digest of the rules that decided the colour;
    reputation: her published estimate and half its interval, in thousandths of a standard deviation.
    """
    found = {CODE_COLOUR: Stored(_COLOURS.get(colour.state, 0), colour_rules)}
    company, ends_on = employer(facts, as_of)
    if company in grades:
        found[COMPANY_GRADE] = grades[company]
    if district is not None:
        found[DISTRICT_RATING] = district
    if reputation is not None:
        found[REPUTATION], found[REPUTATION_HALF] = reputation
    turns = {CODE_COLOUR: colour.next_change_on, COMPANY_GRADE: ends_on}
    return Context(
        {name: one.value for name, one in found.items()},
        {name: one.version for name, one in found.items()},
        {name: day for name, day in turns.items() if day is not None},
    )

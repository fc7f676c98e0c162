"""降星触发 — when the record calls for a lower star. It proposes; notice, time to answer and another hand follow.

Source  [downgrade] of the rules of stars; 《上海市社会信用条例》第27条.
Silent  a record under objection calls for nothing.
Not here  the measure itself (procedures/measure): nothing here lowers a star.
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Facts
from jiaxin.domain.measures import in_force_on, star_on
from jiaxin.domain.rulebooks.publication import publication_rules
from jiaxin.domain.rulebooks.reading import Rulebook


@dataclass(frozen=True, slots=True)
class Called:
    """降星建议: to which star, on what ground, resting on which entries."""

    star: int
    why: str
    entries: tuple[str, ...]


def called_for(company: Facts, on: date, book: Rulebook) -> Called | None:
    """A lower star the record calls for; None where there is none to lower, or it is lowered already."""
    star = star_on(company, on)
    if star is None or star <= 1 or any(e.get("measure") == "downgrade" for e in in_force_on(company, on)):
        return None
    rules = book.data["downgrade"]
    severe = [
        e for e in company.of("penalty")
        if e.get("penalty_class") == "severe" and e.id not in company.disputed and publication_rules().of("severe").shown(date.fromisoformat(str(e.get("decided_on"))), on)
    ]  # fmt: skip
    if len(severe) >= int(rules["severe_items"]):
        return Called(star - 1, "有严重失信信息正在公示", tuple(e.id for e in severe))
    since = add_months(on, -int(rules["months"]))
    upheld = [e for e in company.of("complaint.finding") if e.get("upheld") is True and e.id not in company.disputed and since < e.fact.happened_on <= on]
    if len(upheld) >= int(rules["upheld"]):
        return Called(star - 1, f"{rules['months']} 个月内认定有责的投诉 {len(upheld)} 件", tuple(e.id for e in upheld))
    return None

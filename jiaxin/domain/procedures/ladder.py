"""阶梯 — which measure a number of upheld complaints suggests: reminder, warning, a pause of stars and recommendation.

Window  twelve months back from the day, from the rules of procedure ([ladder]).
Silent  a finding that is disputed or taken back counts for nothing; the ladder suggests, a person proposes and another decides.
Not here  the measure's own way (measure), handing a serious case over (complaint).
"""

from datetime import date

from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.procedures.clocks import rules_on


def upheld(facts: Facts, on: date) -> tuple[Entry, ...]:
    """Upheld findings that count on a day: within the window, each complaint once, none under objection."""
    since = first_day_within(on, int(rules_on(on).data["ladder"]["months"]))
    found = {
        e.fact.key or (e.id,): e
        for e in facts.of("complaint.finding")
        if e.get("upheld") is True and since <= e.fact.happened_on <= on and e.id not in facts.disputed
    }
    return tuple(found.values())


def rung(count: int, on: date) -> str:
    """The measure for so many upheld complaints; empty for none."""
    fitting = [one for one in rules_on(on).data["ladder"]["rung"] if one["upheld"] <= count]
    return str(max(fitting, key=lambda one: one["upheld"])["measure"]) if fitting else ""


def suggested(facts: Facts, on: date) -> str:
    """The measure that her upheld complaints suggest on a day."""
    return rung(len(upheld(facts, on)), on)

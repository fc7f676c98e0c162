"""措施存续 — which consequences of the industry stand against somebody on a day, and the star that stands.

A measure counts from its first day until the day it ends, even if nobody acts, and not while she objects to it.
A star counts through its validity. A lower star during the validity of a higher one counts only where a measure
with its due process says so: a plain rating never takes a star away.
Source  rules of procedure ([[measure]]); DB15/T 3738-2024.
Not here  how a measure comes about (procedures/measure), penalties of authorities (disclosure, publication periods).
"""

from datetime import date

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.procedures.clocks import rules_on

STAR, RECOMMENDATION = "star", "recommendation"


def in_force_on(facts: Facts, on: date) -> tuple[Entry, ...]:
    """Measures that last and are in force on a day."""
    return tuple(e for e in facts.of("measure") if e.id not in facts.disputed and _lasts(e, on))


def stopped_until(facts: Facts, on: date) -> dict[str, date]:
    """What measures in force stop that day (`star`, `recommendation`: the rules say which), each with the day it is open again."""
    stops = {str(one["code"]): one.get("stops", ()) for one in rules_on(on).data["measure"]}
    found: dict[str, date] = {}
    for entry in in_force_on(facts, on):
        until = _day(entry, "until_on")
        for what in stops.get(str(entry.get("measure")), ()) if until else ():
            found[what] = max(until or date.min, found.get(what, date.min))
    return found


def suspended_from_benefits(facts: Facts, on: date) -> bool:
    """暂停推荐."""
    return RECOMMENDATION in stopped_until(facts, on)


def star_on(facts: Facts, on: date) -> int | None:
    """The star that stands on a day: the best of those still valid, lowered by a measure in force; None = none."""
    valid = [e for e in facts.of("star.rating") if e.fact.happened_on <= on and on <= (_day(e, "valid_through") or date.max)]
    stars = [star for e in valid if isinstance(star := e.get("star"), int)]
    if not stars:
        return None
    lowered = [star for e in in_force_on(facts, on) if e.get("measure") == "downgrade" and isinstance(star := e.get("star"), int)]
    return min([max(stars), *lowered])


def next_change_after(facts: Facts, on: date) -> date | None:
    """The next day on which anything here changes by itself."""
    days = [d for e in facts.of("measure") for name in ("from_on", "until_on") if (d := _day(e, name)) and d > on]
    days += [date.fromordinal(d.toordinal() + 1) for e in facts.of("star.rating") if (d := _day(e, "valid_through")) and d >= on]
    return min(days, default=None)


def _lasts(entry: Entry, on: date) -> bool:
    start, end = _day(entry, "from_on"), _day(entry, "until_on")
    return start is not None and end is not None and start <= on < end


def _day(entry: Entry, name: str) -> date | None:
    value = entry.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None

"""近12个月 — orders done and complaints upheld, counted once each."""

from datetime import date

from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.disclosure.consent import day
from jiaxin.domain.disclosure.terms import Terms
from jiaxin.domain.facts import Facts


def orders_done(facts: Facts, as_of: date, terms: Terms) -> int:
    since = first_day_within(as_of, terms.history_months)
    done = set()
    for entry in facts.of("order"):
        on = day(entry, "finished_on") or day(entry, "ordered_on") or entry.fact.happened_on
        if entry.get("status") == "done" and since <= on <= as_of:
            done.add(entry.fact.key or (entry.id,))
    return len(done)


def complaints_upheld(facts: Facts, as_of: date, terms: Terms) -> tuple[int, int]:
    """How many, and how many of them are under objection. A complaint still open is nobody's fault yet."""
    since = first_day_within(as_of, terms.history_months)
    upheld, disputed = set(), set()
    for entry in facts.of("complaint.finding"):
        on = day(entry, "decided_on") or entry.fact.happened_on
        if entry.get("upheld") is True and since <= on <= as_of:
            upheld.add(entry.fact.key or (entry.id,))
            if entry.id in facts.disputed:
                disputed.add(entry.fact.key or (entry.id,))
    return len(upheld), len(disputed)

"""做家务、带孩子、照顾老人 — what the papers say about each use, honestly.

A gap names what is missing; no gap means that every paper this use asks for was checked and runs, not
that the person is safe.
"""

from datetime import date

from jiaxin.domain.disclosure.card import Check, CheckState, Gap, Task
from jiaxin.domain.disclosure.checks import health
from jiaxin.domain.disclosure.terms import Terms
from jiaxin.domain.facts import Facts


def tasks(
    facts: Facts, identity: Check, insurance: Check, trades: tuple[str, ...], as_of: date, terms: Terms
) -> tuple[Task, ...]:
    found = []
    for ask in terms.tasks:
        serving = health(facts, as_of, terms, ask.health)
        gaps = [*_identity_gap(identity), *_health_gap(serving, ask.health, terms), *_insurance_gap(insurance)]
        found.append(Task(ask.code, tuple(gaps), not ask.trades.isdisjoint(trades), serving))
    return tuple(found)


def _identity_gap(check: Check) -> list[Gap]:
    if check.holds:
        return []
    return [Gap("identity_expired", check.through) if check.state is CheckState.EXPIRED else Gap("identity")]


def _health_gap(check: Check, needs: str, terms: Terms) -> list[Gap]:
    if check.state is CheckState.MISSING:
        return [Gap("health", detail=needs)]
    if terms.rank(check.detail) < terms.rank(needs):
        return [Gap("health_class", detail=needs)]
    return [] if check.holds else [Gap("health_expired", check.through, needs)]


def _insurance_gap(check: Check) -> list[Gap]:
    if check.holds:
        return []
    return [Gap("insurance_expired", check.through) if check.state is CheckState.EXPIRED else Gap("insurance")]

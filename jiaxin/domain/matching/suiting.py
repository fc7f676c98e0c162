"""能不能上名单 — gates that nothing outweighs: papers in order for this work, certificate, free on the days, not paused.

The papers are judged by the rules of the code itself, for the trade that is asked and not for her others, on the
day of asking and on the day care begins.
Silent  about why a paper was refused or a pause decided: the gate says which, the file says more to who may read it.
Not here  consent (permissions decide before), the order of those who pass (ranking).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.matching.need import MatchingRules, Need
from jiaxin.domain.measures import suspended_from_benefits
from jiaxin.domain.validity import State, ValidityRules, colour, red_is_reviewed

OVER = ("cancelled", "broken_off")


class Bar(StrEnum):
    """未上名单的原因, in the order in which one is named."""

    HEALTH = "health"
    CHECKS = "checks"
    INSURANCE = "insurance"
    SKILL = "skill"
    BUSY = "busy"
    DAYS = "days"
    PAUSED = "paused"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Bar.HEALTH: "没有有效的养老照护类健康证明",
    Bar.CHECKS: "身份或背景核查没有通过，或正在复核",
    Bar.INSURANCE: "没有有效的保险",
    Bar.SKILL: "证书等级不够",
    Bar.BUSY: "到时还在别的订单上",
    Bar.DAYS: "登记的日子对不上",
    Bar.PAUSED: "暂停推荐期间",
}


def bars(facts: Facts, need: Need, today: date, rules: MatchingRules, validity: ValidityRules) -> tuple[Bar, ...]:
    """Everything that keeps her off the list; empty = she may be on it."""
    found = {bar for day in {today, need.starts_on} for bar in _papers(facts, day, rules, validity)}
    level = rules.level(need.grade)
    if level and not any(held <= level for held in skill_levels(facts, today, rules)):
        found.add(Bar.SKILL)
    if any(_runs(e, need.starts_on) for e in facts.of("order")):
        found.add(Bar.BUSY)
    said = weekdays_of(facts)
    if said and not set(need.weekdays) <= set(said):
        found.add(Bar.DAYS)
    if suspended_from_benefits(facts, today) or suspended_from_benefits(facts, need.starts_on):
        found.add(Bar.PAUSED)
    return tuple(bar for bar in Bar if bar in found)


def skill_levels(facts: Facts, today: date, rules: MatchingRules) -> list[int]:
    """Levels of her certificates for this work, 1 best."""
    held = [e for e in facts.of("skill.certificate") if e.get("skill_name") in rules.skills and e.fact.happened_on <= today]
    return [level for e in held if isinstance(level := e.get("skill_level"), int)]


def weekdays_of(facts: Facts) -> tuple[str, ...]:
    """The days she has named herself; empty = she has said nothing."""
    latest = facts.latest("availability")
    said = latest.get("weekdays") if latest else None
    return tuple(map(str, said)) if isinstance(said, list) else ()


def unfinished(facts: Facts, today: date, rules: MatchingRules) -> bool:
    """An order without an end on record, begun not long ago: she may be at work there."""
    since = add_months(today, -rules.unfinished_months)
    return any(since <= e.fact.happened_on <= today and not e.get("finished_on") and not e.get("status") for e in facts.of("order"))


def _runs(order: Entry, day: date) -> bool:
    end = order.get("finished_on")
    return order.get("status") not in OVER and isinstance(end, str) and order.fact.happened_on <= day <= date.fromisoformat(end)


def _papers(facts: Facts, day: date, rules: MatchingRules, validity: ValidityRules) -> Iterator[Bar]:
    shown = colour(facts, day, validity, (rules.trade,), red_is_reviewed(facts, day))
    if shown.state not in (State.GREEN, State.YELLOW):
        yield Bar.CHECKS
    for code, _ in shown.reasons:
        if code.startswith("health."):
            yield Bar.HEALTH
        elif code.startswith("insurance."):
            yield Bar.INSURANCE

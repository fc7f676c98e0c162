"""认定违反承诺 in the draft for 2027: a decision in force takes what signing gave, and nothing else changes."""

from datetime import date

import pytest

from jiaxin.domain.facts import Entry
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry, facts

RULES, BEFORE = scoring_rules("company-2027"), scoring_rules("company-2026")
SIGNED = entry("pledge", "2026-03-01", signed_on="2026-03-01")


def found_broken(until_on: str = "2027-12-01") -> Entry:
    return entry("measure", "2026-12-01", measure="pledge_breach", from_on="2026-12-01", until_on=until_on)


def scored(*told: Entry, on: str = "2027-02-01", rules=RULES) -> Assessment:
    return assess(facts(*told), Context({"workers-filed": 20}), rules, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("told", "on", "lost"),
    [
        ((SIGNED,), "2027-02-01", 0),
        ((SIGNED, found_broken()), "2027-02-01", 5000),
        ((SIGNED, found_broken(), found_broken()), "2027-02-01", 5000),
        ((SIGNED, found_broken()), "2027-11-30", 5000),
        ((SIGNED, found_broken()), "2027-12-01", 0),
        ((SIGNED, entry("measure", "2026-12-01", measure="warning", from_on="2026-12-01", until_on="2027-12-01")), "2027-02-01", 0),
    ],
)
def test_a_decision_in_force_takes_what_signing_gave(told: tuple[Entry, ...], on: str, lost: int) -> None:
    assert scored(SIGNED, on=on).points - scored(*told, on=on).points == lost


def test_the_day_it_ends_is_told_beforehand() -> None:
    assert scored(SIGNED, found_broken()).next_change_on == date(2027, 12, 1)


def test_nothing_else_changed() -> None:
    old = {item.indicator.code: item.points for item in BEFORE.items}
    new = {item.indicator.code: item.points for item in RULES.items}
    assert {code: points for code, points in new.items() if old.get(code) != points} == {"company.pledge-breach": -5000}
    assert [(one.code, one.maximum) for one in RULES.dimensions] == [(one.code, one.maximum) for one in BEFORE.dimensions]
    assert scored(SIGNED).points == scored(SIGNED, rules=BEFORE).points == scored(SIGNED, found_broken(), rules=BEFORE).points

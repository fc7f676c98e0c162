"""Which star the record reaches, and for each missing thing how much it takes, in people."""

from datetime import UTC, date, datetime

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.forecasting import star_forecast
from tests.factories.records import a_fact

ON = date(2026, 11, 2)
RULES = star_rules(ON)
GOOD = {
    "workers-filed": 40, "workers-certified-mille": 500, "workers-trained-mille": 700, "workers-insured-mille": 900, "workers-verified-mille": 950,
    "workers-health-mille": 950, "company-rating-milli": 4600,
}  # fmt: skip


def company(*kinds: str) -> Facts:
    made = [a_fact(kind, "firm", date(2026, 3, 1))._replace(happened_on=date(2026, 3, 1)) for kind in kinds]
    return Facts("firm", tuple(Entry(n, f"e{n}", datetime(2026, 4, 1, tzinfo=UTC), one) for n, one in enumerate(made, 1)))


def test_everything_there_reaches_five_stars_and_nothing_is_missing() -> None:
    found = star_forecast(company("pledge", "honour"), GOOD, ON, RULES)
    assert (found.reached, found.gaps) == (5, ())


def test_a_share_is_told_in_people() -> None:
    found = star_forecast(company("pledge", "honour"), GOOD | {"workers-certified-mille": 310}, ON, RULES)
    assert found.reached == 3
    gaps = {gap.star: gap for gap in found.gaps}
    assert (gaps[4].label, gaps[4].now, gaps[4].wanted, gaps[4].people) == ("持技能证书", "31.0%", "至少 40.0%", 4)  # 16 of 40, 12 there
    assert gaps[5].people == 8 and found.next_gaps == (gaps[4],)


def test_a_level_is_reached_only_with_all_below_it() -> None:
    found = star_forecast(company("honour"), GOOD, ON, RULES)
    assert found.reached == 0 and {gap.code for gap in found.gaps} == {"pledge"} and len(found.gaps) == 5


def test_an_upheld_complaint_closes_the_fifth_star_alone() -> None:
    found = star_forecast(company("pledge", "honour", "complaint.finding"), GOOD, ON, RULES)
    assert found.reached == 4 and found.gaps[0].wanted == "至多 0" and found.gaps[0].people is None


def test_what_was_never_counted_is_missing_and_said_so() -> None:
    found = star_forecast(company(), {}, ON, RULES)
    assert found.reached == 0 and {gap.now for gap in found.gaps} <= {"没有", "还没有数", "0"}

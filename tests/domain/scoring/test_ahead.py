from datetime import date, timedelta

from hypothesis import given, settings

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.ahead import changes_ahead, next_change
from jiaxin.domain.scoring.context import NOTHING
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry, facts
from tests.domain.scoring.histories import AS_OF, histories

RULES = scoring_rules("worker-2026")


def made_from(held: Facts):
    def made(day: date) -> Assessment:
        return assess(held, NOTHING, RULES, day)

    return made


def test_a_complaint_of_the_last_day_of_a_month_fades_on_the_last_days_of_the_months_after() -> None:
    held = facts(entry("complaint.finding", "2026-01-31", upheld=True, severity="serious", decided_on="2026-01-31"))
    days = [day for day, _ in changes_ahead(made_from(held), date(2026, 2, 1), date(2027, 3, 1))]
    assert [d.isoformat() for d in days] == [
        *("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"),
        *("2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31"),
    ]


@settings(max_examples=25, deadline=None)
@given(histories(max_size=12))
def test_every_day_of_change_is_listed_and_no_other(held: Facts) -> None:
    made, until = made_from(held), AS_OF + timedelta(days=120)
    listed = {day: later.digest for day, later in changes_ahead(made, AS_OF, until)}
    digest = made(AS_OF).digest
    for n in range(1, 121):
        day = AS_OF + timedelta(days=n)
        today = made(day).digest
        assert (day in listed) == (today != digest)
        digest = today
    assert next_change(made, AS_OF, until) == min(listed, default=None)


def test_the_day_on_which_other_rules_begin_is_listed_though_no_fact_announces_it() -> None:
    held = facts(entry("complaint.finding", "2026-01-31", upheld=True, severity="serious", decided_on="2026-01-31"))
    turn, other = date(2026, 3, 10), scoring_rules("worker-2027")

    def made(day: date) -> Assessment:
        return assess(held, NOTHING, RULES if day < turn else other, day)

    days = [day for day, _ in changes_ahead(made, date(2026, 3, 1), date(2026, 3, 31), [turn])]
    assert days == [turn, date(2026, 3, 31)]
    assert [day for day, _ in changes_ahead(made, turn, date(2026, 3, 31), [turn])] == [date(2026, 3, 31)], "today is not ahead"


def test_the_list_ends_with_the_last_day_on_which_there_is_a_score() -> None:
    held = facts(entry("complaint.finding", "2026-01-31", upheld=True, severity="serious", decided_on="2026-01-31"))

    def made(day: date) -> Assessment:
        if day >= date(2026, 4, 1):
            raise Refused("rulebook.none", "没有规则")
        return assess(held, NOTHING, RULES, day)

    days = [day for day, _ in changes_ahead(made, date(2026, 2, 1), date(2027, 3, 1), [date(2026, 4, 1)])]
    assert days == [date(2026, 2, 28), date(2026, 3, 31)]

"""Gates that nothing outweighs, an order that adds up, a seat for newcomers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.matching import Bar, Need, Ranked, bars, matching_rules, ranked, weigh
from jiaxin.domain.validity import validity_rules
from tests.domain.established import entry, facts

TODAY = date(2026, 11, 23)
RULES, VALIDITY = matching_rules(TODAY), validity_rules()
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
NEED = Need(3, "990101001", WORKDAYS, date(2026, 12, 1))


def papers(health: str = "2026-06-01", health_class: str = "elder_care", level: int = 4, **changed: object) -> tuple[Entry, ...]:
    return (
        entry("consent", "2026-01-05", text_version="2025", signed_on="2026-01-05"),
        entry("identity.check", "2026-02-01", result="passed", checked_on="2026-02-01"),
        entry("background.check", "2026-02-01", result=str(changed.get("background", "passed")), checked_on="2026-02-01"),
        entry("health.check", health, health_class=health_class, health_checked_on=health),
        entry("insurance", "2026-01-01", insurance_from="2026-01-01", insurance_until=str(changed.get("insured", "2027-06-30"))),
        entry("skill.certificate", "2025-03-01", skill_name=str(changed.get("skill", "养老护理员")), skill_level=level, issued_on="2025-03-01"),
    )


def order(on: str, end: str | None = None, status: str | None = "done", **more: object) -> Entry:
    return entry("order", on, order_no=on, service="养老照护", ordered_on=on, **({"finished_on": end} if end else {}), **({"status": status} if status else {}), **more)


def barred(*entries: Entry, need: Need = NEED) -> tuple[Bar, ...]:
    return bars(facts(*entries), need, TODAY, RULES, VALIDITY)


def test_whoever_has_everything_may_be_on_the_list() -> None:
    assert barred(*papers()) == ()


@pytest.mark.parametrize(
    ("entries", "bar"),
    [
        (papers(health="2025-11-22"), Bar.HEALTH),  # ran out yesterday: valid through the day before its first birthday
        (papers(health="2025-11-30"), Bar.HEALTH),  # valid today, over on the day care begins
        (papers(health_class="general"), Bar.HEALTH),
        (papers(background="failed"), Bar.CHECKS),
        (papers(insured="2026-11-30"), Bar.INSURANCE),
        (papers(level=5), Bar.SKILL),
        (papers(skill="育婴员"), Bar.SKILL),
        ((*papers(), order("2026-11-01", "2026-12-20")), Bar.BUSY),
        ((*papers(), entry("availability", "2026-11-01", weekdays=["sat", "sun"])), Bar.DAYS),
        ((*papers(), entry("measure", "2026-11-01", measure="no_recommendation", from_on="2026-11-01", until_on="2027-02-01")), Bar.PAUSED),
    ],
)  # fmt: skip
def test_each_gate_keeps_one_off_by_itself(entries: tuple[Entry, ...], bar: Bar) -> None:
    assert barred(*entries) == (bar,)


def test_a_higher_grade_asks_for_a_better_certificate() -> None:
    asked = {grade: barred(*papers(level=4), need=replace(NEED, grade=grade)) for grade in (1, 2, 3, 4)}
    assert asked == {1: (), 2: (), 3: (), 4: (Bar.SKILL,)}
    with pytest.raises(Refused, match="能力等级"):
        barred(*papers(), need=replace(NEED, grade=9))


def test_what_is_over_before_the_first_day_or_was_cancelled_takes_nobodys_days() -> None:
    assert barred(*papers(), order("2026-11-01", "2026-11-30")) == ()
    assert barred(*papers(), order("2026-11-01", "2026-12-20", status="cancelled")) == ()


def test_an_infant_check_that_is_missing_does_not_keep_a_carer_of_elders_off() -> None:
    """Papers are judged for the work that is asked, not for everything she does."""
    assert barred(*papers(), entry("profile", "2026-01-05", job_types=["养老照护", "母婴护理"])) == ()


def test_reasons_add_up_and_one_caution_is_named() -> None:
    said = entry("availability", "2026-11-01", weekdays=[*WORKDAYS, "sat"])
    done = [order(f"2026-0{month}-10", f"2026-0{month}-20", repeat=month % 2 == 0) for month in range(1, 7)]
    one = weigh(facts(*papers(level=3), *done, said), NEED, TODAY, RULES, VALIDITY, 71_300)
    assert {code: points for code, points, _ in one.reasons} == {"score": 23, "days": 15, "elders": 12, "papers": 10, "returned": 6, "skill": 5}
    assert one.points == sum(points for _, points, _ in one.reasons)
    assert one.caution == "" and not one.newcomer
    silent = weigh(facts(*papers(level=3), *done), NEED, TODAY, RULES, VALIDITY, None)
    assert "没有登记可服务的日子" in silent.caution and "score" not in {code for code, _, _ in silent.reasons}
    open_one = weigh(facts(*papers(), order("2026-10-01", status=None)), NEED, TODAY, RULES, VALIDITY, None)
    assert "没有登记完成" in open_one.caution


def some(points: list[int], newcomers: list[bool]) -> list[Ranked]:
    return [Ranked(f"S{i:015d}", p, (("score", p, ""),) if p else (), "", n) for i, (p, n) in enumerate(zip(points, newcomers, strict=True))]


@given(st.lists(st.tuples(st.integers(0, 95), st.booleans()), max_size=40))
def test_the_order_keeps_everybody_and_moves_only_newcomers_forward(drawn: list[tuple[int, bool]]) -> None:
    people = some([p for p, _ in drawn], [n for _, n in drawn])
    order_ = ranked(people, NEED, RULES)
    assert sorted(one.subject for one in order_) == sorted(one.subject for one in people)
    assert order_ == ranked(reversed(people), NEED, RULES)
    kept = [one.points for one in order_ if not one.seat]
    assert kept == sorted(kept, reverse=True)
    assert all(one.newcomer and (at + 1) % RULES.newcomer_every == 0 for at, one in enumerate(order_) if one.seat)


def test_a_newcomer_gets_every_fourth_place_at_most_one_step_at_a_time() -> None:
    order_ = ranked(some([90, 80, 70, 60, 10], [False, False, False, False, True]), NEED, RULES)
    assert [one.points for one in order_] == [90, 80, 70, 10, 60] and order_[3].seat


def test_equals_are_told_apart_by_what_is_asked() -> None:
    people = some([50] * 12, [False] * 12)
    orders = {tuple(one.subject for one in ranked(people, replace(NEED, starts_on=NEED.starts_on + timedelta(days=n)), RULES)) for n in range(6)}
    assert len(orders) > 1


def test_nothing_here_reads_who_somebody_is() -> None:
    """The same papers with another sex, age or origin give the same answer."""
    base, others = papers(), [entry("profile", "2026-01-05", gender=g, birth_date=b, household_address=h) for g, b, h in (("男", "1966-01-01", "甲省"), ("女", "2000-01-01", "乙省"))]
    told = [weigh(Facts("S", (*base, one)), NEED, TODAY, RULES, VALIDITY, 50_000) for one in others]
    assert told[0] == told[1]

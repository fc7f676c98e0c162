from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.calendar import (
    add_months,
    first_day_within,
    last_day_of,
    packaged_calendar,
    whole_months,
    work_calendar,
)
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import read

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 10, "2026-05-18"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-12-30", 1, "2026-12-31"),
        ("2026-09-29", 1, "2026-09-30"),
        ("2026-09-29", 2, "2026-10-08"),
        ("2026-10-08", 5, "2026-10-14"),
        ("2026-09-29", 5, "2026-10-12"),
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(start: str, days: int, due: str) -> None:
    found = packaged_calendar().after(date.fromisoformat(start), days)
    assert (found.on.isoformat(), found.provisional) == (due, False)


def test_2026_is_the_year_of_the_announcement_day_by_day() -> None:
    spans = ("01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07")
    holidays = {date.fromisoformat(f"2026-{a}") + timedelta(days=n) for a, b in map(str.split, spans) for n in range((date.fromisoformat(f"2026-{b}") - date.fromisoformat(f"2026-{a}")).days + 1)}
    worked = {date.fromisoformat(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")}
    assert len(holidays) == 33 and all(day.weekday() >= 5 for day in worked)
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert packaged_calendar().is_working(day) is (day not in holidays and (day.weekday() < 5 or day in worked)), day


def test_a_year_without_a_table_is_counted_and_marked_provisional() -> None:
    found = packaged_calendar().after(date(2026, 12, 31), 1)
    assert (found.on, found.provisional) == (date(2027, 1, 4), True)


def test_the_table_that_arrives_later_corrects_the_deadline() -> None:
    raw = b"""kind = "calendar"
version = "calendar-2027"
label = "x"
from = 2027-01-01
[fixed]
days = []
[[year]]
year = 2027
holidays = [[2027-01-01, 2027-01-04]]
working_weekends = [2027-01-10]
source = "a notice"
"""
    before, after = packaged_calendar(), work_calendar(read(raw))
    assert before.after(date(2027, 1, 3), 1).on == date(2027, 1, 4)
    assert after.after(date(2027, 1, 3), 1) == type(before.after(date(2027, 1, 3), 1))(date(2027, 1, 5), False)
    assert after.is_working(date(2027, 1, 10))


def test_a_deadline_cannot_run_backwards() -> None:
    with pytest.raises(Refused, match=r"calendar\.backwards"):
        packaged_calendar().after(date(2026, 1, 5), -1)


def test_working_days_between_two_days_are_those_a_deadline_would_take() -> None:
    assert packaged_calendar().between(date(2026, 9, 30), date(2026, 10, 13)) == 5
    assert packaged_calendar().between(date(2026, 10, 13), date(2026, 9, 30)) == 0


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-05-08", 3, "2026-08-08"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 36, "2031-02-28"),
        ("2026-06-15", 3, "2026-09-15"),
    ],
)
def test_a_month_step_ends_on_the_same_number_or_the_last_day(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_a_yearly_paper_counts_through_the_day_before_its_anniversary() -> None:
    assert last_day_of(date(2025, 11, 23), 12) == date(2026, 11, 22)


@given(DAYS, DAYS, st.integers(1, 60))
def test_a_window_is_one_comparison(happened: date, as_of: date, months: int) -> None:
    assert (happened >= first_day_within(as_of, months)) == (add_months(happened, months) > as_of)


@given(DAYS, st.integers(0, 1500))
def test_whole_months_are_the_steps_that_are_over(since: date, days: int) -> None:
    as_of = since + timedelta(days=days)
    steps = whole_months(since, as_of)
    assert add_months(since, steps) <= as_of < add_months(since, steps + 1)

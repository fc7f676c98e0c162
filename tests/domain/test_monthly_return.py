"""What a month counts, by when it is due over a holiday, and that a corrected figure needs its reason."""

from datetime import date

import pytest

from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.monthly_return import Figures, Sold, corrections, counted, due_of, month_of, reminders_of

OCTOBER = date(2026, 10, 1)


def order(n: int, household: str, fen: int | None = 10_000, status: str = "done") -> Sold:
    return Sold(f"e{n}", "firm", "her", household, date(2026, 10, n), fen, status, "保洁")


def test_a_family_counts_once_and_a_cancelled_order_not_at_all() -> None:
    orders = [order(1, "a"), order(2, "a"), order(3, "b", None), order(4, "c", status="cancelled"), order(5, "", status="broken_off")]
    assert counted(orders) == Figures(30_000, 4, 2)
    assert counted([]) == Figures(0, 0, 0)


def test_the_deadline_counts_working_days_over_the_national_holiday() -> None:
    assert due_of(date(2026, 9, 1), packaged_calendar()).on == date(2026, 10, 20)  # 1 to 7 October are off, the 10th is worked
    before, after = reminders_of(date(2026, 9, 1), packaged_calendar())
    assert (before, after) == (date(2026, 10, 15), date(2026, 10, 21))


def test_a_figure_that_differs_needs_a_reason_and_is_told_in_words() -> None:
    computed = Figures(30_000, 4, 2)
    assert corrections(computed, ("300", "4", "2"), ("", "", "")) == (computed, [])
    figures, lines = corrections(computed, ("1,250.5", "4", "2"), ("线下现金订单没有录入", "", ""))
    assert figures.turnover == 125_050 and lines == ["营业额由 300.00 元 改为 1,250.50 元：线下现金订单没有录入"]
    with pytest.raises(Refused, match="订单数"):
        corrections(computed, ("300", "5", "2"), ("", "少", ""))


@pytest.mark.parametrize("typed", ["三百", "-5", "1.234", "", "9" * 13])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="营业额"):
        corrections(Figures(0, 0, 0), (typed, "0", "0"), ("原因写在这里", "", ""))


def test_a_month_is_sent_once_it_is_over() -> None:
    assert month_of("2026-10", date(2026, 11, 1)) == OCTOBER
    for text, today in (("2026-10", date(2026, 10, 31)), ("2026-13", date(2027, 2, 1)), ("十月", date(2026, 12, 1))):
        with pytest.raises(Refused):
            month_of(text, today)

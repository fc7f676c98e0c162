"""The book of community points: balanced always, capped by day, oldest first, gone after two years, reversed and not deleted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.points import Movement, Rules, balance, earn, lapse, reverse, spend, totals

RULES, DAY = Rules(daily_cap=20, months=24), date(2026, 1, 31)


def earned(*points: tuple[int, date]) -> list[Movement]:
    book: list[Movement] = []
    for n, (some, on) in enumerate(points):
        book.append(earn(book, "her", some, f"event{n}", on, RULES))
    return book


def test_a_day_has_a_cap_and_an_event_counts_once() -> None:
    book = earned((15, DAY), (15, DAY))
    assert balance(book, "her", DAY, RULES) == 20
    with pytest.raises(Refused, match=r"points\.cap"):
        earn(book, "her", 1, "other", DAY, RULES)
    with pytest.raises(Refused, match=r"points\.twice"):
        earn(book, "her", 1, "event0", date(2026, 2, 1), RULES)


def test_the_oldest_is_spent_first_and_what_is_left_expires_after_two_years() -> None:
    book = earned((10, DAY), (10, date(2026, 6, 1)))
    book.append(spend(book, "her", 12, "gift", date(2026, 7, 1), RULES))
    assert balance(book, "her", date(2028, 1, 31), RULES) == 8
    assert balance(book, "her", date(2028, 6, 1), RULES) == 0
    book += lapse(book, "her", date(2028, 6, 1), RULES)
    assert totals(book)["her"] == 0 and sum(totals(book).values()) == 0


def test_a_reversal_takes_back_and_can_be_made_once() -> None:
    book = earned((10, DAY))
    book.append(reverse(book, 1, "fake order", date(2026, 2, 1)))
    assert balance(book, "her", date(2026, 2, 1), RULES) == 0
    with pytest.raises(Refused, match=r"points\.reversed"):
        reverse(book, 1, "again", date(2026, 2, 2))


def test_points_of_a_disputed_event_are_frozen() -> None:
    book = earned((10, DAY), (5, date(2026, 2, 2)))
    assert balance(book, "her", date(2026, 3, 1), RULES, frozenset({"event0"})) == 5


@given(st.lists(st.tuples(st.sampled_from("esrl"), st.integers(1, 25), st.integers(0, 40)), max_size=40))
def test_the_book_balances_whatever_is_done_and_nobody_spends_what_she_has_not(steps) -> None:
    book: list[Movement] = []
    on = DAY
    for n, (what, points, days) in enumerate(steps):
        on = date.fromordinal(on.toordinal() + days)
        try:
            match what:
                case "e":
                    book.append(earn(book, "her", points, f"e{n}", on, RULES))
                case "s":
                    book.append(spend(book, "her", points, f"s{n}", on, RULES))
                case "l":
                    book += lapse(book, "her", on, RULES)
                case _:
                    spending = [m.number for m in book if m.debit == "her" and not m.reverses]
                    book.append(reverse(book, spending[0] if spending else 0, f"r{n}", on))
        except Refused:
            continue
        assert sum(totals(book).values()) == 0
        assert totals(book).get("her", 0) >= 0
        assert balance(book, "her", on, RULES) >= 0

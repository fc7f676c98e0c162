"""The book of community points: balanced always, capped by day, oldest first, gone after two years, reversed and not deleted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.points import Movement, Rules, balance, earn, lapse, reverse, spend, taken_back, totals

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


def test_what_is_frozen_cannot_be_spent_and_does_not_lapse_and_is_free_again_afterwards() -> None:
    book = earned((10, DAY), (5, date(2026, 2, 2)))
    held = frozenset({"event0"})
    with pytest.raises(Refused, match=r"points\.short"):
        spend(book, "her", 6, "gift", date(2026, 3, 1), RULES, held)
    book.append(spend(book, "her", 5, "gift", date(2026, 3, 1), RULES, held))
    assert book[-1].lots == ((2, 5),), "the oldest is frozen: the next oldest pays"
    assert balance(book, "her", date(2026, 3, 1), RULES, held) == 0
    assert balance(book, "her", date(2026, 3, 2), RULES) == 10, "the outcome frees what nobody could spend meanwhile"
    assert lapse(book, "her", date(2028, 6, 1), RULES, held) == []
    assert [m.points for m in lapse(book, "her", date(2028, 6, 1), RULES)] == [10]


def test_what_is_left_of_an_entry_that_no_longer_stands_is_taken_back_once_and_nobody_owes() -> None:
    book = earned((10, DAY), (10, date(2026, 2, 2)))
    book.append(spend(book, "her", 12, "gift", date(2026, 3, 1), RULES))
    back = taken_back(book, "her", date(2026, 3, 2), frozenset({"event0", "event1"}), "corrected")
    assert [(m.reverses, m.points) for m in back] == [(2, 8)], "the first is spent already, in good faith"
    book += back
    assert totals(book)["her"] == 0 == sum(totals(book).values())
    assert taken_back(book, "her", date(2026, 3, 2), frozenset({"event0", "event1"}), "corrected") == []
    with pytest.raises(Refused, match=r"points\.nothing-left"):
        reverse(book, 1, "mistake", date(2026, 3, 3))


def test_an_entry_earns_again_only_when_all_of_it_was_taken_back() -> None:
    book = earned((10, DAY))
    book.append(spend(book, "her", 4, "gift", date(2026, 2, 1), RULES))
    book.append(reverse(book, 1, "mistake", date(2026, 2, 2)))
    assert book[-1].points == 6
    with pytest.raises(Refused, match=r"points\.twice"):
        earn(book, "her", 10, "event0", date(2026, 2, 3), RULES)
    whole = earned((10, DAY))
    whole.append(reverse(whole, 1, "mistake", date(2026, 2, 2)))
    assert earn(whole, "her", 10, "event0", date(2026, 2, 2), RULES).points == 10


def test_a_book_from_before_its_spendings_named_their_earnings_reads_as_it_did() -> None:
    book = [*earned((10, DAY), (10, date(2026, 6, 1))), Movement(3, date(2026, 7, 1), "her", "spent", 12, "gift")]
    assert balance(book, "her", date(2028, 1, 31), RULES) == 8


@given(st.lists(st.tuples(st.sampled_from("esrltf"), st.integers(1, 25), st.integers(0, 40)), max_size=40))
def test_the_book_balances_whatever_is_done_and_nobody_spends_what_she_has_not(steps) -> None:
    book: list[Movement] = []
    held: frozenset[str] = frozenset()
    on = DAY
    for n, (what, points, days) in enumerate(steps):
        on = date.fromordinal(on.toordinal() + days)
        try:
            match what:
                case "e":
                    book.append(earn(book, "her", points, f"e{n}", on, RULES))
                case "s":
                    before = balance(book, "her", on, RULES) - balance(book, "her", on, RULES, held)
                    book.append(spend(book, "her", points, f"s{n}", on, RULES, held))
                    assert balance(book, "her", on, RULES) - balance(book, "her", on, RULES, held) == before, "what is frozen was not touched"
                case "l":
                    book += lapse(book, "her", on, RULES, held)
                case "t":
                    book += taken_back(book, "her", on, frozenset({f"e{n % 7}"}), f"t{n}")
                case "f":
                    held = held ^ {f"e{n % 7}"}
                case _:
                    undone = {m.reverses for m in book}
                    open_ = [m.number for m in book if not m.reverses and m.number not in undone]
                    book.append(reverse(book, open_[points % len(open_)] if open_ else 0, f"r{n}", on))
        except Refused:
            continue
        assert sum(totals(book).values()) == 0
        assert totals(book).get("her", 0) >= 0
        assert balance(book, "her", on, RULES) >= 0
        assert balance(book, "her", on, RULES) <= totals(book).get("her", 0), "points never come from nowhere"

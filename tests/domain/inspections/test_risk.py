"""Weights of a draw: learned sign by sign, aimed, and never nought."""

from datetime import date

from jiaxin.domain.inspections.risk import Profile, weights
from jiaxin.domain.inspections.rules import rules_on

BOOK = rules_on(date(2026, 11, 23))
CLEAN: Profile = (False, False, False)
UPHELD: Profile = (True, False, False)
BOTH: Profile = (True, True, False)
SEEN = {CLEAN: (60, 3), UPHELD: (20, 5), (False, True, False): (20, 6)}


def test_nobody_is_aimed_at_before_something_was_found() -> None:
    assert weights([CLEAN, BOTH], {}, BOOK) == [1, 1]
    assert weights([CLEAN, BOTH], {CLEAN: (40, 0), BOTH: (9, 0)}, BOOK) == [1, 1]


def test_a_combination_never_inspected_is_judged_by_those_who_share_a_part_of_it() -> None:
    clean, upheld, both = weights([CLEAN, UPHELD, BOTH], SEEN, BOOK)
    assert 1 <= clean < upheld < both


def test_one_bad_firm_does_not_make_its_kind_shout() -> None:
    """One of one with issues, beside a hundred of which a tenth had them: its sign counts less than one seen twenty times."""
    past = {CLEAN: (100, 10), UPHELD: (1, 1), (False, True, False): (20, 12)}
    _, once, often = weights([CLEAN, UPHELD, (False, True, False)], past, BOOK)
    assert once < often


def test_a_sign_that_speaks_against_never_counts_in_favour() -> None:
    """Ten of ten firms with an upheld complaint passed last time: it counts for nothing, not for less than nothing."""
    clean, upheld = weights([CLEAN, UPHELD], {CLEAN: (50, 20), UPHELD: (10, 0)}, BOOK)
    assert clean <= upheld


def test_the_numbers_themselves() -> None:
    """By hand, so that anyone can make them again: 14 of 100 had issues; prior 30, expected 1.5 times, power 12.

    With a sign (7 + 30 × 0.21) / 60 / 0.14 = 19/12; without (7 + 30 × 0.14) / 100 / 0.14 = 4/5; the third, which nobody
    has, as the mean. (4/5 × 12/19)^2 to the power of 12, of the heaviest.
    """
    past = {CLEAN: (70, 7), BOTH: (30, 7)}
    assert weights([CLEAN, BOTH], past, BOOK) == [76634, 10**12]

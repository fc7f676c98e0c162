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


def test_the_numbers_themselves() -> None:
    """Whole numbers by hand, so that anyone can make them again: 14 of 100 had issues, prior 10, power 8."""
    assert weights([CLEAN], {CLEAN: (50, 7), (True, True, True): (50, 7)}, BOOK) == [10**6]  # every sign as risky as the mean
    assert weights([BOTH], {CLEAN: (99, 1), BOTH: (1, 0)}, BOOK) == [217_629]  # each sign (0 + 0.1) / 11 / 0.01 = 10/11, the third as the mean; (10/11)^16

"""The rate that the random share shows of all firms, its interval, and when it may be said that aiming found more."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from jiaxin.domain.inspections.rates import Layer, estimate, p_value, pays
from jiaxin.domain.inspections.rules import rules_on, shares


def test_each_class_is_weighed_with_its_firms_and_not_with_the_firms_taken() -> None:
    """10 % of 90 firms and half of 10 firms are 14 of 100, though 6 of 20 visited had issues."""
    found = estimate([Layer("B", 90, 10, 1), Layer("D", 10, 10, 5)])
    assert found is not None and found.rate == pytest.approx(0.14) and found.low < 0.14 < found.high
    assert (found.visited, found.issues, found.firms) == (20, 6, 100)


def test_who_saw_everybody_knows_the_rate_and_who_saw_nobody_says_nothing() -> None:
    whole = estimate([Layer("D", 8, 8, 3)])
    assert whole is not None and whole.low == whole.high == whole.rate == pytest.approx(3 / 8)
    assert estimate([]) is None and estimate([Layer("A", 12, 0, 0, 3, 2)]) is None


def test_a_class_of_which_nobody_was_drawn_at_random_is_left_out_and_counted_out() -> None:
    found = estimate([Layer("A", 50, 0, 0), Layer("B", 40, 8, 2)])
    assert found is not None and found.firms == 40 and found.rate == pytest.approx(0.25)


@pytest.mark.parametrize("issues", [0, 10])
def test_none_or_all_still_have_an_interval(issues: int) -> None:
    found = estimate([Layer("B", 100, 10, issues)])
    assert found is not None and 0 <= found.low < found.high <= 1


@pytest.mark.parametrize(
    ("name", "layers"),
    [("one class", [(300, 60, 0.14)]), ("rare", [(300, 60, 0.05)]), ("by class", [(80, 4, 0.05), (120, 12, 0.10), (70, 15, 0.20), (30, 10, 0.40)]), ("as shipped, all alike", [(80, 2, 0.15), (120, 8, 0.15), (70, 13, 0.15), (30, 9, 0.15)])],
)
def test_the_interval_covers_the_truth_in_about_ninety_five_of_a_hundred_rounds(name: str, layers: list[tuple[int, int, float]]) -> None:
    draws, covered = Random(name), 0
    for _ in range(2000):
        made, truth = [], 0
        for firms, take, chance in layers:
            bad = [draws.random() < chance for _ in range(firms)]
            truth += sum(bad)
            made.append(Layer("x", firms, take, sum(draws.sample(bad, take))))
        found = estimate(made)
        assert found is not None
        covered += found.low <= truth / found.firms <= found.high
    assert 0.93 <= covered / 2000 <= 0.975


def test_the_shipped_share_leaves_enough_to_aim_and_somebody_of_each_class_to_chance() -> None:
    """Of 60 visits 18 by lot; where only four firms of a class are taken, two of them."""
    lot, aimed = shares({"A": 4, "B": 60}, {"A": 80, "B": 300}, rules_on(date(2026, 11, 23)))
    assert (lot, aimed) == ({"A": 2, "B": 18}, {"A": 2, "B": 42})


def test_luck_by_hand() -> None:
    """Two visited at random, two by risk, both with issues in the risk share: one of six ways."""
    assert p_value([Layer("B", 9, 2, 0, 2, 2)]) == Fraction(1, 6)
    assert p_value([Layer("B", 9, 2, 0, 2, 2), Layer("C", 9, 2, 0, 2, 2)]) == Fraction(1, 36)
    assert p_value([Layer("B", 9, 2, 1, 2, 0)]) == 1


def test_a_gain_is_claimed_only_where_luck_would_hardly_bring_it() -> None:
    assert pays([Layer("B", 300, 30, 4, 30, 13)])
    assert not pays([Layer("B", 300, 30, 4, 30, 7)]), "nearly twice as many, and still within luck"
    assert not pays([])


def test_without_signal_a_gain_is_claimed_in_at_most_five_of_a_hundred_rounds() -> None:
    draws, claimed = Random("no signal"), 0
    for _ in range(1000):
        claimed += pays([Layer(k, 100, 15, sum(draws.random() < p for _ in range(15)), 15, sum(draws.random() < p for _ in range(15))) for k, p in (("B", 0.1), ("D", 0.4))])
    assert claimed <= 60

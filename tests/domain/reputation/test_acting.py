"""No rule acts on luck."""

import pytest

from jiaxin.domain.reputation.acting import Belief, Stars, may_act

ORDINARY = Stars(mean=4.77, deviation=0.64, weight=30.0)


def test_a_low_average_of_few_ratings_is_not_acted_on() -> None:
    assert not may_act(ORDINARY.belief(3, 4.0), 4.7)
    assert not may_act(ORDINARY.belief(20, 4.6), 4.7)
    assert may_act(ORDINARY.belief(20, 4.0), 4.7)


def test_without_a_rating_a_worker_is_an_ordinary_one() -> None:
    belief = ORDINARY.belief(0, 0.0)
    assert belief.mean == pytest.approx(4.77) and not may_act(belief, 4.7)


def test_more_of_the_same_makes_surer() -> None:
    doubts = [1 - ORDINARY.belief(n, 4.4).below(4.7) for n in (5, 20, 80)]
    assert doubts == sorted(doubts, reverse=True)


def test_a_belief_from_an_interval_has_its_probability() -> None:
    belief = Belief.within(-1.0, 1.0)
    assert belief.below(-1.0) == pytest.approx(0.1) and belief.below(1.0) == pytest.approx(0.9)
    assert belief.below(0.0) == pytest.approx(0.5)


def test_certainty_is_a_matter_of_one_side() -> None:
    assert Belief(0.0, 0.0).below(0.1) == 1.0 and Belief(0.0, 0.0).below(-0.1) == 0.0
    assert may_act(Belief(0.0, 1.0), 1.7) and not may_act(Belief(0.0, 1.0), 1.6)

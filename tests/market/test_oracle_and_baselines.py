"""The oracle is a ceiling, baselines are what their papers say, and all answer alike."""

import numpy as np
import pytest

from tests.market.small import played
from tools.market import metrics, oracle
from tools.market.arena import asked
from tools.market.baselines import BASELINES
from tools.market.baselines.rev2 import fixed_point


@pytest.mark.parametrize("seed", [1, 2])
def test_the_oracle_beats_every_baseline_and_knows_how_sure_it_is(seed: int) -> None:
    one = played(seed=seed)
    best = metrics.quality(oracle.estimated(one), one.truth)
    for name, estimate in BASELINES.items():
        found = metrics.quality(asked(estimate)(one), one.truth)
        assert best["spearman"] > found["spearman"] + 0.05, name
        assert best["auc_worst"] > found["auc_worst"] - 0.02, name
    assert 0.74 < best["cover"] < 0.86


def test_the_oracle_is_not_moved_by_what_it_knows_to_be_fake() -> None:
    calm, one = played(), played("ballot")
    assert np.allclose(oracle.estimated(calm).score[calm.truth.current], oracle.estimated(one).score[one.truth.current])


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_has_the_face_of_the_model(name: str) -> None:
    one = played("ballot")
    found = asked(BASELINES[name])(one)
    assert len(found.score) == len(one.seen.workers["worker"])
    if found.low is not None and found.high is not None:
        assert (found.low < found.high).all()
    if found.suspicion is not None:
        assert len(found.suspicion) == len(one.seen.households["household"])
        assert found.suspicion.min() >= 0 and found.suspicion.max() <= 1


@pytest.mark.parametrize("name", ["mean", "Bayesian average", "Wilson", "beta with decay", "iterative filtering"])
def test_stuffing_moves_averages_far(name: str) -> None:
    calm, one = played(), played("ballot")
    answer = asked(BASELINES[name])
    gain = metrics.gained(answer(calm), calm.truth, answer(one), one.truth)
    assert gain > 0.1


def test_the_bayesian_average_lies_between_the_mean_and_the_market() -> None:
    one = played()
    mean, shrunk = (asked(BASELINES[name])(one).score for name in ("mean", "Bayesian average"))
    assert (np.abs(shrunk) <= np.abs(mean) + 1e-9).all()


def test_rev2_finds_who_contradicts_everybody() -> None:
    source = np.repeat(np.arange(6), 8)
    target = np.tile(np.arange(8), 6)
    good = np.where(np.arange(8) < 4, 1.0, -1.0)
    value = np.where(source == 5, -good[target], good[target])
    fair, goodness, _ = fixed_point(value, source, target, 6, 8)
    assert fair.argmin() == 5 and (np.sign(goodness) == good).all()

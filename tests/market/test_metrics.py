"""Measures agree with their definitions."""

from itertools import combinations

import numpy as np
import pytest

from tests.market.small import played
from tools.market import metrics


def test_kendall_is_tau_b() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 30, 150).astype(float), rng.integers(0, 30, 150).astype(float)
    agree = ties_a = ties_b = 0.0
    for i, j in combinations(range(len(a)), 2):
        agree += np.sign(a[i] - a[j]) * np.sign(b[i] - b[j])
        ties_a += a[i] != a[j]
        ties_b += b[i] != b[j]
    assert metrics.kendall(a, b) == pytest.approx(agree / np.sqrt(ties_a * ties_b))
    assert metrics.kendall(a, a) == pytest.approx(1) and metrics.kendall(a, -a) == pytest.approx(-1)


def test_auc_counts_pairs() -> None:
    positive = np.array([True, False, True, False])
    assert metrics.auc(positive, np.array([3.0, 2.0, 2.0, 1.0])) == pytest.approx(3.5 / 4)


def test_a_place_is_a_percentile_and_a_gain_has_a_direction() -> None:
    truth = played("ballot").truth
    rows = len(truth.person)
    flat = metrics.Answer(np.zeros(rows), None, None, truth.quality[truth.person], None)
    lifted = truth.quality[truth.person] + np.isin(truth.person, truth.targets) * 100.0
    up = metrics.Answer(lifted, None, None, lifted, None)
    assert metrics.gained(flat, truth, up, truth) > 0.3
    assert metrics.gained(flat, truth, up, truth, direction=-1) < -0.3
    assert metrics.gained(flat, truth, flat, truth) == 0
    assert metrics.lost(flat, truth, up, truth) == pytest.approx(0)


def test_a_perfect_answer_is_perfect() -> None:
    truth = played().truth
    quality = truth.quality[truth.person]
    found = metrics.quality(metrics.Answer(quality, quality - 1, quality + 1, quality, truth.fake_household.astype(float)), truth)
    assert found["spearman"] == pytest.approx(1) and found["auc_worst"] == 1 and found["cover"] == 1 and found["flagged"] == 0


def test_the_interval_score_is_the_width_and_ten_times_what_lies_beyond() -> None:
    low, high, true = np.array([0.0, 0.0, 0.0]), np.array([2.0, 2.0, 2.0]), np.array([1.0, 2.5, -1.0])
    assert metrics.interval_score(low, high, true).tolist() == [2.0, 7.0, 12.0]


def test_a_wide_interval_for_everybody_scores_worse_than_a_narrow_one_that_covers_as_often() -> None:
    rng = np.random.default_rng(1)
    known, unknown = rng.normal(0, 1, 20_000), rng.normal(0, 0.5, 20_000)
    true = known + unknown
    told, blind = metrics.interval_score(known - 0.641, known + 0.641, true), metrics.interval_score(np.full(20_000, -1.433), np.full(20_000, 1.433), true)
    assert told.mean() < blind.mean() / 1.5

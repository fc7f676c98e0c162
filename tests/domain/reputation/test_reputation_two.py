"""What the second model of reputation does otherwise, and that the first one can still be made again."""

from dataclasses import replace

import numpy as np
import pytest

from jiaxin.domain.reputation import Frozen, estimate, fitted, opened, update
from jiaxin.domain.reputation.channels import checked_share, witnessed
from jiaxin.domain.reputation.market import read
from jiaxin.domain.reputation.posterior import filtered, realised, remembered
from jiaxin.domain.reputation.settings import DEFAULT, MODELS
from tests.market.small import SMALL, played
from tools.market import world

FIRST = MODELS["reputation/1"]


def test_the_first_model_can_be_made_again():
    """Figures of the day it was replaced."""
    fit = fitted(*played("ring").seen.arguments(), FIRST)
    found = fit.estimate
    assert fit.frozen.version == "reputation/1" and "checked" not in fit.frozen.numbers
    for name, was in {
        "score": [-0.307211, -0.28232, -0.020418, 0.155893, 0.187332],
        "lo": [-0.966838, -1.091061, -1.187279, -1.06932, -0.537433],
        "hi": [0.352416, 0.526421, 1.146443, 1.381106, 0.912097],
        "complaint_prob": [0.046046, 0.046749, 0.04359, 0.039751, 0.033639],
    }.items():
        np.testing.assert_allclose(found[name][:5], was, atol=2e-6, err_msg=name)
    np.testing.assert_allclose(found.suspicion.sum(), 262.985304, atol=1e-3)


@pytest.mark.parametrize("model", MODELS)
def test_frozen_parameters_are_read_under_their_own_model(model):
    tables = played().seen.arguments()
    fit = fitted(*tables, MODELS[model])
    book = opened(Frozen.from_json(fit.frozen.as_json()), *tables)
    for name in ("score", "lo", "hi"):
        np.testing.assert_allclose(book.estimate[name], fit.estimate[name], atol=2e-6, err_msg=name)


def test_the_zero_of_quality_is_everybody_also_where_good_workers_are_asked_again():
    loyal = world(replace(SMALL, visits_per_household=9.0, again_slope=1.2), 1)
    means = [abs(float(fitted(*loyal.seen.arguments(), model).estimate.score.mean())) for model in (FIRST, DEFAULT)]
    assert means[1] < 0.02 < means[0]


@pytest.mark.parametrize("memory", [0.8, 0.96, 1.0])
@pytest.mark.parametrize("claimed", [1.0, 2.0], ids=["noise as said", "half the noise said"])
def test_memory_is_found_though_the_noise_is_not_as_claimed(memory, claimed):
    rng = np.random.default_rng(5)
    quarters, persons = 10, 3000
    quality = np.empty((quarters, persons))
    quality[0] = rng.normal(size=persons)
    for q in range(1, quarters):
        quality[q] = memory * quality[q - 1] + np.sqrt(1.0 - memory**2) * rng.normal(size=persons)
    information = rng.uniform(0.0, 2.0, (quarters, persons))
    value = quality + rng.normal(size=quality.shape) / np.sqrt(claimed * np.maximum(information, 1e-3))
    found = remembered(information, information * value, 1.0, DEFAULT.phi, DEFAULT.phi_choices)
    assert abs(found - memory) <= 0.03


def test_a_market_of_one_quarter_keeps_the_usual_memory():
    assert remembered(np.ones((1, 5)), np.ones((1, 5)), 1.0, DEFAULT.phi, DEFAULT.phi_choices) == DEFAULT.phi
    assert remembered(np.zeros((4, 5)), np.zeros((4, 5)), 1.0, DEFAULT.phi, DEFAULT.phi_choices) == DEFAULT.phi


def test_evidence_weighed_as_it_is_has_the_error_the_filter_says():
    rng = np.random.default_rng(3)
    information = rng.uniform(0.1, 3.0, (6, 40))
    state = filtered(information, information, np.zeros(40), 0.8, 0.95)
    np.testing.assert_allclose(realised(information, information, state, 0.8, 0.95), state.variance[-1])
    true = realised(0.5 * information, information, filtered(0.5 * information, information, np.zeros(40), 0.8, 0.95), 0.8, 0.95)
    assert (true > state.variance[-1]).all()  # weighed down it tells less than it could


def test_the_interval_of_somebody_nobody_knows_is_that_of_everybody():
    orders, workers, households, penalties, now = played().seen.arguments()
    more = {name: np.concatenate([values, values[:1]]) for name, values in workers.items()}
    more["worker"][-1], more["company"][-1] = 9_999_999, 9_999_999
    if "link_key" in more:
        more["link_key"] = np.concatenate([workers["link_key"], [-1]])
    found = estimate(orders, more, households, penalties, now)
    assert abs((found.hi - found.lo)[-1] - 2 * 1.2815515655446004) < 0.12


def _visits(verified):
    """One family comes eight times to a known worker of the lower half and gives five stars."""
    orders, workers, households, penalties, now = played().seen.arguments()
    before = estimate(orders, workers, households, penalties, now)
    often = np.bincount(np.searchsorted(workers["worker"], orders["worker"]), minlength=len(workers["worker"])) > 8
    row = int(np.flatnonzero(often & (before.score < np.median(before.score)))[0])
    fill = {name: np.full(8, values[0]) for name, values in orders.items()} | {
        "order": 9_000_000 + np.arange(8), "t": now - 100 + 10.0 * np.arange(8), "worker": np.full(8, workers["worker"][row]),
        "household": np.full(8, 9_000_000), "company": np.full(8, workers["company"][row]), "rating": np.full(8, 5),
        "verified": np.full(8, verified), "repeat": np.array([1] * 7 + [-1]), "complaint": np.zeros(8), "upheld": np.zeros(8),
    }  # fmt: skip
    more = {name: np.concatenate([orders[name], fill[name].astype(orders[name].dtype)]) for name in orders}
    return float(estimate(more, workers, households, penalties, now).score[row] - before.score[row])


def test_visits_on_paper_move_less_than_half_of_what_visits_checked_move():
    paper, real = _visits(0), _visits(1)
    assert 0 <= paper < 0.5 * real


def test_unchecked_visits_are_left_alone_where_they_are_usual_or_nobody_checks():
    orders, workers, households, penalties, now = played().seen.arguments()
    nobody = read({**orders, "verified": np.zeros_like(orders["verified"])}, workers, households, penalties, now)
    assert checked_share(nobody) == 0.0 and (witnessed(nobody, DEFAULT, 0.0) == 1.0).all()
    market = read(orders, workers, households, penalties, now)
    usual = witnessed(market, DEFAULT, checked_share(market))
    assert (usual[market.verified == 1] == 1.0).all() and usual.mean() > 0.9
    single = np.bincount(market.bond)[market.bond] == 1
    assert (usual[single] == 1.0).all()


def test_a_night_with_unchecked_visits_alone_equals_a_full_pass():
    """How far the district checks at all is known from the cold fit, not from tonight's orders."""
    orders, workers, households, penalties, now = played().seen.arguments()
    one = orders["household"][np.flatnonzero(orders["repeat"] == 1)[0]]
    told = {**orders, "verified": np.where(orders["household"] == one, 0, orders["verified"])}
    frozen = fitted(told, workers, households, penalties, now).frozen
    row = int(np.flatnonzero(orders["household"] == one)[0])
    again = {name: values[row : row + 1].copy() for name, values in told.items()}
    again["rating"][:] = 1
    after = {name: values.copy() for name, values in told.items()}
    after["rating"][row] = 1
    nightly = update(opened(frozen, told, workers, households, penalties, now), again, now)
    full = opened(frozen, after, workers, households, penalties, now)
    np.testing.assert_allclose(nightly.estimate.score, full.estimate.score, atol=1e-6)

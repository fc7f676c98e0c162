"""What the fourth model of reputation does otherwise: few families who meet at many workers are a circle; the third can be made again."""

from dataclasses import replace

import numpy as np
import pytest

from jiaxin.domain.reputation import fitted, opened
from jiaxin.domain.reputation.market import read
from jiaxin.domain.reputation.rings import rings
from jiaxin.domain.reputation.settings import DEFAULT, MODELS
from tests.market.small import played
from tools.market import adaptive

THIRD = MODELS["reputation/3"]
FIGURES = {
    "score": [-0.226494, -0.353895, 0.051618, 0.151657, 0.240549],
    "lo": [-0.95161, -1.241902, -1.141107, -1.097865, -0.562329],
    "hi": [0.498622, 0.534112, 1.244343, 1.401179, 1.043427],
    "complaint_prob": [0.065283, 0.073309, 0.061102, 0.058348, 0.048682],
}
SUSPECTED = 165.980026


def test_the_third_model_can_be_made_again():
    """Figures of the day it was replaced."""
    found = fitted(*played("agency").seen.arguments(), THIRD).estimate
    for name, was in FIGURES.items():
        np.testing.assert_allclose(found[name][:5], was, atol=2e-6, err_msg=name)
    np.testing.assert_allclose(found.suspicion.sum(), SUSPECTED, atol=1e-3)


def _gains(model):
    """Of the clients of an agency that sends two families four times to each of eight workers of eight firms, one visit in four checked."""
    calm = played()
    clients = adaptive._targets(calm, 1)
    plan = replace(adaptive.LADDER["agency, eight clients: two families, two visits, verified"], visits=4.0, verified=0.25)
    before, after = (fitted(*one.seen.arguments(), model).estimate.score for one in (calm, adaptive.carried_out(calm, clients, plan, 1)))
    row = calm.truth.current[clients]
    return after[row] - before[row]


def test_an_agency_lifts_its_clients_much_less_than_before():
    was, now = _gains(THIRD).mean(), _gains(DEFAULT).mean()
    assert was > 0.05 and now < 0.5 * was


def _market(same_firm, families=2, workers=6):
    """The calm market, and families who all have the same workers home: of one firm that sends them in turn, or of many firms."""
    orders, staff, households, penalties, now = played().seen.arguments()
    firm = np.bincount(staff["company"]).argmax()
    if same_firm:
        rows = np.flatnonzero(staff["company"] == firm)[:workers]
    else:
        rows = np.unique(staff["company"], return_index=True)[1][:workers]
    number = families * workers
    new = {name: np.full(number, values[0]) for name, values in orders.items()} | {
        "order": 9_000_000 + np.arange(number), "t": now - 200 + 30.0 * np.tile(np.arange(workers), families), "worker": np.tile(staff["worker"][rows], families),
        "household": np.repeat(9_000_000 + np.arange(families), workers), "company": np.tile(staff["company"][rows], families),
    }  # fmt: skip
    more = {name: np.concatenate([orders[name], new[name].astype(orders[name].dtype)]) for name in orders}
    homes = {name: np.concatenate([values, np.full(families, values[0])]) for name, values in households.items()}
    homes["household"][-families:] = 9_000_000 + np.arange(families)
    homes["device"][-families:] = homes["device"].max() + 1 + np.arange(families)
    market = read(more, staff, homes, penalties, now)
    return market, np.isin(market.households, homes["household"][-families:])


def test_two_families_who_share_six_workers_of_six_firms_are_a_circle():
    market, mine = _market(same_firm=False)
    deep, before = rings(market, deep=True), rings(market, deep=False)
    assert (deep.points[mine] > before.points[mine] + 1.0).all() and (deep.partners == before.partners).all()


def test_two_families_to_whom_one_firm_sends_the_same_six_in_turn_are_none():
    market, mine = _market(same_firm=True)
    assert rings(market, deep=True).points[mine].tolist() == rings(market, deep=False).points[mine].tolist()


def test_families_of_a_calm_market_are_no_circles():
    one = played()
    market = read(*one.seen.arguments())
    deep, before = rings(market, deep=True), rings(market, deep=False)
    assert (deep.points > before.points).mean() < 0.02
    assert (fitted(*one.seen.arguments()).estimate.suspicion > 0.5).mean() < 0.01


@pytest.mark.parametrize("model", [DEFAULT, THIRD], ids=["fourth", "third"])
def test_frozen_parameters_are_read_under_the_model_that_wrote_them(model):
    tables = played("agency").seen.arguments()
    found = fitted(*tables, model)
    assert found.frozen.version == model.model
    np.testing.assert_allclose(opened(found.frozen, *tables).estimate.score, found.estimate.score, atol=1e-6)

"""What the third model of reputation does otherwise: a family known nowhere else counts less, and the second can still be made again."""

import numpy as np
import pytest

from jiaxin.domain.reputation import estimate, fitted, opened, update
from jiaxin.domain.reputation.channels import checked_share, known_elsewhere, standing
from jiaxin.domain.reputation.market import read
from jiaxin.domain.reputation.settings import DEFAULT, MODELS
from tests.market.small import played

SECOND = MODELS["reputation/2"]
FAMILY, PHONE = 9_000_000, 9_000_000
FIGURES = {
    "score": [-0.125623, -0.126522, -0.007922, 0.158094, 0.379583],
    "lo": [-0.771369, -0.950697, -1.199492, -1.091365, -0.356131],
    "hi": [0.520123, 0.697653, 1.183648, 1.407553, 1.115297],
    "complaint_prob": [0.049243, 0.051176, 0.0524, 0.048039, 0.03572],
}
SUSPECTED = 263.131886


def _told(visits, elsewhere=(), homes=(FAMILY,)):
    """The calm market with `visits` of new families to one known worker of the lower half, and `elsewhere`: (worker, verified)."""
    orders, workers, households, penalties, now = played().seen.arguments()
    often = np.bincount(np.searchsorted(workers["worker"], orders["worker"]), minlength=len(workers["worker"])) > 8
    score = estimate(orders, workers, households, penalties, now).score
    row = int(np.flatnonzero(often & (score < np.median(score)))[0])
    others = [int(one) for one in np.flatnonzero(often) if one != row]
    told = [(row, verified, homes[number % len(homes)]) for number, verified in enumerate(visits)]
    told += [(others[who], verified, homes[0]) for who, verified in elsewhere]
    number = len(told)
    fill = {name: np.full(number, values[0]) for name, values in orders.items()} | {
        "order": 9_000_000 + np.arange(number), "t": now - 100 + 5.0 * np.arange(number), "worker": workers["worker"][[one for one, _, _ in told]],
        "household": np.array([home for _, _, home in told]), "company": workers["company"][[one for one, _, _ in told]],
        "verified": np.array([verified for _, verified, _ in told]), "rating": np.full(number, 5), "repeat": np.full(number, -1),
        "complaint": np.zeros(number), "upheld": np.zeros(number),
    }  # fmt: skip
    more = {name: np.concatenate([orders[name], fill[name].astype(orders[name].dtype)]) for name in orders}
    new = {"household": np.array(homes), "first_seen": np.full(len(homes), now - 200), "device": np.full(len(homes), PHONE)}
    new |= {name: np.full(len(homes), values[0]) for name, values in households.items() if name not in new}
    every = {name: np.concatenate([values, new[name].astype(values.dtype)]) for name, values in households.items()}
    return (more, workers, every, penalties, now), row


def _gain(visits, elsewhere=(), model=DEFAULT):
    tables, row = _told(visits, elsewhere)
    before = fitted(*played().seen.arguments(), model).estimate.score[row]
    return float(fitted(*tables, model).estimate.score[row] - before)


def test_the_second_model_can_be_made_again():
    """Figures of the day it was replaced."""
    found = fitted(*played("ring").seen.arguments(), SECOND).estimate
    for name, was in FIGURES.items():
        np.testing.assert_allclose(found[name][:5], was, atol=2e-6, err_msg=name)
    np.testing.assert_allclose(found.suspicion.sum(), SUSPECTED, atol=1e-3)


def test_a_family_known_nowhere_else_moves_less_than_one_with_real_visits_to_others():
    alone, known = _gain([1, 1]), _gain([1, 1], [(0, 1), (1, 1), (2, 1)])
    assert 0 < alone < 0.7 * known


def test_a_visit_elsewhere_that_nobody_checked_makes_nobody_known():
    paper = _gain([1, 1], [(0, 0), (1, 0), (2, 0)])
    assert paper < 0.7 * _gain([1, 1], [(0, 1), (1, 1), (2, 1)])


def test_a_stranger_with_one_checked_visit_and_three_on_paper_moves_much_less_than_before():
    assert 0 < _gain([1, 0, 0, 0]) < 0.6 * _gain([1, 0, 0, 0], model=SECOND)


@pytest.mark.parametrize("verified", [0, 1])
def test_families_on_one_telephone_are_known_together(verified):
    """The first of them went elsewhere; the second counts for known if that visit was checked."""
    tables, _ = _told([1, 1], [(0, verified)], homes=(FAMILY, FAMILY + 1))
    market = read(*tables)
    known = known_elsewhere(market, checked_share(market))[market.households[market.household] == FAMILY + 1]
    assert known.tolist() == [verified]


def test_where_nobody_checks_any_visit_elsewhere_makes_known():
    tables, _ = _told([1, 1], [(0, 1)])
    open_ = ({**tables[0], "verified": np.zeros_like(tables[0]["verified"])}, *tables[1:])
    market = read(*open_)
    assert checked_share(market) == 0.0
    known = known_elsewhere(market, 0.0)[market.households[market.household] == FAMILY]
    assert known.tolist() == [1, 1, 1] and (standing(market, DEFAULT, 0.0) <= 1.0).all()


def test_an_upheld_complaint_of_a_stranger_counts_as_much_as_anybodys():
    """What was adjudicated needs no standing: a stranger's visits to others add nothing to it."""
    gains = []
    for elsewhere in ([], [(0, 1), (1, 1), (2, 1)]):
        tables, row = _told([1], elsewhere)
        mine = (tables[0]["household"] == FAMILY) & (tables[0]["worker"] == tables[1]["worker"][row])
        said = {"rating": np.where(mine, 0, tables[0]["rating"])} | {name: np.where(mine, 1, tables[0][name]) for name in ("complaint", "upheld")}
        before = estimate(*played().seen.arguments()).score[row]
        gains.append(float(estimate({**tables[0], **said}, *tables[1:]).score[row] - before))
    assert max(gains) < -0.05
    np.testing.assert_allclose(gains[0], gains[1], atol=0.02)


def test_a_night_in_which_a_family_becomes_known_equals_a_full_pass():
    """Her first checked visit elsewhere raises what she said of the first worker, long before."""
    (orders, *rest), row = _told([1, 1], [(0, 1)])
    last = orders["order"] == orders["order"].max()
    before = {name: values[~last] for name, values in orders.items()}
    frozen = fitted(before, *rest).frozen
    book = opened(frozen, before, *rest)
    nightly = update(book, {name: values[last] for name, values in orders.items()}, rest[-1])
    full = opened(frozen, orders, *rest)
    np.testing.assert_allclose(nightly.estimate.score, full.estimate.score, atol=1e-6)
    assert nightly.estimate.score[row] > book.estimate.score[row] + 1e-3

"""A world is what its parameters ask for, the same for the same seed."""

import numpy as np

from tests.market.small import SMALL, played
from tools.market import DEFAULT, MARKETS, world


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    one, again, other = world(SMALL, 1), world(SMALL, 1), world(SMALL, 2)
    for table in ("orders", "workers", "households", "penalties"):
        for name, values in getattr(one.seen, table).items():
            assert np.array_equal(values, getattr(again.seen, table)[name]), (table, name)
    assert len(one.seen.orders["t"]) != len(other.seen.orders["t"])


def test_stars_are_inflated_and_sparse_as_asked() -> None:
    one = world(DEFAULT, 1)
    stars = one.seen.orders["rating"]
    assert 0.78 < (stars == 5).sum() / (stars > 0).sum() < 0.88
    assert 3 <= np.median(one.truth.ratings[one.truth.worked]) <= 6
    assert 0.01 < one.seen.orders["upheld"].mean() < 0.04


def test_quality_of_the_population_has_the_scale_it_says() -> None:
    quality = world(DEFAULT, 1).truth.quality
    assert abs(quality.mean()) < 0.15 and abs(quality.std() - 1) < 0.05


def test_who_is_angry_or_pleased_speaks() -> None:
    book = world(SMALL, 1).truth.book
    people, o = book.people, book.orders
    felt = people.quality[-1][people.workers["person"][o["worker"]]] - people.households["severity"][o["household"]]
    middle = np.abs(felt + 0.5) < 0.5
    assert (o["rating"][felt > 1] > 0).mean() > (o["rating"][middle] > 0).mean()


def test_a_repeat_is_the_next_visit_of_the_household() -> None:
    o = played().seen.orders
    household = o["household"][np.flatnonzero(o["repeat"] >= 0)[0]]
    mine = np.flatnonzero(o["household"] == household)
    mine = mine[np.argsort(o["t"][mine], kind="stable")]
    assert o["repeat"][mine[-1]] == -1
    at = np.searchsorted(played().seen.workers["worker"], o["worker"][mine])
    person = played().truth.person[at]
    same = person[1:] == person[:-1]
    assert np.array_equal(o["repeat"][mine[:-1]], same.astype(int))


def test_good_workers_are_asked_again_and_poor_ones_complained_of() -> None:
    one = world(DEFAULT, 1)
    o, book = one.seen.orders, one.truth.book
    of = one.truth.person[np.searchsorted(one.seen.workers["worker"], o["worker"])]
    good = book.people.quality.mean(axis=0)[of] > 0
    known = o["repeat"] >= 0
    assert o["repeat"][good & known].mean() > o["repeat"][~good & known].mean() + 0.1
    assert o["upheld"][~good].mean() > 2 * o["upheld"][good].mean()


def test_every_market_can_be_played() -> None:
    assert len(MARKETS) >= 8 and MARKETS["district"] == DEFAULT


def test_everybody_worked_after_joining() -> None:
    one = played()
    joined = one.seen.workers["joined"][np.searchsorted(one.seen.workers["worker"], one.seen.orders["worker"])]
    assert (one.seen.orders["t"] >= joined - 1).all()

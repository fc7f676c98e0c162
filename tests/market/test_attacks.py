"""Each attack does what it says, and only that."""

import numpy as np
import pytest

from tests.market.small import SMALL, played
from tools.market import ATTACKS, World
from tools.market.attacks.praise import FLOODED, KEPT, SOLD, TIMES
from tools.market.attacks.turning import DROP

STUFFING = ["ballot", "stealth", "loyal", "camouflage", "ring", "agency", "badmouth", "bribed", "sabotage"]


def staged(one: World) -> dict[str, np.ndarray]:
    o, fake = one.seen.orders, one.truth.fake_order
    found = {name: values[fake] for name, values in o.items()}
    found["person"] = one.truth.person[np.searchsorted(one.seen.workers["worker"], found["worker"])]
    found["home"] = np.searchsorted(one.seen.households["household"], found["household"])
    found["age"] = found["t"] - one.seen.households["first_seen"][found["home"]]
    return found


def per_household(fakes: dict[str, np.ndarray], values: np.ndarray) -> np.ndarray:
    """How many different values each staged household has."""
    both = np.unique(np.stack([fakes["household"], values]), axis=1)
    return np.unique(both[0], return_counts=True)[1]


@pytest.mark.parametrize("attack", STUFFING)
def test_fake_reviews_make_up_the_share(attack: str) -> None:
    one = played(attack)
    rated = one.seen.orders["rating"] > 0
    fake = one.truth.fake_order & rated
    if attack == "camouflage":  # its ordinary-looking half is not counted
        fake &= np.isin(one.truth.person[np.searchsorted(one.seen.workers["worker"], one.seen.orders["worker"])], one.truth.targets)
        share = fake.sum() / (fake.sum() + (rated & ~one.truth.fake_order).sum())
    else:
        share = fake.sum() / rated.sum()
    assert share == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("attack", [name for name in ATTACKS if name not in ("whitewash", "whitewash-unlinked", "on-off")])
def test_what_honest_people_said_is_the_same_with_and_without(attack: str) -> None:
    calm, one = played(), played(attack)
    genuine = ~one.truth.fake_order
    for name in ("t", "rating", "verified", "upheld", "complaint", "repeat"):
        assert np.array_equal(calm.seen.orders[name].sum(), one.seen.orders[name][genuine].sum()), name
    assert len(one.truth.targets) > 0


@pytest.mark.parametrize("attack", ["ballot", "stealth", "loyal", "ring", "agency", "badmouth", "extortion", "bribed", "flood", "sabotage"])
def test_only_targets_are_spoken_of(attack: str) -> None:
    one = played(attack)
    assert set(staged(one)["person"]) <= set(one.truth.targets)


def test_ballot_is_young_farmed_praise_of_one_company_in_two_months() -> None:
    one, fakes = played("ballot"), staged(played("ballot"))
    assert (fakes["rating"] == 5).all()
    assert fakes["verified"].mean() < 0.4
    assert np.median(fakes["age"]) < 60 and fakes["t"].min() > SMALL.days - 121
    assert (per_household(fakes, fakes["company"]) == 1).all()
    device = one.seen.households["device"]
    assert np.unique(device[one.truth.fake_household], return_counts=True)[1].max() >= 5


def test_stealth_is_aged_patient_and_on_devices_of_its_own() -> None:
    one, fakes = played("stealth"), staged(played("stealth"))
    assert 0.02 < (fakes["rating"] == 4).mean() < 0.12 and (fakes["rating"] >= 4).all()
    assert np.ptp(fakes["t"]) > 300 and fakes["age"].min() >= 4
    device = one.seen.households["device"][one.truth.fake_household]
    assert len(np.unique(device)) == len(device)


def test_loyal_accounts_come_back_to_one_worker_paid_and_checked_in() -> None:
    fakes = staged(played("loyal"))
    assert (per_household(fakes, fakes["person"]) == 1).all()
    assert fakes["verified"].all() and (fakes["repeat"] == 1).mean() > 0.75
    assert set(np.unique(fakes["rating"])) == {0, 5}


def test_camouflage_speaks_of_strangers_as_often_in_an_ordinary_way() -> None:
    one, fakes = played("camouflage"), staged(played("camouflage"))
    aside = ~np.isin(fakes["person"], one.truth.targets)
    assert 0.35 < aside.mean() < 0.6
    assert 0.6 < (fakes["rating"][aside] == 5).mean() < 0.95


def test_a_ring_is_in_step() -> None:
    fakes = staged(played("ring"))
    met = {int(h): frozenset(fakes["person"][fakes["household"] == h]) for h in np.unique(fakes["household"])}
    alike = [sum(len(a & b) >= 3 for b in met.values()) - 1 for a in met.values() if len(a) >= 3]
    assert np.mean(alike) > 4


def test_an_agency_sells_the_same_three_families_to_eight_workers() -> None:
    fakes = staged(played("agency"))
    workers = per_household(fakes, fakes["person"])
    assert np.median(workers) >= 5 and workers.max() <= SOLD
    bought = {home: frozenset(fakes["person"][fakes["household"] == home]) for home in np.unique(fakes["household"])}
    alike = [sum(len(mine & other) >= 0.6 * len(mine) for other in bought.values()) for mine in bought.values()]
    assert np.median(alike) >= KEPT - 0.5 and fakes["verified"].mean() > 0.7 and fakes["age"].min() > 0


def test_a_flood_is_one_household_and_two_hundred_visits_each() -> None:
    one, fakes = played("flood"), staged(played("flood"))
    households, times = np.unique(fakes["household"], return_counts=True)
    assert len(households) == len(one.truth.targets) <= FLOODED and (times <= TIMES).all() and times.min() > 0.9 * TIMES
    assert (fakes["rating"] == 5).all()


def test_blame_is_low_and_extortion_comes_from_real_families() -> None:
    assert (staged(played("badmouth"))["rating"] <= 2).all()
    calm, one = played(), played("extortion")
    fakes = staged(one)
    assert fakes["verified"].all() and not fakes["upheld"].any() and fakes["complaint"].mean() > 0.2
    assert len(one.seen.households["household"]) == len(calm.seen.households["household"])


def test_bribed_families_are_genuine_and_aged() -> None:
    calm, one = played(), played("bribed")
    fakes = staged(one)
    assert len(one.seen.households["household"]) == len(calm.seen.households["household"])
    assert fakes["age"].min() >= 89 and fakes["verified"].all() and (fakes["rating"] == 5).all()


def test_praise_that_is_meant_to_harm_is_seen_to_go_elsewhere() -> None:
    assert (staged(played("sabotage"))["repeat"] >= 0).all()
    assert ATTACKS["sabotage"].direction == -1


@pytest.mark.parametrize(("attack", "low", "high"), [("whitewash", 1.0, 1.0), ("whitewash-unlinked", 0.4, 0.95)])
def test_a_washed_name_keeps_its_key_or_not(attack: str, low: float, high: float) -> None:
    one = played(attack)
    key = one.seen.workers["link_key"]
    kept = [len(np.unique(key[one.truth.person == person])) == 1 for person in one.truth.targets]
    twice = [(one.truth.person == person).sum() >= 2 for person in one.truth.targets]
    assert all(twice) and low <= np.mean(kept) <= high
    assert np.array_equal(one.truth.quality, played().truth.quality)


def test_who_turns_bad_was_good() -> None:
    calm, one = played(), played("on-off")
    fallen = calm.truth.quality - one.truth.quality
    assert np.allclose(fallen[one.truth.targets], DROP) and np.count_nonzero(fallen) == len(one.truth.targets)
    assert np.array_equal(calm.truth.book.people.quality[:-2], one.truth.book.people.quality[:-2])

"""Luck, real fraud, the adaptive attacker, growth: the experiments themselves are right."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.market.small import played
from tools.market import adaptive, bitcoin, noise, speed
from tools.market.arena import asked
from tools.market.baselines import BASELINES


def test_the_assumed_stars_are_the_ones_spoken_of() -> None:
    assert noise.mean_of(noise.GOOD) == pytest.approx(4.795) and noise.deviation_of(noise.GOOD) == pytest.approx(0.64, abs=0.005)
    assert noise.mean_of(noise.BAD) == pytest.approx(4.21)
    assert noise.totals(noise.GOOD, 50).sum() == pytest.approx(1)


def test_luck_is_not_punished_and_bad_work_is_seen() -> None:
    good = [noise.hit(noise.GOOD, n) for n in noise.COUNTS]
    bad = [noise.hit(noise.BAD, n) for n in noise.COUNTS]
    assert good[0].raw == pytest.approx(0.19, abs=0.01) and good[0].certain <= 0.002
    for caught, floor in zip(bad, (0.43, 0.93, 0.999), strict=True):
        assert caught.certain >= floor


def network(folder: Path) -> set[int]:
    """Sixty raters who agree and six who say the contrary; labels beside it."""
    rng = np.random.default_rng(1)
    worth = rng.choice([8, 6, 5, -8], 40)
    rows, liars = [], set(range(54, 60))
    for rater in range(60):
        for target in rng.choice(40, 12, replace=False):
            mark = -worth[target] if rater in liars else np.clip(worth[target] + rng.integers(-1, 2), -10, 10)
            rows.append(f"{rater},{100 + target},{mark},{1.3e9 + rng.integers(0, 10**7)}")
    (folder / "network.csv").write_text("\n".join(rows), "utf-8")
    (folder / "gt.csv").write_text("\n".join(f"{n},{'-1' if n in liars else '+1'}" for n in range(60)), "utf-8")
    return liars


def test_planted_liars_are_found_from_what_they_say(tmp_path: Path) -> None:
    network(tmp_path)
    found = {one.method: one for one in bitcoin.verdicts(tmp_path)}
    for method in ("mean deviation", "REV2, unsupervised", "Jiaxin, marks that have nothing to do with what others say"):
        assert found[method].auc > 0.95, method
    assert {(one.fraudulent, one.benign) for one in found.values()} == {(6, 54)}


def test_answers_do_not_change_when_the_labels_do(tmp_path: Path) -> None:
    network(tmp_path)
    marks = bitcoin.marks(tmp_path / "network.csv")
    before = bitcoin.disagreement(marks)
    (tmp_path / "gt.csv").unlink()
    assert bitcoin.disagreement(bitcoin.marks(tmp_path / "network.csv")) == before


PLAN = adaptive.Plan(
    accounts=6, visits=2, verified=0.5, age=30, span=30, window=60, a_device=3, rated=1.0, fours=0.0, strangers=0.5
)


def test_every_yuan_is_counted() -> None:
    price = adaptive.PRICES
    due = 6 * (price["account"] + price["account_month"]) + price["device"] + 6 * price["verified_order"]
    assert PLAN.cost == pytest.approx(due + 6 * price["review"] + 3 * price["stranger_order"])
    assert replace(PLAN, a_device=6).cost == pytest.approx(PLAN.cost - price["device"])


def test_a_plan_is_carried_out_as_paid() -> None:
    calm = played()
    one = adaptive.carried_out(calm, np.array([3, 7]), PLAN, seed=1)
    added = len(one.seen.orders["t"]) - len(calm.seen.orders["t"])
    assert added == 2 * (12 + 3)
    assert len(one.seen.households["household"]) - len(calm.seen.households["household"]) == 12
    assert one.seen.orders["verified"][-15:].sum() == 6 + 3
    assert len(np.unique(one.seen.orders["order"])) == len(one.seen.orders["order"])


def test_clients_of_an_agency_share_accounts_and_pay_for_their_own_visits() -> None:
    alone, shared = replace(PLAN, clients=1.0), replace(PLAN, clients=8.0)
    visits = 6 * adaptive.PRICES["verified_order"] + 6 * adaptive.PRICES["review"]
    assert shared.cost - visits == pytest.approx((alone.cost - visits) / 8)
    calm, targets = played(), np.arange(3, 11)
    one = adaptive.carried_out(calm, targets, shared, seed=1)
    orders = {name: values[len(calm.seen.orders["t"]) :] for name, values in one.seen.orders.items()}
    assert len(orders["t"]) == 8 * 12 + 3
    assert len(one.seen.households["household"]) - len(calm.seen.households["household"]) == 6 == len(np.unique(orders["household"]))
    own = one.seen.workers["worker"][calm.truth.current[targets]]
    came = [set(orders["household"][orders["worker"] == worker]) for worker in own]
    assert all(len(families) == 6 for families in came)
    assert (orders["repeat"][: 8 * 12] == 1).sum() >= 8 * 6 - 10  # a family's second visit to a client follows the first


def test_the_search_buys_an_average_cheaply() -> None:
    answer = asked(BASELINES["Bayesian average"])
    found = adaptive.searched(answer, 1, tries=60)
    assert found.reached and found.gain >= adaptive.WANTED and found.cost < 2000
    assert adaptive.searched(answer, 1, tries=60) == found


def test_a_grown_market_has_the_orders_asked_for() -> None:
    found = list(speed.timed(lambda *_: {}, [6000, 24_000]))
    assert [round(one.orders / 6000) for one in found] == [1, 4]

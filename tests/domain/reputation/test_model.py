"""What the model promises whatever the market: reasons add up, one voice is bounded, the same bytes on any threads."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from jiaxin.domain.reputation import estimate, fitted
from jiaxin.domain.reputation.doubting import LINES, doubts
from tests.market.small import played
from tools.market.metrics import auc

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def ballot():
    return fitted(*played("ballot").seen.arguments())


def test_reasons_add_up_to_the_score_to_the_millionth():
    fit = fitted(*played().seen.arguments())
    why = fit.explanation
    np.testing.assert_array_equal(why.points.sum(axis=1), why.score)
    np.testing.assert_array_equal(why.score[fit.market.person_of], np.rint(fit.estimate.score * 1e6).astype(np.int64))


def test_every_suspicion_has_a_reason_in_words_and_its_orders(ballot):
    found = doubts(ballot.market, ballot.fit, 500)
    assert found and [one.suspicion for one in found] == sorted((one.suspicion for one in found), reverse=True)
    told = dict(zip(ballot.estimate.household.tolist(), ballot.estimate.suspicion.tolist(), strict=True))
    for one in found:
        assert one.suspicion == int(told[one.household] * 1000) or abs(one.suspicion / 1000 - told[one.household]) < 0.0011
        assert any(weight > 0 for _, weight in one.reasons) and {code for code, _ in one.reasons} <= set(LINES)
        assert one.orders


def test_fake_raters_are_found_and_honest_ones_let_be(ballot):
    truth = played("ballot").truth
    assert auc(truth.fake_household[truth.rater], ballot.estimate.suspicion[truth.rater]) > 0.97
    assert (estimate(*played().seen.arguments()).suspicion > 0.5).mean() <= 0.01


def _with_visits(device):
    """A middling worker is praised twenty times: by one household, or by many on one telephone."""
    orders, workers, households, penalties, now = played().seen.arguments()
    known = np.bincount(np.searchsorted(workers["worker"], orders["worker"]), minlength=len(workers["worker"])) > 8
    worker = int(workers["worker"][np.flatnonzero(known)[0]])
    home = 9_000_000 + (np.arange(20) if device else np.zeros(20, dtype=np.int64))
    fill = {name: np.full(20, values[0]) for name, values in orders.items()}
    fill |= {
        "order": 9_000_000 + np.arange(20), "t": now - 100 + np.arange(20) * 4.0, "worker": np.full(20, worker), "household": home,
        "rating": np.full(20, 5), "verified": np.ones(20), "complaint": np.zeros(20), "upheld": np.zeros(20),
        "repeat": np.full(20, -1 if device else 1),
    }  # fmt: skip
    more = {name: np.concatenate([orders[name], fill[name].astype(orders[name].dtype)]) for name in orders}
    new = np.unique(home)
    homes = {name: np.concatenate([values, np.full(len(new), values[0])]) for name, values in households.items()}
    homes["household"][-len(new) :] = new
    homes["device"][-len(new) :] = 9_000_000
    homes["first_seen"][-len(new) :] = 0.0
    at = int(np.flatnonzero(workers["worker"] == worker)[0])
    return at, estimate(orders, workers, households, penalties, now), estimate(more, workers, homes, penalties, now)


@pytest.mark.parametrize("device", [False, True], ids=["one household", "one telephone"])
def test_one_voice_moves_nobody_far(device):
    at, before, after = _with_visits(device)
    assert abs(after.score[at] - before.score[at]) < 0.4


def test_a_second_registration_washes_nothing_off():
    orders, workers, households, penalties, now = played().seen.arguments()
    worst = int(np.argmin(estimate(orders, workers, households, penalties, now).score))
    again = {name: np.concatenate([values, values[worst : worst + 1]]) for name, values in workers.items()}
    again["worker"][-1] = 9_999_999
    found = estimate(orders, again, households, penalties, now)
    assert found.score[-1] == found.score[worst]


DIGEST = """
import hashlib
from tests.market.small import played
from jiaxin.domain.reputation import fitted
fit = fitted(*played("ring").seen.arguments())
print(hashlib.sha256(fit.frozen.as_json().encode() + fit.estimate.score.tobytes() + fit.estimate.suspicion.tobytes()).hexdigest())
"""


def test_a_fit_gives_the_same_bytes_on_one_and_two_threads():
    found = set()
    for threads in ("1", "2"):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        env = os.environ | dict.fromkeys(names, threads)
        run = subprocess.run([sys.executable, "-c", DIGEST], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
        found.add(run.stdout)
    assert len(found) == 1


def test_an_evening_of_praise_from_a_few_telephones_lifts_nobody_and_is_listed():
    """Thirty five-star orders from three telephones on one evening."""
    orders, workers, households, penalties, now = played().seen.arguments()
    before = fitted(orders, workers, households, penalties, now).estimate
    mine = np.flatnonzero(workers["company"] == workers["company"][0])[:10]
    more = {name: np.full(30, values[0]) for name, values in orders.items()} | {
        "order": 9_000_000 + np.arange(30), "t": np.full(30, now - 40), "worker": workers["worker"][mine[np.arange(30) % len(mine)]],
        "household": 9_000_000 + np.arange(30) % 3, "company": np.full(30, workers["company"][0]), "rating": np.full(30, 5),
        "verified": np.ones(30, dtype=int), "repeat": np.full(30, -1), "complaint": np.zeros(30, dtype=int), "upheld": np.zeros(30, dtype=int),
    }  # fmt: skip
    homes = {name: np.concatenate([values, values[:3]]) for name, values in households.items()}
    homes["household"][-3:] = 9_000_000 + np.arange(3)
    homes["device"][-3:] = 9_000_000 + np.arange(3)
    fit = fitted({name: np.concatenate([orders[name], more[name]]) for name in orders}, workers, homes, penalties, now)
    listed = {one.household: dict(one.reasons) for one in doubts(fit.market, fit.fit, 500)}
    assert set(listed) >= {9_000_000, 9_000_001, 9_000_002}
    assert listed[9_000_000]["rush"] > 1000
    assert (fit.estimate.score[mine] - before.score[mine]).max() < 0.05

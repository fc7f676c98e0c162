"""Nights between cold fits: only what is new is touched, and the result is that of a full pass under the same parameters."""

import numpy as np
import pytest

from jiaxin.domain.reputation import Frozen, fitted, opened, update
from jiaxin.domain.reputation.columns import among
from tests.market.small import played

NIGHTS = 30


def cut(orders, since, until):
    rows = (orders["t"] > since) & (orders["t"] <= until)
    return {name: values[rows] for name, values in orders.items()}


@pytest.fixture(scope="module")
def month():
    """A cold fit, thirty nights, and a fresh cold fit at the end."""
    orders, workers, households, penalties, now = played().seen.arguments()
    start = now - NIGHTS
    sanctions = {name: values[penalties["t"] <= start] for name, values in penalties.items()}
    frozen = Frozen.from_json(fitted(cut(orders, -1, start), workers, households, sanctions, start).frozen.as_json())
    book = opened(frozen, cut(orders, -1, start), workers, households, sanctions, start)
    for night in range(1, NIGHTS + 1):
        day = start + night
        came = {name: values[(penalties["t"] > day - 1) & (penalties["t"] <= day)] for name, values in penalties.items()}
        book = update(book, cut(orders, day - 1, day), day, penalties=came)
    return book, opened(frozen, orders, workers, households, penalties, now), fitted(orders, workers, households, penalties, now)


def test_thirty_nights_equal_one_full_pass(month):
    nightly, full, _ = month
    for name in ("score", "lo", "hi", "complaint_prob"):
        np.testing.assert_allclose(nightly.estimate[name], full.estimate[name], atol=1e-6, err_msg=name)


def test_a_month_under_frozen_parameters_keeps_the_ranking_of_a_fresh_fit(month):
    nightly, _, fresh = month
    one, two = (np.argsort(np.argsort(found.score)) for found in (nightly.estimate, fresh.estimate))
    assert np.corrcoef(one, two)[0, 1] >= 0.995


def test_an_order_told_again_replaces_the_old_one(month):
    _, full, _ = month
    orders, workers, households, penalties, now = played().seen.arguments()
    row = int(np.flatnonzero(orders["rating"] == 5)[0])
    again = {name: values[row : row + 1].copy() for name, values in orders.items()}
    again["rating"][:] = 1
    told = {name: values.copy() for name, values in orders.items()}
    told["rating"][row] = 1
    changed = update(full, again, now)
    np.testing.assert_allclose(changed.estimate.score, opened(full.frozen, told, workers, households, penalties, now).estimate.score, atol=1e-6)


def test_a_finding_told_at_night_counts_that_night():
    orders, workers, households, penalties, now = played("ballot").seen.arguments()
    fit = fitted(orders, workers, households, penalties, now)
    book = opened(fit.frozen, orders, workers, households, penalties, now)
    found = households | {"finding": np.zeros(len(households["household"]), dtype=np.int64)}
    book = opened(fit.frozen, orders, workers, found, penalties, now)
    worst = np.argsort(-fit.estimate.suspicion)[:3]
    told = {name: values[worst].copy() for name, values in found.items()}
    told["finding"][:] = 1
    night = update(book, {}, now, households=told)
    found["finding"][worst] = 1
    full = opened(fit.frozen, orders, workers, found, penalties, now)
    np.testing.assert_allclose(night.estimate.score, full.estimate.score, atol=1e-6)
    assert not np.allclose(night.estimate.score, book.estimate.score, atol=1e-6)


def test_now_may_not_go_back(month):
    with pytest.raises(ValueError, match="now"):
        update(month[0], {}, month[0].now - 1)


def test_labels_are_found_among_others_whether_they_are_text_or_numbers():
    text, numbers = np.array(["a", "b", "a", ""], dtype=object), np.array([3, 1, 3, 7])
    assert among(text, np.array(["a", ""], dtype=object)).tolist() == [True, False, True, True]
    assert among(numbers, np.array([3])).tolist() == [True, False, True, False]
    assert not among(numbers, np.array(["3"], dtype=object)).any(), "a number is no text"
    assert among(text[:0], text).tolist() == []

"""Speed takes nothing from the result: blocks of any size, labels counted or sorted, meetings found by sorting."""

import numpy as np
import pytest

from jiaxin.domain.reputation import cells, estimate
from jiaxin.domain.reputation.columns import coded
from jiaxin.domain.reputation.rings import COMMON, COVER, _partners
from tests.market.small import played


@pytest.mark.parametrize("rows", [7, 1000])
def test_the_size_of_a_block_changes_no_byte(monkeypatch, rows):
    whole = estimate(*played("ring").seen.arguments())
    monkeypatch.setattr(cells, "BLOCK", rows)
    found = estimate(*played("ring").seen.arguments())
    assert all(found[name].tobytes() == whole[name].tobytes() for name in whole)


@pytest.mark.parametrize("most", [30, 10**12], ids=["counted", "sorted"])
def test_labels_get_the_codes_of_their_sorted_order(most):
    given = np.random.default_rng(3).integers(-most, most, 200)
    codes, names = coded(given)
    expected, places = np.unique(given, return_inverse=True)
    assert names.tolist() == expected.tolist() and codes.tolist() == places.tolist() and codes.dtype == names.dtype == np.int64


def test_distinct_values_stand_in_order():
    given = np.random.default_rng(4).integers(0, 50, 200)
    assert cells.distinct(given).tolist() == sorted(set(given.tolist()))
    assert not len(cells.distinct(given[:0]))


def test_partners_are_who_shares_three_workers_that_are_most_of_ones_own():
    rng = np.random.default_rng(5)
    met = {(int(one), int(two)) for one, two in zip(rng.integers(0, 30, 150), rng.integers(0, 12, 150), strict=True)}
    of = {one: {two for who, two in met if who == one} for one in range(30)}
    wide = [one for one in of if len(of[one]) >= COMMON]
    expected = [
        sum(one != other and len(of[one] & of[other]) >= max(COMMON, COVER * len(of[one])) for other in wide) if one in wide else 0
        for one in of
    ]
    pairs = np.array(sorted(met))
    found, partners = _partners(pairs[:, 0], pairs[:, 1], 30)
    assert np.flatnonzero(found).tolist() == wide and partners.tolist() == expected and max(expected) > 0

"""Tables of other markets: gaps, empty columns, foreign kinds — a sane answer, or the column and the rule in one sentence."""

import datetime

import numpy as np
import pytest

from jiaxin.domain.reputation import ColumnRefused, estimate
from tests.market.small import played

ONE = {"order": ["a"], "t": [1.0], "worker": ["w"], "household": ["h"], "rating": [5]}


def small():
    *tables, now = played().seen.arguments()
    return [dict(table) for table in tables], now


def _whole(found, rows):
    orders, workers = rows
    assert len(found.order_suspicion) == orders and len(found.score) == workers
    for name in ("score", "lo", "hi", "published", "complaint_prob", "suspicion", "order_suspicion"):
        assert np.isfinite(found[name]).all(), name
    assert (found.lo <= found.score).all() and (found.score <= found.hi).all()
    assert ((found.suspicion >= 0) & (found.suspicion <= 1)).all()


def test_a_market_without_a_single_rating():
    (orders, workers, households, penalties), now = small()
    orders["rating"] = np.zeros(len(orders["t"]), dtype=np.int64)
    _whole(estimate(orders, workers, households, penalties, now), (len(orders["t"]), len(workers["worker"])))


def test_a_market_of_one_worker_with_many_families():
    n = 200
    orders = {"order": np.arange(n), "t": np.arange(n) * 1.0, "worker": np.zeros(n, dtype=int), "household": np.arange(n), "rating": np.full(n, 5)}
    found = estimate(orders, {"worker": [0]}, {"household": np.arange(5)}, None, n)
    _whole(found, (n, 1))
    assert found.household.tolist()[:5] == [0, 1, 2, 3, 4] and len(found.household) == n, "families only orders name come after those of the table"


def test_empty_columns_are_an_empty_market():
    nothing = {name: [] for name in ONE}
    _whole(estimate(nothing, {"worker": []}, {"household": []}, {"worker": [], "t": []}, 3), (0, 0))
    _whole(estimate(nothing, {"worker": ["w"]}, None, None, 3), (0, 1))


def test_before_the_first_order_nothing_is_known():
    (orders, workers, households, penalties), _ = small()
    found = estimate(orders, workers, households, penalties, float(orders["t"].min()) - 1.0)
    _whole(found, (len(orders["t"]), len(workers["worker"])))
    assert not found.score.any() or np.ptp(found.order_suspicion) == 0.0


@pytest.mark.parametrize("nobody", [None, float("nan"), ""])
def test_who_names_no_company_in_an_order_is_on_her_own_account(nobody):
    (orders, workers, households, penalties), now = small()
    workers["company"] = np.array([nobody] * len(workers["worker"]), dtype=object)
    orders["company"] = np.array([nobody] * len(orders["t"]), dtype=object)
    found = estimate(orders, workers, households, penalties, now)
    orders["company"], workers["company"] = np.full(len(orders["t"]), -1), np.full(len(workers["worker"]), -1)
    alone = estimate(orders, workers, households, penalties, now)
    np.testing.assert_allclose(found.score, alone.score, atol=2e-6)


@pytest.mark.parametrize("kind", ["text beside none", "text in orders alone", "numbers beside empty text"])
def test_a_column_of_nobody_takes_the_kind_of_the_other(kind):
    (orders, workers, households, penalties), now = small()
    if kind == "numbers beside empty text":
        workers["company"] = np.full(len(workers["worker"]), "", dtype=object)
    else:
        orders["company"] = np.char.add("c", orders["company"].astype(str))
        workers["company"] = np.full(len(workers["worker"]), -1)
    if kind == "text in orders alone":
        del workers["company"]
    _whole(estimate(orders, workers, households, penalties, now), (len(orders["t"]), len(workers["worker"])))


@pytest.mark.parametrize("now", [None, "2026-11-29", float("nan"), True, datetime.date(2026, 11, 29), np.datetime64("2026-11-29"), 1.76e9])
def test_a_now_that_is_no_day_is_refused(now):
    with pytest.raises(ColumnRefused) as why:
        estimate(ONE, {"worker": ["w"]}, None, None, now)
    assert why.value.column == "now"


@pytest.mark.parametrize(
    ("table", "column", "values", "rule"),
    [
        ("orders", "t", np.array(["2026-11-29"], dtype="M8[ns]"), "days are counted as numbers"),
        ("orders", "t", [None], "finite"),
        ("orders", "rating", [1 + 2j], "must be numbers"),
        ("orders", "worker", [float("inf")], "must be labels"),
        ("orders", "worker", [7], "same kind"),
        ("orders", "worker", [[1, 2]], "one dimension"),
        ("orders", "household", [None], "must not be empty"),
        ("orders", "t", [1.0, 2.0], "rows like the others"),
        ("workers", "worker", ["w", "w"], "name each row once"),
    ],
)
def test_what_cannot_be_meant_is_named(table, column, values, rule):
    tables = {"orders": dict(ONE), "workers": {"worker": ["w"]}}
    tables[table][column] = values
    with pytest.raises(ColumnRefused, match=rule) as why:
        estimate(tables["orders"], tables["workers"], None, None, 2.0)
    assert why.value.column == f"{table}.{column}"


@pytest.mark.parametrize("name", ["orders", "workers", "households", "penalties"])
def test_what_is_no_table_is_named(name):
    tables = {"orders": ONE, "workers": {"worker": ["w"]}, "households": None, "penalties": None} | {name: [("a", 1)]}
    with pytest.raises(ColumnRefused, match=f"{name}: must be a mapping"):
        estimate(*tables.values(), 2.0)

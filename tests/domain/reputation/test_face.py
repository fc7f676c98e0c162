"""The public face of reputation: whatever holds columns is read, gaps are gaps, and what cannot be read is named."""

import numpy as np
import pyarrow as pa
import pytest

from jiaxin.domain.reputation import ColumnRefused, estimate
from tests.market.small import played


class NAType:
    """What a data frame holds where there is nothing."""


class Frame:
    """Like a data frame: column names, and columns that turn into arrays of objects."""

    def __init__(self, table):
        self._table, self.columns = table, list(table)

    def __getitem__(self, name):
        return Series(self._table[name])


class Series:
    def __init__(self, values):
        self._values = values

    def to_numpy(self):
        return np.array(list(self._values), dtype=object)


def small():
    orders, workers, households, penalties, now = played().seen.arguments()
    return orders, workers, households, penalties, now


def same(one, two):
    for name in ("score", "lo", "hi", "published", "complaint_prob", "suspicion", "order_suspicion"):
        np.testing.assert_array_equal(one[name], two[name], err_msg=name)


@pytest.mark.parametrize(
    "kind",
    [
        lambda table: {name: values.tolist() for name, values in table.items()},
        lambda table: {name: tuple(values.tolist()) for name, values in table.items()},
        lambda table: Frame(table),
        lambda table: pa.table({name: pa.array(values) for name, values in table.items()}),
    ],
    ids=["lists", "tuples", "frame", "arrow"],
)
def test_lists_and_frames_give_what_arrays_give(kind):
    *tables, now = small()
    same(estimate(*map(kind, tables), now), estimate(*tables, now))


def test_labels_may_be_text_and_rows_may_stand_in_any_order():
    orders, workers, households, penalties, now = small()
    text = {
        "orders": orders | {n: np.char.add("x", orders[n].astype(str)) for n in ("order", "worker", "household", "company", "job")},
        "workers": workers | {n: np.char.add("x", workers[n].astype(str)) for n in ("worker", "company", "link_key")},
        "households": households | {n: np.char.add("x", households[n].astype(str)) for n in ("household", "device")},
        "penalties": penalties | {"worker": np.char.add("x", penalties["worker"].astype(str))},
    }
    mixed = np.random.default_rng(3).permutation(len(orders["order"]))
    text["orders"] = {name: values[mixed] for name, values in text["orders"].items()}
    one, two = estimate(orders, workers, households, penalties, now), estimate(*text.values(), now)
    np.testing.assert_allclose(one.score, two.score, atol=2e-6)
    np.testing.assert_allclose(one.order_suspicion[mixed], two.order_suspicion, atol=2e-6)


def test_days_may_count_from_anywhere():
    orders, workers, households, penalties, now = small()
    years = 91.3125 * 80
    later = estimate(
        orders | {"t": orders["t"] + years}, workers | {"joined": workers["joined"] + years},
        households | {"first_seen": households["first_seen"] + years}, penalties | {"t": penalties["t"] + years}, now + years,
    )  # fmt: skip
    np.testing.assert_allclose(later.score, estimate(orders, workers, households, penalties, now).score, atol=1e-5)


def test_optional_columns_may_be_missing_and_may_have_gaps():
    orders, workers, households, _, now = small()
    least = {name: orders[name] for name in ("order", "t", "worker", "household", "rating")}
    found = estimate(least, {"worker": workers["worker"]}, None, None, now)
    assert np.isfinite(found.score).all() and (found.lo < found.hi).all()
    gappy = [NAType() if k % 7 == 0 else v for k, v in enumerate(orders["rating"].tolist())]
    holes = [None if k % 5 == 0 else v for k, v in enumerate(orders["verified"].tolist())]
    found = estimate(orders | {"rating": gappy, "verified": holes}, workers, households, None, now)
    assert np.isfinite(found.score).all()


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_a_market_where_nothing_happened_is_a_market(workers):
    found = estimate({}, {"worker": np.arange(workers)}, {}, {}, 10.0)
    assert len(found.score) == workers and len(found.suspicion) == 0 and len(found.order_suspicion) == 0
    np.testing.assert_array_equal(found.score, np.zeros(workers))


def test_one_order_is_a_market():
    found = estimate({"order": ["a"], "t": [1], "worker": ["w"], "household": ["h"], "rating": [5]}, {"worker": ["w", "v"]}, {}, {}, 2)
    assert found.score[0] > found.score[1] and found["suspicion"].shape == (1,)


def test_who_has_no_company_is_a_firm_of_her_own():
    orders, workers, households, penalties, now = small()
    alone = estimate(
        orders | {"company": np.full(len(orders["t"]), -1)}, workers | {"company": np.full(len(workers["worker"]), -1)}, households, penalties, now
    )
    assert (alone.suspicion > 0.5).mean() < 0.01


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("orders", "rating", 4.5, "whole numbers"),
        ("orders", "rating", 6, "from 0 to 5"),
        ("orders", "t", float("inf"), "finite"),
        ("orders", "worker", 7, "table workers"),
        ("orders", "complaint", 2, "from 0 to 1"),
        ("workers", "cert", 9, "from 0 to 3"),
        ("orders", "t", "soon", "numbers"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_rule(table, column, value, rule):
    orders, workers, households, penalties, now = small()
    tables = {"orders": dict(orders), "workers": dict(workers), "households": dict(households), "penalties": dict(penalties)}
    spoilt = tables[table][column].tolist()
    spoilt[3] = value
    tables[table][column] = spoilt
    with pytest.raises(ColumnRefused, match=rule) as why:
        estimate(*tables.values(), now)
    assert why.value.column == f"{table}.{column}"


def test_what_lies_in_the_future_is_not_known_yet():
    orders, workers, households, penalties, now = small()
    half = now / 2
    past = orders["t"] <= half
    kept = {name: values[past] for name, values in orders.items()}
    early = {name: values[penalties["t"] <= half] for name, values in penalties.items()}
    np.testing.assert_array_equal(
        estimate(orders, workers, households, penalties, half).score, estimate(kept, workers, households, early, half).score
    )


def test_what_a_person_found_stands_in_place_of_the_suspicion():
    world = played("ballot")
    orders, workers, households, penalties, now = world.seen.arguments()
    before = estimate(orders, workers, households, penalties, now)
    worst = int(np.argmax(before.suspicion))
    finding = np.zeros(len(households["household"]), dtype=np.int64)
    for said, level in ((1, 0.0), (2, 1.0)):
        finding[worst] = said
        assert estimate(orders, workers, households | {"finding": finding}, penalties, now).suspicion[worst] == level

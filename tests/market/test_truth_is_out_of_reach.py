"""The truth is not in what a model gets: no column, no label, no order of rows, no shared memory, no way back."""

from typing import Any

import numpy as np

from tests.market.small import played
from tools.market.arena import asked
from tools.market.metrics import auc, spearman

COLUMNS = {
    "orders": "order t worker household company job district amount verified rating repeat complaint upheld",
    "workers": "worker company district joined cert trainings link_key",
    "households": "household district first_seen device",
    "penalties": "worker t",
}


def test_the_tables_hold_the_columns_of_the_face_and_nothing_else() -> None:
    for attack in (None, "ballot", "ring"):
        seen = played(attack).seen
        for table, names in COLUMNS.items():
            assert list(getattr(seen, table)) == names.split(), table


def test_a_model_is_handed_five_plain_arguments() -> None:
    handed: list[Any] = []

    def model(*arguments: Any) -> dict[str, Any]:
        handed.extend(arguments)
        return {"score": np.zeros(len(arguments[1]["worker"]))}

    asked(model)(played("ballot"))
    assert len(handed) == 5 and isinstance(handed[4], float)
    for table in handed[:4]:
        assert type(table) is dict
        for values in table.values():
            assert type(values) is np.ndarray and values.dtype.kind in "iuf"


def test_no_column_shares_memory_with_the_truth() -> None:
    one = played("camouflage")
    book = one.truth.book
    hidden = [one.truth.quality, one.truth.fake_order, one.truth.fake_household, book.people.quality]
    hidden += [*book.orders.values(), *book.people.workers.values(), *book.people.households.values()]
    for table in COLUMNS:
        for name, values in getattr(one.seen, table).items():
            assert not any(np.shares_memory(values, secret) for secret in hidden), (table, name)


def test_labels_and_rows_say_nothing() -> None:
    one = played("stealth")
    seen, truth = one.seen, one.truth
    quality = truth.quality[truth.person]
    assert abs(spearman(seen.workers["worker"].astype(float), quality)) < 0.15
    assert abs(spearman(seen.workers["link_key"].astype(float), quality)) < 0.15
    assert abs(auc(truth.fake_household, seen.households["household"].astype(float)) - 0.5) < 0.06
    assert abs(auc(truth.fake_household, seen.households["device"].astype(float)) - 0.5) < 0.06
    assert (np.diff(seen.orders["t"]) >= 0).all()
    within = seen.orders["t"] - np.floor(seen.orders["t"])
    assert abs(auc(truth.fake_order, within) - 0.5) < 0.06

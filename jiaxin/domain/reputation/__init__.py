"""Reputation — how good a worker is, from orders, stars, complaints, repeat orders and penalties, hard to buy.

    estimate(orders, workers, households, penalties, now) -> Estimate

Unit     population of workers has mean 0 and variance 1; millionths.
Says     an estimate with its 80 % interval; suspicion weighs down and asks for a human look, it punishes nobody.
Not here points, grades, decisions: see `scoring` and `procedures`. The model in plain words: docs/reputation.md.
"""

from jiaxin.domain.reputation.columns import ColumnRefused, Columns, Table
from jiaxin.domain.reputation.estimating import Estimate
from jiaxin.domain.reputation.estimating import estimated as _estimated
from jiaxin.domain.reputation.fitting import fit as _fit
from jiaxin.domain.reputation.market import read as _read
from jiaxin.domain.reputation.settings import DEFAULT as _DEFAULT

__all__ = ["ColumnRefused", "Estimate", "estimate"]


def estimate(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Estimate:
    """A cold fit of the whole market as of day `now`. Raises ColumnRefused (a ValueError) naming column and rule."""
    market = _read(orders, workers, households, penalties, now)
    return _estimated(market, _fit(market, _DEFAULT), Columns("orders", orders, "order").labels("order"))

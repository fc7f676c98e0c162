"""Reputation — how good a worker is, from orders, stars, complaints, repeat orders and penalties, hard to buy.

    estimate(orders, workers, households, penalties, now) -> Estimate

Unit     population of workers has mean 0 and variance 1; millionths.
Says     an estimate with its 80 % interval; suspicion weighs down and asks for a human look, it punishes nobody.
Not here points, grades, decisions: see `scoring` and `procedures`. The model in plain words: docs/reputation.md.
"""

from jiaxin.domain.reputation.columns import ColumnRefused, Columns, Table
from jiaxin.domain.reputation.estimating import Estimate, estimated
from jiaxin.domain.reputation.explaining import Explanation, explained
from jiaxin.domain.reputation.fitting import fit
from jiaxin.domain.reputation.frozen import Frozen, frozen
from jiaxin.domain.reputation.market import Market, read
from jiaxin.domain.reputation.memory import kept_memory
from jiaxin.domain.reputation.passing import Fit
from jiaxin.domain.reputation.settings import DEFAULT, Settings
from jiaxin.domain.reputation.updating import Book, opened, update

__all__ = [
    "Book", "ColumnRefused", "Estimate", "Explanation", "Fit", "Fitted", "Frozen", "Market", "Settings", "estimate", "fitted",
    "opened", "update",
]  # fmt: skip


class Fitted:
    """A cold fit: its estimate, the parameters to freeze, and the reasons."""

    def __init__(self, market: Market, found: Fit, orders: Table) -> None:
        self.market = market
        self.fit = found
        self.estimate = estimated(market, found, Columns("orders", orders, "order").labels("order"))

    @property
    def frozen(self) -> Frozen:
        return frozen(self.market, self.fit)

    @property
    def explanation(self) -> Explanation:
        """By person; `market.person_of` tells the person of each worker."""
        return explained(self.market, self.fit)


def fitted(
    orders: Table, workers: Table, households: Table, penalties: Table, now: float, settings: Settings = DEFAULT
) -> Fitted:
    with kept_memory():
        market = read(orders, workers, households, penalties, now)
        return Fitted(market, fit(market, settings), orders)


def estimate(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Estimate:
    """A cold fit of the whole market as of day `now`. Raises ColumnRefused (a ValueError) naming column and rule."""
    return fitted(orders, workers, households, penalties, now).estimate

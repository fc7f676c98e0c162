"""What leaves the model: fixed-point columns in the order of the tables that were given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.columns import Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.passing import Fit, uncertainty
from jiaxin.domain.reputation.rating_model import logistic
from jiaxin.domain.reputation.settings import BEND, INTERVAL
from jiaxin.domain.reputation.trust import Suspicion

DIGITS = 6  # an estimate is a whole number of millionths


@dataclass(frozen=True)
class Estimate(Mapping[str, NDArray[Any]]):
    """Columns, by attribute or by name.

    By row of `workers`: worker, score, lo, hi (80 %), published (what ranks), complaint_prob (that the next order ends in an
    upheld complaint). By row of `households`, then families only orders name: household, suspicion in [0, 1]. By row of
    `orders`: order, order_suspicion.
    """

    worker: NDArray[Any]
    score: Floats
    lo: Floats
    hi: Floats
    published: Floats
    complaint_prob: Floats
    household: NDArray[Any]
    suspicion: Floats
    order: NDArray[Any]
    order_suspicion: Floats

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in [field.name for field in fields(self)]:
            raise KeyError(name)
        return np.asarray(getattr(self, name))

    def __iter__(self) -> Iterator[str]:
        return iter([field.name for field in fields(self)])

    def __len__(self) -> int:
        return len(fields(self))


def fixed(values: Floats) -> Floats:
    return np.round(values, DIGITS) + 0.0


def estimated(market: Market, found: Fit, orders: NDArray[Any]) -> Estimate:
    variance = uncertainty(found.evidence.cells, found.factors, found.state, found.parameters, market, found.settings)
    return assembled(market, found.parameters, found.score, variance, market, found.suspicion, orders)


def assembled(
    staff: Market, p: Parameters, mean: Floats, variance: Floats, market: Market, suspicion: Suspicion, orders: NDArray[Any]
) -> Estimate:
    """Workers of `staff`; households and orders of `market`, which may be a part of it."""
    of = staff.person_of
    score = fixed(mean)[of]
    margin = INTERVAL * np.sqrt(variance)[of]
    base, slope = p.complaint
    complaint = logistic((base - slope * mean) / np.sqrt(1.0 + BEND * slope**2 * variance))[of]
    by_row = np.zeros(market.rows)
    by_row[market.row] = suspicion.order
    return Estimate(
        worker=staff.workers,
        score=score,
        lo=fixed(score - margin),
        hi=fixed(score + margin),
        published=score,
        complaint_prob=fixed(complaint),
        household=market.households[market.household_row],
        suspicion=fixed(suspicion.household[market.household_row]),
        order=orders,
        order_suspicion=fixed(by_row),
    )

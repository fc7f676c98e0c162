"""Speed — seconds of a cold fit as the market grows, and how they grow."""

import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tools.market.parameters import DEFAULT, MarketParameters
from tools.market.staging import world

ORDERS_A_HOUSEHOLD = 3.8  # of the default market


@dataclass(frozen=True)
class Timed:
    orders: int
    user: float
    system: float  # mostly memory that the machine hands out page by page

    @property
    def seconds(self) -> float:
        return self.user + self.system

    @property
    def a_million(self) -> float:
        return self.seconds / self.orders * 1e6


def grown(orders: int, m: MarketParameters = DEFAULT) -> MarketParameters:
    households = round(orders / ORDERS_A_HOUSEHOLD)
    times = households / m.households
    return replace(
        m, households=households, workers=round(m.workers * times), companies=max(round(m.companies * times**0.7), 5),
        districts=max(round(m.districts * times**0.5), 1),
    )  # fmt: skip


def timed(estimate: Callable[..., Any], sizes: list[int], seed: int = 1) -> Iterator[Timed]:
    """Processor seconds, so that a neighbour on the machine does not count."""
    for size in sizes:
        seen = world(grown(size), seed).seen
        start = resource.getrusage(resource.RUSAGE_SELF)
        estimate(*seen.arguments())
        end = resource.getrusage(resource.RUSAGE_SELF)
        yield Timed(len(seen.orders["t"]), end.ru_utime - start.ru_utime, end.ru_stime - start.ru_stime)


def growth(found: list[Timed]) -> float:
    """Exponent of seconds over orders."""
    if len(found) < 2:
        return float("nan")
    return float(np.polyfit(np.log([x.orders for x in found]), np.log([x.seconds for x in found]), 1)[0])

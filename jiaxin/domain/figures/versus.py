"""企业对比 — up to three companies side by side in plain words; a difference is called one only where chance is no likely cause.

Unit    orders and upheld complaints of the window of the company card; rates per thousand orders, one decimal as text
Source  消费者知情权; two proportions are told apart where their Wilson intervals at 95 % do not meet (cautious: about 99 %
        together). ASSUMED: fewer orders than `compare_orders` of the rules of figures say nothing about quality.
Silent  about price and about single workers; a star says what the assessment said on its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.96
MOST = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """What the public page of a company says, in numbers."""

    code: str
    name: str
    mode: str
    status: str
    star: int | None
    since_year: int | None
    workers: int
    green_percent: int | None
    orders: int
    upheld: int
    disputed: int
    pledge: str  # signed | broken | none
    penalties: int
    as_of: str
    good_until: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Upheld complaints per thousand orders with its interval; None where there are too few orders to say anything."""

    per_mille: float | None
    low: float = 0.0
    high: float = 0.0

    @property
    def said(self) -> str:
        return "" if self.per_mille is None else f"{self.per_mille:.1f}"


def rate(one: Compared, least: int) -> Rate:
    n, k = one.orders, min(one.upheld, one.orders)
    if n < max(least, 1):
        return Rate(None)
    share, z2 = k / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Rate(1000 * share, 1000 * max(middle - half, 0.0), 1000 * min(middle + half, 1.0))


def told_apart(companies: Sequence[Compared], least: int) -> list[tuple[str, str]]:
    """(fewer, more): pairs of names whose rates of upheld complaints differ beyond chance."""
    rates = [(one.name, rate(one, least)) for one in companies]
    return [(a, b) for a, ra in rates for b, rb in rates if ra.per_mille is not None and rb.per_mille is not None and ra.high < rb.low]


def too_few(companies: Sequence[Compared], least: int) -> list[str]:
    return [one.name for one in companies if rate(one, least).per_mille is None]

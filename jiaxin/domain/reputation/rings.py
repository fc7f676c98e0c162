"""Rings — households that rate the same set of workers: lockstep, found by joining on shared workers.

Households with at least three workers are compared with those they share a worker with; a partner has three workers in common
that make up at least 60 % of the household's own. Workers with very many such customers are thinned, so the join stays linear.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import Market

COMMON = 3
COVER = 0.6
MOST_CUSTOMERS = 60
RING = np.array([0.1, 0.05, 0.1, 0.15, 0.6])  # how many partners members of a ring have: none, 1, 2-3, 4-7, more


@dataclass(frozen=True)
class Rings:
    partners: Codes
    wide: NDArray[np.bool_]  # households with enough workers to be compared

    def points(self, calm: Floats) -> Floats:
        """Against how often honest households of this market happen to agree; `calm` says how far each household is honest."""
        kind = np.searchsorted([1, 2, 4, 8], self.partners, side="right")
        seen = summed(kind[self.wide], calm[self.wide], 5)
        share = (seen + 3.0 * np.array([0.9, 0.04, 0.03, 0.02, 0.01])) / (seen.sum() + 3.0)
        points = np.clip(np.log(RING / share), -0.5, 6.0)
        return np.where(self.wide, points[kind], 0.0)


def rings(market: Market) -> Rings:
    n = len(market.households)
    degree = summed(market.pair_household, minlength=n)
    wide = degree[market.pair_household] >= COMMON
    household, person = market.pair_household[wide], market.pair_person[wide]
    order = np.lexsort((household, person))
    household, person = household[order], person[order]
    partners = np.zeros(n, dtype=np.int64)
    if not len(household):
        return Rings(partners, degree >= COMMON)
    start = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    size = np.diff(np.r_[start, len(person)])
    left, right = [], []
    rank = np.arange(len(person)) - np.repeat(start, size)
    # neighbours at distance 1, 2, ... in the customer list of a worker: every pair for small lists, a band for long ones
    for gap in range(1, min(int(size.max()), MOST_CUSTOMERS)):
        a = np.flatnonzero(rank[gap:] >= gap) if gap < len(rank) else np.zeros(0, dtype=np.int64)
        if not len(a):
            break
        left.append(household[a])
        right.append(household[a + gap])
    if not left:
        return Rings(partners, degree >= COMMON)
    key, common = np.unique(np.concatenate(left) * n + np.concatenate(right), return_counts=True)
    key, common = key[common >= COMMON], common[common >= COMMON]
    one, two = key // n, key % n
    for mine in (one, two):
        near = common >= COVER * degree[mine]
        partners += np.bincount(mine[near], minlength=n)
    return Rings(partners, degree >= COMMON)

"""Rings — households that rate the same set of workers: lockstep, found by joining on shared workers.

Households with at least three workers are compared with those they share a worker with; a partner has three workers in common
that make up at least 60 % of the household's own. Workers with very many such customers are thinned, so the join stays linear.

Many partners are the mark of a large ring. A small one, the two or three families an agency sells to whoever pays, has few, but they
meet at worker after worker: so how deep a household is in step with its closest partner speaks as well. Of each firm one worker counts,
as a firm that sends its staff in turn brings many families to the same people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.cells import distinct, summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import Market

COMMON = 3
COVER = 0.6
MOST_CUSTOMERS = 60
MEETINGS = 1 << 17  # of households at the same worker that are compared at once
DRAWERS = 19  # bits of their number
SCATTER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: neighbours fall far apart
# how many partners: none, 1, 2-3, 4-7, more — of members of a ring, and of honest families at the least
RING = np.array([0.1, 0.05, 0.1, 0.15, 0.6])
HONEST = np.array([0.92, 0.04, 0.02, 0.012, 0.008])
# ASSUMED: how many workers, each of another firm, are shared with the closest partner: none, 3, 4, 5, more — the same two
DEEP = np.array([0.1, 0.05, 0.1, 0.15, 0.6])
SHALLOW = np.array([0.94, 0.045, 0.01, 0.004, 0.001])
STANDING = np.array([1.0, 1.0, 0.5, 0.3, 0.2])  # how much of what is honest at the least stands against what was counted


@dataclass(frozen=True)
class Rings:
    partners: Codes
    points: Floats


def rings(market: Market, deep: bool) -> Rings:
    """Against a shuffled market: the same families and the same workers in the same districts, met by chance."""
    n = len(market.households)
    district = np.zeros(len(market.pair_person), dtype=np.int64)
    district[market.pair] = market.district
    shuffled = market.pair_person.copy()
    first = np.empty(len(shuffled), dtype=np.int64)  # by time, so that labels have no say
    first[market.pair[::-1]] = np.arange(len(market.pair))[::-1]
    met = np.zeros(len(market.pair), dtype=np.int64)
    met[first] = 1
    scattered = ((np.cumsum(met)[first] - 1).astype(np.uint64) * np.uint64(2654435761)) % np.uint64(2**32)
    within = np.argsort(district * len(market.pair) + first)
    shuffled[within] = market.pair_person[np.argsort(district * 2**32 + scattered.astype(np.int64))]
    pairs = distinct(market.pair_household * max(market.persons, 1) + shuffled)
    wide, partners = _partners(market.pair_household, market.pair_person, n)
    chance_wide, chance = _partners(pairs // max(market.persons, 1), pairs % max(market.persons, 1), n)
    by_chance = summed(_kind(chance)[chance_wide], None, len(RING)) + 20.0 * HONEST
    share = np.maximum(by_chance / by_chance.sum(), HONEST * STANDING)
    points = np.where(wide, np.clip(np.log(RING / share), -0.5, 5.0)[_kind(partners)], 0.0)
    if deep:
        points = np.maximum(points, _depth_points(market, first, shuffled))
    return Rings(partners, points)


def _depth_points(market: Market, first: Codes, shuffled: Codes) -> Floats:
    """By household, what its closest partner says of it; -9 where there is none. `first`: by pair, its first order."""
    n = len(market.households)
    by_time = market.pair[np.sort(first)]
    order = by_time[np.argsort(market.pair_household[by_time] * max(market.firms, 1) + market.firm[first[by_time]], kind="stable")]
    household, firm = market.pair_household[order], market.firm[first][order]
    own = order[np.r_[True, (household[1:] != household[:-1]) | (firm[1:] != firm[:-1])]] if len(order) else order
    home = market.pair_household[own]
    deepest, by_luck = (_deepest(home, whom[own], n) for whom in (market.pair_person, shuffled))
    counted = summed(_depth(by_luck)[np.bincount(home, minlength=n) >= COMMON], None, len(DEEP)) + 20.0 * SHALLOW
    share = np.maximum(counted / counted.sum(), SHALLOW * STANDING)
    found: Floats = np.where(deepest > 0, np.clip(np.log(DEEP / share), 0.0, 5.0)[_depth(deepest)], -9.0)
    return found


def _depth(shared: Codes) -> Codes:
    return np.searchsorted([1, 4, 5, 6], shared, side="right")


def _kind(partners: Codes) -> Codes:
    return np.searchsorted([1, 2, 4, 8], partners, side="right")


def _partners(household: Codes, person: Codes, n: int) -> tuple[NDArray[np.bool_], Codes]:
    """Who is wide enough to be compared, and how many partners each household has."""
    degree, of, _ = _met(household, person, n)
    return degree >= COMMON, np.bincount(of, minlength=n)


def _deepest(household: Codes, person: Codes, n: int) -> Codes:
    """How many workers each household shares with the partner it shares most with; 0 where it has none."""
    _, of, common = _met(household, person, n)
    found = np.zeros(n, dtype=np.int64)
    np.maximum.at(found, of, common)
    return found


def _met(household: Codes, person: Codes, n: int) -> tuple[Codes, Codes, Codes]:
    """Workers of each household; and for each partner of a household: the household, and how many workers they share."""
    degree = np.bincount(household, minlength=n)
    wide = degree[household] >= COMMON
    household, person = household[wide], person[wide]
    if (household[1:] < household[:-1]).any():
        order = np.argsort(household, kind="stable")
        household, person = household[order], person[order]
    order = np.argsort(person * n + household)
    customers = household[order]  # worker by worker
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ends = np.flatnonzero(np.r_[person[order][1:] != person[order][:-1], True]) if len(order) else order
    later = np.repeat(ends, np.diff(np.r_[-1, ends])) - np.arange(len(order))
    # with the next ones in the list of a worker's customers: every pair of a short list, a band of a long one
    with_next = np.minimum(later, MOST_CUSTOMERS - 1)[place]
    found = [_often(household[at], place[at], with_next[at], customers, n) for at in _blocks(household, with_next)]
    key, common = (np.concatenate([one[part] for one in found]) if found else np.zeros(0, dtype=np.int64) for part in (0, 1))
    both, shared = np.concatenate([key // n, key % n]), np.concatenate([common, common])
    near = shared >= COVER * degree[both]
    return degree, both[near], shared[near]


def _blocks(household: Codes, with_next: Codes) -> Iterator[slice]:
    """Rows of whole households, as many as meet about `MEETINGS` times: what is sorted at once stays in the cache, however many there are."""
    first = np.flatnonzero(np.r_[True, household[1:] != household[:-1]]) if len(household) else household
    met = np.r_[0, np.cumsum(with_next)][first]
    cuts = np.unique(np.searchsorted(met, np.arange(0, int(with_next.sum()) + 1, MEETINGS)))
    edges = [*first[cuts[cuts < len(first)]].tolist(), len(household)]
    yield from (slice(start, end) for start, end in pairwise(edges) if start < end)


def _often(household: Codes, place: Codes, with_next: Codes, customers: Codes, n: int) -> tuple[Codes, Codes]:
    """Pairs (as one number) of these households with a later one that share enough workers, in order, and how many they share."""
    before = np.cumsum(with_next) - with_next
    met = customers[np.repeat(place + 1 - before, with_next) + np.arange(int(with_next.sum()))]
    met += np.repeat(household * n, with_next)
    # who falls into a drawer that fewer fell into has met less often: few are left to be sorted
    drawer = ((met.view(np.uint64) * SCATTER) >> (64 - DRAWERS)).view(np.int64)
    met = np.sort(met[np.bincount(drawer, minlength=1 << DRAWERS)[drawer] >= COMMON])
    # equal ones stand together, and who met often enough stands again so many places on
    key = distinct(met[np.flatnonzero(met[COMMON - 1 :] == met[: max(len(met) - COMMON + 1, 0)])])
    return key, np.searchsorted(met, key, side="right") - np.searchsorted(met, key, side="left")

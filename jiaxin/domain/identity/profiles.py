"""全貌 — what is known of a person from all her records at once, held against another's.

Two records may say little to each other although their people say much: one of hers has the day of birth, another
the employer. So two people are compared in every aspect by the pair of their records that says most for them among
those that say anything; what only one pair leaves open is taken from the next. A doubtful row joins whom it fits
best, and less readily the better it fits somebody else.
"""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity.aspects import LEVELS
from jiaxin.domain.identity.columns import Bytes, Ints, Marks
from jiaxin.domain.identity.weighing import Scores, Weights

NEAR = -2.0  # log-odds from which a pair of records makes their people worth a look
LEAST = 2.0  # log-odds from which whole pictures join
MOST = 12  # records of a person that are looked at
_ROUNDS = 4
Levels = Callable[[Ints, Ints], Bytes]


def join(cluster: Ints, left: Ints, right: Ints, genuine: Marks, levels: Levels, weights: Weights) -> Ints:
    """People joined whose whole pictures speak for one person; best first, each once a round.

    `cluster`: per record the lowest of its person, as before and after. `left`, `right`: pairs of records that are near.
    `genuine`: mark of a genuine number, 0 for none: two different ones are never joined.
    """
    for _ in range(_ROUNDS):
        one, other = _pairs_of_people(cluster, left, right, genuine)
        if not len(one):
            break
        scores = weights.score(pictures(cluster, one, other, levels, weights))
        scores = scores - rivalry(one, other, scores)
        into = np.arange(len(cluster))
        taken: set[int] = set()
        for at in np.argsort(-scores, kind="stable")[: int((scores >= LEAST).sum())].tolist():
            here, there = int(one[at]), int(other[at])
            if here in taken or there in taken:
                continue
            taken |= {here, there}
            into[there] = here
        if not taken:
            break
        cluster = into[cluster]
    return cluster


def _pairs_of_people(cluster: Ints, left: Ints, right: Ints, genuine: Marks) -> tuple[Ints, Ints]:
    """Each pair of clusters with near records once, lower first, without those of two genuine numbers."""
    held = np.zeros(len(cluster), np.uint64)
    held[cluster[genuine > 0]] = genuine[genuine > 0]
    a, b = cluster[left], cluster[right]
    free = (a != b) & ((held[a] == 0) | (held[b] == 0) | (held[a] == held[b]))
    packed = np.unique(np.minimum(a, b)[free] << 32 | np.maximum(a, b)[free])
    return packed >> 32, packed & 0xFFFFFFFF


def pictures(cluster: Ints, one: Ints, other: Ints, levels: Levels, weights: Weights) -> Bytes:
    """[pairs of people, aspects]"""
    order = np.argsort(cluster, kind="stable")
    ordered = cluster[order]
    start, ends = np.searchsorted(ordered, one), np.searchsorted(ordered, one, "right")
    begin, stops = np.searchsorted(ordered, other), np.searchsorted(ordered, other, "right")
    here, there = np.minimum(ends - start, MOST), np.minimum(stops - begin, MOST)
    sizes = here * there
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    pair = np.repeat(np.arange(len(one)), sizes)
    within = np.arange(int(sizes.sum())) - firsts[pair]
    found = levels(order[start[pair] + within // there[pair]], order[begin[pair] + within % there[pair]])
    return together(found, firsts, weights)


def together(found: Bytes, firsts: Ints, weights: Weights) -> Bytes:
    """Of the comparisons of each pair of people the best level that is known, aspect by aspect."""
    best = np.empty((len(firsts), found.shape[1]), np.uint8)
    for aspect in range(found.shape[1]):
        rank, level = _ranks(weights, aspect)
        best[:, aspect] = level[np.maximum.reduceat(rank[found[:, aspect]], firsts)]
    return best


def _ranks(weights: Weights, aspect: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Level → rank by what it says for one person, and back; nothing known is the lowest."""
    said = weights.alone[aspect].astype(np.int64)
    said[0] = said.min() - 1
    level = np.argsort(said, kind="stable")
    rank = np.empty(LEVELS[aspect], np.int64)
    rank[level] = np.arange(LEVELS[aspect])
    return rank, level


def rivalry(one: Ints, other: Ints, scores: Scores) -> Scores:
    """What each pair loses to those who claim one of its sides and cannot be its other side."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, score in zip(one.tolist(), other.tolist(), scores.tolist(), strict=True):
        near[a][b] = near[b][a] = score
    lost = np.zeros(len(scores))
    for at, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        if len(near[a]) > 1 or len(near[b]) > 1:
            lost[at] = max(_claims(near, a, b), _claims(near, b, a))
    return lost


def _claims(near: dict[int, dict[int, float]], wanted: int, by: int) -> float:
    rivals = [score for who, score in near[wanted].items() if who != by and near[by].get(who, -9.0) < 0]
    return float(np.logaddexp.reduce([0.0, *rivals])) if rivals else 0.0

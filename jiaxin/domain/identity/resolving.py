"""归并 — a whole roster at once: who of all these rows is one person, who is a question.

Read once, set disputed numbers aside, find candidates by keys, compare, weigh, cluster; then people who are nearly
one are compared as wholes (profiles). The same steps as for a single row (asking), on columns.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from jiaxin.domain.identity import candidates, clustering, comparing, disputed_numbers, keys, profiles
from jiaxin.domain.identity.clustering import Edges
from jiaxin.domain.identity.columns import Columns, Ints, Marks, across, number_known
from jiaxin.domain.identity.crowd import Commonness, Crowd, commonness, count
from jiaxin.domain.identity.disputed_numbers import Disputes
from jiaxin.domain.identity.numbers_taken_apart import PLACES, Standing
from jiaxin.domain.identity.weighing import Scores, Weights, shipped

ASK = -1.0  # log-odds from which two people may be one: a person is asked


@dataclass(slots=True)
class Resolved:
    """`cluster`: per record the lowest record of its person."""

    cluster: Ints
    columns: Columns  # as compared: disputed numbers left out
    crowd: Crowd
    common: Commonness
    disputes: Disputes
    edges: Edges  # candidates that join or may be asked about
    weights: Weights

    def levels(self, one: int, other: int) -> list[int]:
        """How two records compare, aspect by aspect."""
        pair = np.array([one]), np.array([other])
        return [int(level) for level in comparing.levels(self.columns, self.common, *pair)[0]]

    def questions(self) -> Iterable[tuple[int, int]]:
        """Pairs of records of different people that may be one person and are not known to be two."""
        genuine = genuine_marks(self.columns)
        held = np.zeros(len(self.cluster), np.uint64)
        held[self.cluster[genuine > 0]] = genuine[genuine > 0]
        one, other = self.cluster[self.edges.left], self.cluster[self.edges.right]
        free = (held[one] == 0) | (held[other] == 0) | (held[one] == held[other])
        open_ = (one != other) & free & (self.edges.scores >= ASK)
        best: dict[tuple[int, int], tuple[float, int, int]] = {}
        for at in np.flatnonzero(open_).tolist():
            key = (min(int(one[at]), int(other[at])), max(int(one[at]), int(other[at])))
            found = (float(self.edges.scores[at]), int(self.edges.left[at]), int(self.edges.right[at]))
            best[key] = max(best.get(key, found), found)
        return [(left, right) for _, left, right in sorted(best.values(), reverse=True)] + self.disputes.asked


def genuine_marks(c: Columns) -> Marks:
    """One mark per genuine number, 0 where there is none."""
    has = (c.standing == Standing.GENUINE) & number_known(c.digits, 0, PLACES)
    return np.where(has, across(c.digits) | np.uint64(1), np.uint64(0))


def resolve(c: Columns, weights: Weights | None = None) -> Resolved:
    weights = weights or shipped()
    crowd = count(c)
    common = commonness(c, crowd)
    disputes = disputed_numbers.find(c, common, weights)
    c = disputed_numbers.without(c, disputes.quarantined)
    left, right = candidates.pairs(keys.keys(c))

    def score(one: Ints, other: Ints) -> Scores:
        return weights.score(comparing.levels(c, common, one, other))

    edges = Edges(left, right, score(left, right))
    genuine = genuine_marks(c)
    found = clustering.cluster(len(c), edges, genuine, score)
    near = edges.only(edges.scores >= profiles.NEAR)
    found = profiles.join(found, near.left, near.right, genuine, lambda a, b: comparing.levels(c, common, a, b), weights)
    return Resolved(found, c, crowd, common, disputes, edges.only(edges.scores >= ASK), weights)

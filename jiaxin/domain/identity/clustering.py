"""聚类 — from scored pairs to people: best edge first, and never two genuine numbers in one.

Groups that hang together without any contradiction become one person each. A group with a contradiction (two
different genuine numbers, or a pair whose score speaks clearly against) is compared completely, every record with
every other, and grown from its best edge: two parts join only while what is between them speaks for it on the whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jiaxin.domain.identity.columns import Ints, Marks
from jiaxin.domain.identity.weighing import Scores

JOIN = 4.0  # log-odds from which a pair joins by itself; below it whole people are compared (profiles)
AGAINST = -3.0  # log-odds below which a pair contradicts
_COMPLETE = 120  # records of a group that are still compared completely
Score = Callable[[Ints, Ints], Scores]


@dataclass(slots=True)
class Edges:
    left: Ints
    right: Ints
    scores: Scores

    def only(self, those: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Edges":
        return Edges(self.left[those], self.right[those], self.scores[those])


def cluster(size: int, edges: Edges, genuine: Marks, score: Score) -> Ints:
    """The cluster of each record: the lowest record in it. `genuine`: mark of a genuine number, 0 for none."""
    joining = edges.only(edges.scores >= JOIN)
    group = connected(size, joining.left, joining.right)
    contested = _contested(group, edges, genuine)
    if len(contested):
        members = defaultdict(list)
        for record in np.flatnonzero(np.isin(group, contested)):
            members[int(group[record])].append(int(record))
        inside = edges.only((group[edges.left] == group[edges.right]) & np.isin(group[edges.left], contested))
        for at, part in _between(members, inside, group, score):
            for camp in grow(members[at], part, genuine):
                group[camp] = min(camp)
    return group


def connected(size: int, left: Ints, right: Ints) -> Ints:
    """Lowest record that can be reached from each (pointer jumping)."""
    lowest = np.arange(size)
    while True:
        before = lowest
        least = np.minimum(lowest[left], lowest[right])
        lowest = lowest.copy()
        np.minimum.at(lowest, lowest[left], least)
        np.minimum.at(lowest, lowest[right], least)
        while True:
            further = lowest[lowest]
            if (further == lowest).all():
                break
            lowest = further
        if (lowest == before).all():
            return lowest


def _contested(group: Ints, edges: Edges, genuine: Marks) -> Ints:
    """Groups with a contradiction inside."""
    against = (edges.scores < AGAINST) & (group[edges.left] == group[edges.right])
    having = np.flatnonzero(genuine)
    pairs = np.unique(np.stack((group[having].astype(np.uint64), genuine[having])), axis=1)[0].astype(np.int64)
    several = pairs[1:][pairs[1:] == pairs[:-1]]
    return np.unique(np.concatenate((group[edges.left[against]], several)))


def _between(members: dict[int, list[int]], inside: Edges, group: Ints, score: Score) -> list[tuple[int, Edges]]:
    """The edges inside each contested group: all pairs where it is small enough, else those there are."""
    small = [at for at, found in members.items() if len(found) <= _COMPLETE]
    lefts, rights, starts = [], [], [0]
    for at in small:
        records = np.array(members[at])
        i, j = np.triu_indices(len(records), 1)
        lefts.append(records[i])
        rights.append(records[j])
        starts.append(starts[-1] + len(i))
    found: list[tuple[int, Edges]] = []
    if small:
        left, right = np.concatenate(lefts), np.concatenate(rights)
        scores = score(left, right)
        for at, start, end in zip(small, starts[:-1], starts[1:], strict=True):
            found.append((at, Edges(left[start:end], right[start:end], scores[start:end])))
    for at in members.keys() - set(small):
        found.append((at, inside.only(group[inside.left] == at)))
    return found


def grow(records: Sequence[int], edges: Edges, genuine: Marks) -> list[list[int]]:
    """Best edge first under cannot-link."""
    camp = {r: [r] for r in records}
    numbers = {r: {int(genuine[r])} - {0} for r in records}
    of = {r: r for r in records}
    between: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, score in zip(edges.left.tolist(), edges.right.tolist(), edges.scores.tolist(), strict=True):
        between[one][other] = between[other][one] = score
    left_out = torn(between, genuine)
    best = np.argsort(-edges.scores, kind="stable")
    for at in best[: int((edges.scores >= JOIN).sum())].tolist():
        if int(edges.left[at]) in left_out or int(edges.right[at]) in left_out:
            continue
        one, other = of[int(edges.left[at])], of[int(edges.right[at])]
        if one == other or len(numbers[one] | numbers[other]) > 1 or not speaks_for(camp[one], camp[other], between):
            continue
        if len(camp[one]) < len(camp[other]):
            one, other = other, one
        for record in camp[other]:
            of[record] = one
        camp[one] += camp.pop(other)
        numbers[one] |= numbers.pop(other)
    return list(camp.values())


MARGIN = 2.0  # log-odds by which a record must fit one genuine number better than another


def torn(between: Mapping[int, Mapping[int, float]], genuine: Marks) -> set[int]:
    """Records without a genuine number that fit two people of different numbers nearly as well: whole people decide (profiles)."""
    found = set()
    for record, near in between.items():
        if genuine[record]:
            continue
        fits: dict[int, float] = {}
        for other, score in near.items():
            mark = int(genuine[other])
            if mark and score >= JOIN - MARGIN:
                fits[mark] = max(fits.get(mark, score), score)
        first, *rest = sorted(fits.values(), reverse=True) or [0.0]
        if rest and first - rest[0] < MARGIN:
            found.add(record)
    return found


_MOST_SAID = 8.0  # one very sure pair must not outvote many doubtful ones


def speaks_for(here: Iterable[int], there: Iterable[int], between: Mapping[int, Mapping[int, float]]) -> bool:
    """The mean of what is known between two parts."""
    total = 0.0
    for one in here:
        known = between[one]
        for other in there:
            total += max(-_MOST_SAID, min(_MOST_SAID, known.get(other, 0.0)))
    return total > 0

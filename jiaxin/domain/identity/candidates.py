"""候选对 — which records are worth comparing: those that share a key in a block that is not too large."""

from collections.abc import Iterable

import numpy as np

from jiaxin.domain.identity.columns import Ints
from jiaxin.domain.identity.keys import KINDS, Keyed


def pairs(keyed: Iterable[Keyed]) -> tuple[Ints, Ints]:
    """(left, right) with left < right, each pair once, in order."""
    found: list[Ints] = []
    for key in keyed:
        found.append(within_blocks(key))
        if len(found) == 6:
            found = [_once(found)]
    both = _once(found)
    return both >> 32, both & 0xFFFFFFFF


def _once(packed: list[Ints]) -> Ints:
    if not packed:
        return np.zeros(0, np.int64)
    joined = np.concatenate(packed)
    joined.sort()
    return joined[np.concatenate(([True], joined[1:] != joined[:-1]))] if len(joined) else joined


def within_blocks(key: Keyed) -> Ints:
    """All pairs of each block, packed as left << 32 | right."""
    order = np.argsort(key.marks, kind="stable")
    rows, marks = key.rows[order], key.marks[order]
    if len(rows) < 2:
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], marks[1:] != marks[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(rows)])))
    starts, sizes = starts[(sizes > 1) & (sizes <= KINDS[key.kind].most)], sizes[(sizes > 1) & (sizes <= KINDS[key.kind].most)]
    found = []
    for size in np.unique(sizes):
        i, j = np.triu_indices(int(size), 1)
        at = starts[sizes == size][:, None]
        left, right = rows[(at + i).ravel()], rows[(at + j).ravel()]
        other = left != right
        left, right = left[other], right[other]
        found.append(np.minimum(left, right) << 32 | np.maximum(left, right))
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, np.int64)

"""Group-by: every pass of the model is sums over households, pairs, companies, or cells of person and quarter."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.columns import Codes, Floats


def summed(codes: Codes, weights: NDArray[Any] | None = None, minlength: int = 0) -> Floats:
    """Sum of weights (or count) by code, always in the order of rows: the same bytes on any number of threads."""
    return np.bincount(codes, weights, minlength).astype(np.float64, copy=False)


def distinct(values: Codes) -> Codes:
    """Which values there are, in their order."""
    found = np.sort(values)
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


BLOCK = 1 << 15  # rows whose intermediate values fit into the cache of a core


def in_blocks(rows: int, width: int, compute: Callable[[slice], tuple[Floats, ...]]) -> tuple[Floats, ...]:
    """`width` columns of `rows`, computed a block at a time by what looks at each row alone: the same bytes at any size of block.

    A formula over all rows at once makes an array for each of its steps; of ten million rows each is new memory from the system, and
    fetching it costs more than computing. A block at a time the steps reuse the same few kilobytes.
    """
    if rows <= BLOCK:
        return compute(slice(0, rows))
    found = tuple(np.empty(rows) for _ in range(width))
    for start in range(0, rows, BLOCK):
        at = slice(start, start + BLOCK)
        for whole, part in zip(found, compute(at), strict=True):
            whole[at] = part
    return found

"""Group-by: every pass of the model is sums over households, pairs, companies, or cells of person and quarter."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.columns import Codes, Floats


def summed(codes: Codes, weights: NDArray[Any] | None = None, minlength: int = 0) -> Floats:
    """Sum of weights (or count) by code, always in the order of rows: the same bytes on any number of threads."""
    return np.bincount(codes, weights, minlength).astype(np.float64, copy=False)

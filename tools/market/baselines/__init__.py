"""Baselines — published ways to score, each with the face of the model: estimate(orders, workers, households, penalties, now)."""

from collections.abc import Callable
from typing import Any

from tools.market.baselines import averages, decay, filtering, rev2

Estimate = Callable[..., dict[str, Any]]

BASELINES: dict[str, Estimate] = {
    "mean": averages.mean,
    "Bayesian average": averages.bayesian,
    "Wilson": averages.wilson,
    "beta with decay": decay.beta,
    "iterative filtering": filtering.estimate,
    "REV2": rev2.estimate,
}

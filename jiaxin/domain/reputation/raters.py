"""Raters whose marks have nothing to do with what others say — for any market of plain marks, without companies or orders.

The same idea as in `trust`, cut to what such data hold: who marked whom, how, and nothing about the marked person's answer. An
honest mark scatters around what the other raters think of that person, a dishonest one comes from anywhere on the scale whoever
it meets, half the time from one of its ends, which move a mean most. The log-likelihood ratio of the two is added up over a rater's marks; marks of one rater hang together, so the sum is
shrunk as everywhere in the model. No labels enter, and nothing that is said about the rater himself. The constants were chosen on
Bitcoin Alpha, which has no labels, with raters planted into it; Bitcoin OTC was only measured.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Codes, Floats, coded, labels

PASSES = 12
SLIP = 0.05  # honest marks that are slips of the pen
CORRELATED = 0.05  # marks of one rater hang together
SHARE = 0.2  # dishonest raters before anything is seen
MOST = 6.0  # log-odds one mark can add
STAYING = 0.8  # a disposable account gives a further mark with this probability
TAIL = 3.0  # degrees of freedom of honest scatter
PEAK = 0.3675525969478614  # density at 0 of Student's t with three degrees


def disagreement(rater: NDArray[Any], rated: NDArray[Any], mark: Floats) -> tuple[NDArray[Any], Floats]:
    """Raters in sorted order, and for each the probability that the marks are not honest."""
    one, raters = coded(labels(np.asarray(rater), "rater"))
    two, everybody = coded(labels(np.asarray(rated), "rated"))
    y = np.asarray(mark, dtype=np.float64)
    if not len(y):
        return raters, np.zeros(0)
    width = float(y.max() - y.min()) + 1.0
    staged = 0.5 / width + 0.25 * ((y == y.max()) | (y == y.min()))
    count = summed(one, None, len(raters))
    brief = _brevity(count)
    suspicion = np.zeros(len(raters))
    bias = np.zeros(len(raters))
    mean, between, within, leaning = float(y.mean()), float(y.var()) / 2.0, float(y.var()) / 2.0, float(y.var()) / 10.0
    for _ in range(PASSES):
        weight = (1.0 - suspicion[one]) / within
        held = summed(two, weight, len(everybody))
        total = summed(two, weight * (y - bias[one]), len(everybody))
        variance = 1.0 / (np.maximum(held[two] - weight, 0.0) + 1.0 / between)
        expected = variance * (total[two] - weight * (y - bias[one]) + mean / between)
        bias, spread = _leanings(one, y - expected, variance + within, leaning, len(raters))
        honest = _scatter(y - expected, variance + within + leaning)
        honest = (1.0 - SLIP) * honest + SLIP / width
        ratio = np.minimum(np.log(staged / honest), MOST)
        odds = summed(one, ratio, len(raters)) / (1.0 + CORRELATED * (count - 1.0)) + brief
        suspicion = 1.0 / (1.0 + np.exp(-np.clip(odds + np.log(SHARE / (1.0 - SHARE)), -50.0, 50.0)))
        trust = 1.0 - suspicion[one]
        gap = y - expected - bias[one]
        within = max(float((trust * np.maximum(gap**2 - variance, 0.05 * gap**2)).sum() / trust.sum()), 1e-6)
        leaning = max(float(((1.0 - suspicion) * (bias**2 + spread)).sum() / (1.0 - suspicion).sum()), 1e-6)
        quality = (total + mean / between) / (held + 1.0 / between)
        mean = float(quality.mean())
        between = max(float(((quality - mean) ** 2 + 1.0 / (held + 1.0 / between)).mean()), 1e-6)
    return raters, suspicion


def _leanings(one: Codes, gap: Floats, variance: Floats, leaning: float, raters: int) -> tuple[Floats, Floats]:
    held = summed(one, 1.0 / variance, raters)
    spread = 1.0 / (held + 1.0 / leaning)
    return spread * summed(one, gap / variance, raters), spread


def _scatter(gap: Floats, variance: Floats) -> Floats:
    scale = variance / TAIL  # Student's t with three degrees and this variance
    return np.asarray(PEAK / np.sqrt(scale) * (1.0 + gap**2 / scale / TAIL) ** -2.0, dtype=np.float64)


def _brevity(count: Floats) -> Floats:
    """Disposable accounts are short-lived: how many marks they give, against how many raters of this market give."""
    level = np.floor(np.log2(count)).astype(np.int64)
    seen = summed(level) + 1.0
    number = np.arange(1, 4096)
    brief = summed(np.floor(np.log2(number)).astype(np.int64), STAYING**number)[: len(seen)]
    brief = np.concatenate([brief, np.zeros(len(seen) - len(brief))])
    points = np.log((brief / brief.sum() + 1e-4) / (seen / seen.sum()))
    return np.asarray(np.clip(points, -2.0, 1.0)[level], dtype=np.float64)

"""Posterior — quality over quarters: a normal state that forgets, filtered forward and, for refits, smoothed back.

Decay needs no second look at old rows: quality drifts by an AR(1) from quarter to quarter, so evidence loses weight by itself.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.columns import Floats


@dataclass(frozen=True)
class Filtered:
    """Deviation from the prior mean by quarter x person, and what the filter expected before each quarter."""

    mean: Floats
    variance: Floats
    expected: Floats
    expected_variance: Floats


def filtered(information: Floats, sums: Floats, prior: Floats, spread: float, phi: float) -> Filtered:
    """`information` and `sums` are quarter x person; `prior` is the mean of each person."""
    mean, variance = np.empty_like(information), np.empty_like(information)
    expected, expected_variance = np.empty_like(information), np.empty_like(information)
    m = np.zeros(information.shape[1])
    var = np.full(information.shape[1], spread)
    for q in range(len(information)):
        if q:
            m = phi * m
            var = phi * phi * var + spread * (1.0 - phi * phi)
        expected[q], expected_variance[q] = m, var
        var = 1.0 / (1.0 / var + information[q])
        m = var * (m / expected_variance[q] + sums[q] - information[q] * prior)
        mean[q], variance[q] = m, var
    return Filtered(mean, variance, expected, expected_variance)


def smoothed(f: Filtered, phi: float) -> tuple[Floats, Floats]:
    """Mean and variance with the later quarters known too."""
    mean, variance = f.mean.copy(), f.variance.copy()
    for q in range(len(mean) - 2, -1, -1):
        gain = f.variance[q] * phi / f.expected_variance[q + 1]
        mean[q] = f.mean[q] + gain * (mean[q + 1] - f.expected[q + 1])
        variance[q] = f.variance[q] + gain**2 * (variance[q + 1] - f.expected_variance[q + 1])
    return mean, variance


def realised(kept: Floats, true: Floats, f: Filtered, spread: float, phi: float) -> Floats:
    """Error variance today of a filter that counted `kept` of an information that was `true`, quarter x person."""
    error = np.full(kept.shape[1], spread)
    for q in range(len(kept)):
        if q:
            error = phi * phi * error + spread * (1.0 - phi * phi)
        pull = f.variance[q] * kept[q]
        error = (1.0 - pull) ** 2 * error + pull**2 / np.maximum(true[q], 1e-12)
    return error


def predictive(information: Floats, sums: Floats, prior: Floats, spread: float, phi: float) -> float:
    """Log-likelihood of each quarter's evidence given the quarters before it."""
    f = filtered(information, sums, prior, spread, phi)
    seen = information > 1e-9
    noise = f.expected_variance + 1.0 / np.maximum(information, 1e-9)
    gap = sums / np.maximum(information, 1e-9) - prior - f.expected
    return float(np.where(seen, -0.5 * (np.log(noise) + gap**2 / noise), 0.0).sum())


LOOSE = 0.04  # how far the memory of a market may lie from the usual one, as a standard deviation
LINKED = 3.0  # products of one worker's quarters hang together: so many count for one


def remembered(information: Floats, sums: Floats, spread: float, usual: float, choices: tuple[float, ...]) -> float:
    """The memory phi under which quarters agree as much, and as much less the further apart, as they do.

    Method of moments: what two quarters say of one worker has noise of its own in each, so their mean product at a distance of L
    quarters is the part of quality that stays plus `spread` phi^L, however large the noise is said to be. The likelihood of single
    quarters needs that noise right, and takes a market with quieter stars than assumed for one that never changes.
    """
    held = 1.0 + spread * information
    weight = information / held
    value = (sums - information * (float(sums.sum()) / max(float(information.sum()), 1e-9))) / held
    lags = np.arange(1, len(information))
    pairs = np.array([float((weight[lag:] * weight[:-lag]).sum()) for lag in lags])
    products = np.array([float((value[lag:] * value[:-lag]).sum()) for lag in lags])
    seen = pairs > 1.0
    if not seen.any():
        return usual
    found = []
    for phi in choices:
        shape = 1.0 - spread + spread * phi ** lags[seen]
        scale = max(float((products[seen] * shape).sum()), 0.0) / float((pairs[seen] * shape**2).sum())
        gap = products[seen] / pairs[seen] - scale * shape
        found.append(-0.5 * float((pairs[seen] * gap**2).sum()) / LINKED - 0.5 * ((phi - usual) / LOOSE) ** 2)
    return choices[int(np.argmax(found))]

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


def predictive(information: Floats, sums: Floats, prior: Floats, spread: float, phi: float) -> float:
    """Log-likelihood of each quarter's evidence given the quarters before it."""
    f = filtered(information, sums, prior, spread, phi)
    seen = information > 1e-9
    noise = f.expected_variance + 1.0 / np.maximum(information, 1e-9)
    gap = sums / np.maximum(information, 1e-9) - prior - f.expected
    return float(np.where(seen, -0.5 * (np.log(noise) + gap**2 / noise), 0.0).sum())

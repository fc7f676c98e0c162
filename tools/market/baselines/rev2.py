"""REV2 (Kumar and others, WSDM 2018): fairness of raters, reliability of ratings and goodness of the rated, in one fixed point.

    F(u) = (sum R + a1 mean F) / (n + a1)      G(p) = (sum R r + b1 mean G) / (n + b1)
    R(u,p) = (g1 F(u) + g2 (1 - |r - G(p)| / 2)) / (g1 + g2)

The terms of behaviour (BIRDNEST) are left out; stars are brought to -1..1.
"""

import numpy as np

from tools.market.baselines.stars import Table, read, told

PASSES = 40
COLD_RATER, COLD_RATED = 1.0, 1.0


def fixed_point(
    value: np.ndarray, source: np.ndarray, target: np.ndarray, sources: int, targets: int,
    a1: float = COLD_RATER, b1: float = COLD_RATED, g1: float = 1.0, g2: float = 1.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Fairness, goodness, reliability. `value` in -1..1."""
    given = np.bincount(source, minlength=sources)
    got = np.bincount(target, minlength=targets)
    fair, good, reliable = np.full(sources, 0.9), np.zeros(targets), np.full(len(value), 0.9)
    for _ in range(PASSES):
        middle = float(good[got > 0].mean())
        good = np.clip((np.bincount(target, reliable * value, targets) + b1 * middle) / np.maximum(got + b1, 1e-9), -1, 1)
        reliable = np.clip((g1 * fair[source] + g2 * (1 - np.abs(value - good[target]) / 2)) / (g1 + g2), 0, 1)
        middle = float(fair[given > 0].mean())
        before, fair = fair, np.clip((np.bincount(source, reliable, sources) + a1 * middle) / np.maximum(given + a1, 1e-9), 0, 1)
        if np.abs(fair - before).max() < 1e-6:
            break
    return fair, good, reliable


def estimate(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    s = read(orders, workers, households)
    fair, good, _ = fixed_point((s.stars - 3) / 2, s.home, s.person, s.homes, s.persons)
    return told(s, good, suspicion=1 - fair)

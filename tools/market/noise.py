"""Noise — how often a rule punishes luck: exact chances, by convolution of the distribution of stars, no draws.

Two ways to act on stars below a line: on the raw average, and only with 95 % certainty (`acting`). Good workers wrongly hit, bad
ones caught, at 20, 50 and 100 ratings — with the stars of one assumed good and bad worker, and with the demo district's own.
"""

from dataclasses import dataclass
from datetime import date
from math import erf, sqrt

import numpy as np

from jiaxin.domain.reputation.acting import Stars, may_act

LINE = 4.7
COUNTS = (20, 50, 100)
# ASSUMED: shares of one to five stars; a good worker has mean 4.795 and deviation 0.64, a bad one mean 4.21
GOOD = np.array([0.0125, 0.0100, 0.0200, 0.0850, 0.8725])
BAD = np.array([0.0600, 0.0550, 0.0750, 0.2350, 0.5750])
BAD_SHARE = 0.05  # ASSUMED: one worker in twenty is bad; before any rating a worker is taken for one of the market
GOOD_ONLY = Stars(mean=4.795, deviation=0.64, weight=30.0)  # taken for a good one instead
ORDINARY = Stars(mean=(1 - BAD_SHARE) * 4.795 + BAD_SHARE * 4.21, deviation=0.64, weight=30.0)


@dataclass(frozen=True)
class Hit:
    ratings: int
    raw: float
    certain: float


def totals(shares: np.ndarray, ratings: int) -> np.ndarray:
    """Chance of each sum of stars, from `ratings` on."""
    found = np.ones(1)
    for _ in range(ratings):
        found = np.convolve(found, shares)
    return found


def hit(shares: np.ndarray, ratings: int, line: float = LINE, ordinary: Stars = ORDINARY) -> Hit:
    chance = totals(shares, ratings)
    average = (ratings + np.arange(len(chance))) / ratings
    acts = np.array([may_act(ordinary.belief(ratings, x), line) for x in average])
    return Hit(ratings, float(chance[average < line - 1e-12].sum()), float(chance[acts].sum()))


def mean_of(shares: np.ndarray) -> float:
    return float(shares @ np.arange(1, 6))


def deviation_of(shares: np.ndarray) -> float:
    return float(np.sqrt(shares @ np.arange(1, 6) ** 2 - mean_of(shares) ** 2))


@dataclass(frozen=True)
class Demo:
    """The demo district: `line` is what a tenth of its workers truly lie below."""

    line: float
    ordinary: Stars
    hit: list[tuple[int, Hit, Hit]]  # ratings; of those above the line; of those below


def demo(workers: int = 600) -> Demo:
    """Stars there: 2.2 + 3.1 quality - strictness of the family + luck, rounded; families and luck are integrated out."""
    from jiaxin.demo.district import draw
    from jiaxin.demo.plan import Plan

    quality = np.array([worker.quality for worker in draw(Plan(as_of=date(2026, 11, 1), workers=workers)).workers])
    edges = np.array([1.5, 2.5, 3.5, 4.5])
    spread = sqrt(0.4**2 + 0.6**2)
    shares = np.array([[0.5 * (1 + erf((edge - 2.2 - 3.1 * q) / spread / sqrt(2))) for edge in edges] for q in quality])
    shares = np.diff(np.hstack([np.zeros((len(shares), 1)), shares, np.ones((len(shares), 1))]), axis=1)
    true = np.array([mean_of(one) for one in shares])
    line = float(np.quantile(true, 0.10))
    inside = float(np.mean([deviation_of(one) ** 2 for one in shares]))
    ordinary = Stars(float(true.mean()), sqrt(inside), inside / float(true.var()))
    found = []
    for ratings in COUNTS:
        every = [hit(one, ratings, line, ordinary) for one in shares]
        found.append((ratings, *(_mean([h for h, t in zip(every, true, strict=True) if (t >= line) == above]) for above in (True, False))))
    return Demo(line, ordinary, found)


def _mean(hits: list[Hit]) -> Hit:
    return Hit(hits[0].ratings, float(np.mean([h.raw for h in hits])), float(np.mean([h.certain for h in hits])))

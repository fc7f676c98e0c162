"""Averages — the plain mean, the mean shrunk to the market's, and Wilson's lower bound of the share of fives.

Intervals are brought to the scale of quality (mean 0, variance 1) by the between-worker variance of the stars, the best a
method of stars can do without knowing the truth.
"""

import numpy as np

from tools.market.baselines.stars import Table, read, spreads, told

Z = 1.2815515655446004


def mean(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    s = read(orders, workers, households)
    middle, _, between = spreads(s, s.stars)
    number = s.by_person(np.ones(len(s.stars)))
    average = np.where(number > 0, s.by_person(s.stars) / np.maximum(number, 1), middle)
    return told(s, (average - middle) / np.sqrt(between))


def bayesian(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    """Pseudo-votes at the market's mean, as many as the two variances ask for."""
    s = read(orders, workers, households)
    middle, inside, between = spreads(s, s.stars)
    votes = inside / between
    number = s.by_person(np.ones(len(s.stars)))
    score = s.by_person(s.stars - middle) / (number + votes)
    deviation = np.sqrt(inside / (number + votes))
    return told(s, score / np.sqrt(between), deviation / np.sqrt(between))


def wilson(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    """Wilson (1927): lower bound of the share of fives, nothing known is nothing earned."""
    s = read(orders, workers, households)
    five = (s.stars == 5).astype(float)
    middle, _, between = spreads(s, five)
    number = np.maximum(s.by_person(np.ones(len(five))), 1e-9)
    share = s.by_person(five) / number
    centre = (share + Z**2 / (2 * number)) / (1 + Z**2 / number)
    half = Z / (1 + Z**2 / number) * np.sqrt(share * (1 - share) / number + Z**2 / (4 * number**2))
    to_scale = 1 / np.sqrt(between)
    found = told(s, (centre - half - middle) * to_scale)
    found["lo"], found["hi"] = (((centre + side * half - middle) * to_scale)[s.person_of] for side in (-1, 1))
    return found

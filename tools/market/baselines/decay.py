"""Beta reputation with forgetting (Jøsang and Ismail 2002): stars as shares of a success, halved every year."""

import numpy as np

from tools.market.baselines.stars import Table, read, spreads, told

HALF_LIFE = 365.0


def beta(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    s = read(orders, workers, households)
    value = (s.stars - 1) / 4
    middle, inside, between = spreads(s, value)
    weight = 0.5 ** ((now - s.t) / HALF_LIFE)
    strength = max(inside / between, 2.0)
    good = s.by_person(weight * value) + strength * middle
    bad = s.by_person(weight * (1 - value)) + strength * (1 - middle)
    expected = good / (good + bad)
    # the variance of a beta is that of coin tosses; stars scatter less or more, so it is scaled to what they do
    deviation = np.sqrt(inside / (good + bad))
    return told(s, (expected - middle) / np.sqrt(between), deviation / np.sqrt(between))

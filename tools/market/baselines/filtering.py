"""Iterative filtering (De Kerchove and Van Dooren 2010): a household counts less the farther it stands from the consensus."""

import numpy as np

from tools.market.baselines.stars import Table, read, spreads, told

PASSES = 30


def estimate(orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Table:
    s = read(orders, workers, households)
    middle, inside, between = spreads(s, s.stars)
    votes = inside / between
    number = np.maximum(s.by_home(np.ones(len(s.stars))), 1)
    weight = np.ones(s.homes)
    for _ in range(PASSES):
        of_star = weight[s.home]
        worth = (s.by_person(of_star * s.stars) + votes * middle) / (s.by_person(of_star) + votes)
        distance = s.by_home((s.stars - worth[s.person]) ** 2) / number
        reach = distance.max() + 1e-9
        weight = 1 - distance / reach
    score = (worth - middle) / np.sqrt(between)
    return told(s, score, suspicion=np.clip(1 - weight, 0, 1) * (s.by_home(np.ones(len(s.stars))) > 0))

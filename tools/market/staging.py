"""Staging — one world from a seed: people, their visits, an attack, and the seal. The honest part is the same with and without."""

import numpy as np

from tools.market.attacks import ATTACKS, Attack
from tools.market.parameters import MarketParameters
from tools.market.people import born, re_register
from tools.market.sealing import World, sealed
from tools.market.visits import went

__all__ = ["ATTACKS", "world"]


def world(m: MarketParameters, seed: int, attack: str | Attack | None = None, share: float = 0.0) -> World:
    chosen = ATTACKS[attack] if isinstance(attack, str) else attack
    people = born(m, np.random.default_rng([seed, 1]))
    rng = np.random.default_rng([seed, 2])
    who = rng.choice(m.workers, round(m.re_registered * m.workers), replace=False)
    day = rng.uniform(np.maximum(people.workers["joined"][who], 0), m.days)
    re_register(people, who, day, rng.integers(0, m.companies, len(who)), np.ones(len(who), dtype=bool))
    attacker = np.random.default_rng([seed, 3])
    if chosen is not None and chosen.before is not None and share > 0:
        chosen.before(people, share, attacker)
    book = went(people, np.random.default_rng([seed, 4]))
    if chosen is not None:
        book.targets = chosen.targets(book, np.random.default_rng([seed, 5]))
        if share > 0 and chosen.after is not None:
            chosen.after(book, share, attacker)
    return sealed(book, seed)

"""A market small enough to be played in a blink, and the worlds tests share."""

from dataclasses import replace
from functools import cache

from tools.market import DEFAULT, World, world

SMALL = replace(DEFAULT, workers=300, households=1800, companies=15)


@cache
def played(attack: str | None = None, share: float = 0.3, seed: int = 1) -> World:
    return world(SMALL, seed, attack, share if attack else 0.0)

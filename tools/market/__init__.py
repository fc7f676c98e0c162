"""A simulated district market of domestic service: visits, stars, complaints — and people who cheat.

    world = market.world(market.DEFAULT, seed=1)          # world.seen is what a model may read, world.truth is not
    world = market.world(market.DEFAULT, seed=1, attack="ballot", share=0.3)

Unit     quality of the population has mean 0 and variance 1; days count from the opening of the market.
Says     what a model of reputation finds, what an attack gains, and how near the best attainable answer is.
Not here the model under test: `jiaxin.domain.reputation`. The table: `python -m tools.bench.reputation`.
"""

from tools.market.parameters import DEFAULT, MARKETS, MarketParameters
from tools.market.sealing import Seen, Truth, World
from tools.market.staging import ATTACKS, world

__all__ = ["ATTACKS", "DEFAULT", "MARKETS", "MarketParameters", "Seen", "Truth", "World", "world"]

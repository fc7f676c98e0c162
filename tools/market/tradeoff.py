"""Trade-off — what resistance costs: the model with its defences turned down and up, attack gain against clean accuracy.

Two dials: `trust` off or on, and how much anything that can be staged may say (`saturation`, a multiple of the biases the model
allows for). The published model is (on, 1). One point of the curve is one setting over the same worlds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tools.market import metrics
from tools.market.arena import Answers, asked
from tools.market.attacks import ATTACKS
from tools.market.parameters import MarketParameters
from tools.market.staging import world

DIALS = ((False, 0.0), (False, 1.0), (True, 0.0), (True, 0.5), (True, 1.0), (True, 2.0), (True, 5.0))
TRIED = ("ballot", "loyal", "bribed", "badmouth")


@dataclass(frozen=True)
class Point:
    name: str
    spearman: float
    kendall: float
    gains: dict[str, float]

    @property
    def worst(self) -> float:
        return max(self.gains.values())


def turned(trust: bool, saturation: float) -> Answers:
    from jiaxin.domain.reputation.estimating import estimated
    from jiaxin.domain.reputation.fitting import fit
    from jiaxin.domain.reputation.market import read
    from jiaxin.domain.reputation.settings import DEFAULT

    dialled = replace(
        DEFAULT, trust_in=DEFAULT.trust_in if trust else (),
        rating_bias=DEFAULT.rating_bias * saturation, repeat_bias=DEFAULT.repeat_bias * saturation,
        staged_bias=DEFAULT.staged_bias * saturation, any_bias=DEFAULT.any_bias * saturation,
    )  # fmt: skip

    def estimate(orders: dict, workers: dict, households: dict, penalties: dict, now: float) -> object:  # type: ignore[type-arg]
        market = read(orders, workers, households, penalties, now)
        return estimated(market, fit(market, dialled), orders["order"])

    return asked(estimate)


def curve(others: dict[str, Answers], m: MarketParameters, seeds: list[int], share: float = 0.3) -> Iterator[Point]:
    models = dict(others)
    models |= {f"Jiaxin, trust {'on' if trust else 'off'}, saturation x{s:g}": turned(trust, s) for trust, s in DIALS}
    clean: dict[str, list[dict[str, float]]] = {name: [] for name in models}
    gains: dict[str, dict[str, list[float]]] = {name: {attack: [] for attack in TRIED} for name in models}
    for seed in seeds:
        calm = world(m, seed)
        before = {name: answer(calm) for name, answer in models.items()}
        for name, found in before.items():
            clean[name].append(metrics.quality(found, calm.truth))
        for attack in TRIED:
            one = world(m, seed, attack, share)
            for name, answer in models.items():
                gain = metrics.gained(before[name], calm.truth, answer(one), one.truth, ATTACKS[attack].direction)
                gains[name][attack].append(gain)
    for name in models:
        said = {measure: float(np.mean([x[measure] for x in clean[name]])) for measure in ("spearman", "kendall")}
        yield Point(name, said["spearman"], said["kendall"], {a: float(np.mean(v)) for a, v in gains[name].items()})

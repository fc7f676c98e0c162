"""Arena — models meet worlds. A world is made once, given to every model, and forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.market import metrics, oracle
from tools.market.attacks import ATTACKS
from tools.market.baselines import BASELINES
from tools.market.metrics import Answer
from tools.market.parameters import MarketParameters
from tools.market.sealing import World
from tools.market.staging import world

Answers = Callable[[World], Answer]


def asked(estimate: Callable[..., Any]) -> Answers:
    """A model is handed the five arguments and nothing else."""

    def answer(one: World) -> Answer:
        found = estimate(*one.seen.arguments())
        return Answer.of(found, len(one.seen.workers["worker"]), len(one.seen.households["household"]))

    return answer


def contestants(only: tuple[str, ...] = ()) -> dict[str, Answers]:
    from jiaxin.domain.reputation import estimate

    every: dict[str, Answers] = {name: asked(found) for name, found in BASELINES.items()}
    every |= {"Jiaxin": asked(estimate), "oracle": oracle.estimated}
    return {name: found for name, found in every.items() if not only or name in only}


@dataclass(frozen=True)
class Line:
    """One model in one world."""

    model: str
    seed: int
    attack: str
    share: float
    found: dict[str, float]


def clean(models: dict[str, Answers], m: MarketParameters, seeds: list[int]) -> Iterator[Line]:
    for seed in seeds:
        one = world(m, seed)
        for name, answer in models.items():
            yield Line(name, seed, "", 0.0, metrics.quality(answer(one), one.truth))


def attacked(models: dict[str, Answers], m: MarketParameters, seeds: list[int], names: list[str], share: float) -> Iterator[Line]:
    """Paired: each attack against the same seed without it."""
    for seed in seeds:
        without = world(m, seed)
        calm = {name: answer(without) for name, answer in models.items()}
        for attack in names:
            plan = ATTACKS[attack]
            one = world(m, seed, attack, share)
            for name, answer in models.items():
                if name == "oracle" and not plan.against_truth:
                    continue  # it knows who is fake: nothing is gained
                found = answer(one)
                line = metrics.quality(found, one.truth)
                line["gain"] = metrics.gained(calm[name], without.truth, found, one.truth, plan.direction, plan.against_truth)
                line["lost"] = metrics.lost(calm[name], without.truth, found, one.truth)
                yield Line(name, seed, attack, share, line)


def mean_of(lines: list[Line], model: str, measure: str, attack: str | None = None) -> float:
    values = [x.found[measure] for x in lines if x.model == model and measure in x.found and attack in (None, x.attack)]
    return float(np.mean(values)) if values else float("nan")


def error_of(lines: list[Line], model: str, measure: str, attack: str | None = None) -> float:
    """Standard error over seeds."""
    values = [x.found[measure] for x in lines if x.model == model and measure in x.found and attack in (None, x.attack)]
    return float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")

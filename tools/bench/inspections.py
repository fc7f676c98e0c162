"""Risk-aimed inspections against a random draw at 20 % effort, and whether the random share's interval tells the truth.

Three settings, fixed before the model: strong signal, weak signal, none. Last year's inspections (a random 40 %) are all
the model (`inspections.risk`) sees; the draw goes by its weights through `inspections.draw`. `best` is the ratio of one
who knows every firm's true chance and takes the worst: no model can do better.

    python -m tools.bench.inspections --runs 300
"""

import argparse
from collections import defaultdict
from datetime import date
from math import sqrt
from random import Random

from jiaxin.domain.inspections import risk
from jiaxin.domain.inspections.draw import Firm, Plan, draw
from jiaxin.domain.inspections.risk import Profile
from jiaxin.domain.inspections.rules import rules_on

TODAY = date(2026, 11, 23)

FIRMS, EFFORT = 300, 0.20
LOTS = 10  # draws for the interval in each run
# odds of a violation: base, times factor for complaints, for an old violation, for a poor grade
SETTINGS = {"strong signal": (0.04, 4.0, 5.0, 3.0), "weak signal": (0.10, 1.6, 1.6, 1.4), "no signal": (0.18, 1.0, 1.0, 1.0)}


def true_chance(profile: Profile, setting: tuple[float, ...]) -> float:
    base, *factors = setting
    odds = base / (1 - base)
    for here, factor in zip(profile, factors, strict=True):
        odds *= factor if here else 1.0
    return odds / (1 + odds)


def district(draws: Random, setting: tuple[float, ...]) -> list[tuple[Profile, bool, bool]]:
    """(profile, violation last year, violation this year) of each firm."""
    made = []
    for _ in range(FIRMS):
        first, second, third = (draws.random() < share for share in (0.25, 0.2, 0.3))
        profile = first, second, third
        chance = true_chance(profile, setting)
        made.append((profile, draws.random() < chance, draws.random() < chance))
    return made


def weights(firms: list[tuple[Profile, bool, bool]], draws: Random) -> list[int]:
    """The product's own weights, from what a random 40 % of last year's inspections found."""
    past: dict[Profile, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for profile, last, _ in firms:
        if draws.random() < 0.4:
            past[profile] = past[profile][0] + 1, past[profile][1] + last
    return risk.weights([p for p, _, _ in firms], past, rules_on(TODAY))


def interval(found: int, of: int, population: int) -> tuple[float, float]:
    """Wilson's 95 % interval, narrowed for a share of a finite population."""
    z = 1.959964 * sqrt((population - of) / (population - 1))
    p, n = found / of, of
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=200)
    chosen = asked.parse_args()
    take = round(FIRMS * EFFORT)
    print(f"{FIRMS} firms, {take} inspected; {chosen.runs} runs a setting")
    print(f"{'setting':<16}{'true rate':>10}{'random finds':>14}{'by risk finds':>15}{'ratio':>8}{'best':>8}{'half and half':>15}{'covers':>9}")
    for name, setting in SETTINGS.items():
        rate = at_random = at_risk = mixed = covered = best = blindly = 0.0
        for run in range(chosen.runs):
            draws = Random(f"{name}:{run}")
            firms = district(draws, setting)
            weighed = weights(firms, draws)
            chances = sorted((true_chance(profile, setting) for profile, _, _ in firms), reverse=True)
            best += sum(chances[:take])
            blindly += EFFORT * sum(chances)
            listed = tuple(Firm(f"f{n:03}", "B", w) for n, w in enumerate(weighed))
            hit = {f"f{n:03}": now for n, (_, _, now) in enumerate(firms)}
            truth = sum(hit.values()) / FIRMS
            rate += truth
            blind = draw(Plan("x", listed, {"B": take}, {}, "x"), f"{name}{run}").at_random
            aimed = draw(Plan("x", listed, {}, {"B": take}, "x"), f"{name}{run}").by_risk
            half = draw(Plan("x", listed, {"B": take // 2}, {"B": take - take // 2}, "x"), f"{name}{run}")
            at_random += sum(hit[f] for f in blind)
            at_risk += sum(hit[f] for f in aimed)
            mixed += sum(hit[f] for f in (*half.at_random, *half.by_risk))
            for again in range(LOTS):
                lot = draw(Plan("x", listed, {"B": take}, {}, "x"), f"{name}{run}/{again}").at_random
                low, high = interval(sum(hit[f] for f in lot), take, FIRMS)
                covered += low <= truth <= high
        n = chosen.runs
        print(
            f"{name:<16}{rate / n:>10.1%}{at_random / n:>14.2f}{at_risk / n:>15.2f}{at_risk / at_random:>8.2f}{best / blindly:>8.2f}{mixed / n:>15.2f}{covered / n / LOTS:>9.1%}"
        )


if __name__ == "__main__":
    main()

"""Risk-aimed inspections against a random draw at 20 % effort, and whether the random share's interval tells the truth.

Last year's inspections (a random 40 %) are all the model (`inspections.risk`) sees; the draw goes by its weights through
`inspections.draw`. `ceiling` is the gain of one who knows every firm's true chance and takes the worst: no model can do
better, so a setting below 2 cannot answer whether aiming finds twice as much. `of it` is how much of that gain is had.
The model was made on the first three settings. Those of the grid were chosen for their ceilings alone (`--ceilings`, which
asks no model) and fixed before the model was run on them; nothing was tuned afterwards.
`50/50`, `30/70`, `20/80`: so many of a hundred visits at random, the rest by risk, and how many times the finds of a random draw
of the same effort; `claims`: in how many rounds, at the share of the shipped rules, the product says that aiming found more (`rates.pays`).
The coverage is that of the whole effort drawn at random, and of the random share at each of these shares.

    python -m tools.bench.inspections --runs 200
    python -m tools.bench.inspections --ceilings
    python -m tools.bench.inspections --coverage 4000
"""

import argparse
from collections import defaultdict
from datetime import date
from itertools import product
from random import Random

from jiaxin.domain.inspections import risk
from jiaxin.domain.inspections.draw import Firm, Plan, draw
from jiaxin.domain.inspections.rates import Layer, estimate, pays
from jiaxin.domain.inspections.risk import Profile
from jiaxin.domain.inspections.rules import rules_on

TODAY = date(2026, 11, 23)

FIRMS, EFFORT = 300, 0.20
SHARES = (50, 30, 20)  # of a hundred visits, at random
SHIPPED = int(rules_on(TODAY).data["share"]["random_percent"])
HAVE = (0.25, 0.2, 0.3)  # how many of the firms have a complaint, an old violation, a poor grade
# odds of a violation: base, times factor for complaints, for an old violation, for a poor grade
FIRST = {"strong signal": (0.04, 4.0, 5.0, 3.0), "weak signal": (0.10, 1.6, 1.6, 1.4), "no signal": (0.18, 1.0, 1.0, 1.0)}
GRID = {
    "grid 1": (0.12, 1.3, 1.3, 1.2),
    "grid 2": (0.08, 2.0, 2.0, 1.6),
    "grid 3": (0.06, 2.5, 3.0, 2.0),
    "grid 4": (0.05, 3.0, 3.5, 2.5),
    "grid 5": (0.03, 5.0, 7.0, 4.0),
    "grid 6": (0.02, 8.0, 10.0, 5.0),
    "grid 7": (0.01, 12.0, 14.0, 8.0),
    "grid 8": (0.003, 30.0, 40.0, 15.0),
    "two of three signs": (0.05, 6.0, 1.0, 6.0),
    "one of three signs": (0.05, 9.0, 1.0, 1.0),
    "a sign that misleads": (0.06, 5.0, 4.0, 0.5),
}
# classes as a round has them: firms, of them at random, and the rate of issues
ROUNDS = {
    "four classes": [(80, 4, 0.05), (120, 12, 0.10), (70, 15, 0.20), (30, 10, 0.40)],
    "four classes alike": [(80, 4, 0.15), (120, 12, 0.15), (70, 15, 0.15), (30, 10, 0.15)],
    "few firms": [(20, 1, 0.05), (40, 4, 0.10), (25, 4, 0.20), (5, 2, 0.40)],
    "none of the best class": [(120, 12, 0.10), (70, 15, 0.20), (30, 10, 0.40)],
}
# four classes as the rules let them be taken: firms, taken at most, and a rate of issues each; drawn at each share
BY_CLASS = [(80, 4, 0.05), (120, 24, 0.10), (70, 42, 0.20), (30, 30, 0.40)]
ALIKE = 0.15


def true_chance(profile: Profile, setting: tuple[float, ...]) -> float:
    base, *factors = setting
    odds = base / (1 - base)
    for here, factor in zip(profile, factors, strict=True):
        odds *= factor if here else 1.0
    return odds / (1 + odds)


def ceiling(setting: tuple[float, ...]) -> tuple[float, float]:
    """(rate of violations, gain of one who knows every chance), exact for a district without end; no model is asked."""
    cells = []
    for profile in product((False, True), repeat=3):
        share = 1.0
        for here, have in zip(profile, HAVE, strict=True):
            share *= have if here else 1 - have
        cells.append((true_chance(profile, setting), share))
    rate, left, found = sum(c * s for c, s in cells), EFFORT, 0.0
    for chance, share in sorted(cells, reverse=True):
        found, left = found + min(left, share) * chance, left - min(left, share)
    return rate, found / EFFORT / rate


def district(draws: Random, setting: tuple[float, ...]) -> list[tuple[Profile, bool, bool]]:
    """(profile, violation last year, violation this year) of each firm."""
    made = []
    for _ in range(FIRMS):
        first, second, third = (draws.random() < share for share in HAVE)
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


def at_random_of(take: int, percent: int) -> int:
    """How many of so many visits go to the random share: rounded up, as `rules.shares` does."""
    return -(-take * percent // 100)


def gains(settings: dict[str, tuple[float, ...]], runs: int) -> None:
    take = round(FIRMS * EFFORT)
    print(f"{FIRMS} firms, {take} inspected; {runs} runs a setting; finds a run, and how many times the random draw's; claims at {SHIPPED} % at random")
    print(f"{'setting':<22}{'rate':>7}{'random':>9}{'by risk':>9}{'gain':>8}{'ceiling':>9}{'of it':>8}" + "".join(f"{f'{s}/{100 - s}':>8}" for s in SHARES) + f"{'claims':>8}")
    for name, setting in settings.items():
        rate = at_random = at_risk = best = blindly = 0.0
        mixed, claimed = dict.fromkeys({*SHARES, SHIPPED}, 0), 0
        for run in range(runs):
            draws = Random(f"{name}:{run}")
            firms = district(draws, setting)
            weighed = weights(firms, draws)
            chances = sorted((true_chance(profile, setting) for profile, _, _ in firms), reverse=True)
            best += sum(chances[:take])
            blindly += EFFORT * sum(chances)
            listed = tuple(Firm(f"f{n:03}", "B", w) for n, w in enumerate(weighed))
            hit = {f"f{n:03}": now for n, (_, _, now) in enumerate(firms)}
            rate += sum(hit.values()) / FIRMS
            at_random += sum(hit[f] for f in draw(Plan("x", listed, {"B": take}, {}, "x"), f"{name}{run}").at_random)
            at_risk += sum(hit[f] for f in draw(Plan("x", listed, {}, {"B": take}, "x"), f"{name}{run}").by_risk)
            for percent in mixed:
                lot = at_random_of(take, percent)
                both = draw(Plan("x", listed, {"B": lot}, {"B": take - lot}, "x"), f"{name}{run}")
                found = sum(hit[f] for f in both.at_random), sum(hit[f] for f in both.by_risk)
                mixed[percent] += sum(found)
                if percent == SHIPPED:
                    claimed += pays([Layer("B", FIRMS, lot, found[0], take - lot, found[1])])
        gain, most = at_risk / at_random, best / blindly
        of_it = f"{(gain - 1) / (most - 1):.0%}" if most > 1.01 else "—"
        times = "".join(f"{mixed[s] / at_random:>8.2f}" for s in SHARES)
        print(f"{name:<22}{rate / runs:>7.1%}{at_random / runs:>9.2f}{at_risk / runs:>9.2f}{gain:>8.2f}{most:>9.2f}{of_it:>8}{times}{claimed / runs:>8.1%}")


def coverage(runs: int) -> None:
    """Each run a district of its own, one lot drawn from it."""
    print(f"\n{runs} runs a round; the 95 % interval of the random share covers the rate of all firms")
    print(f"{'round':<28}{'covers':>9}{'below':>8}{'above':>8}{'width':>8}")
    take = round(FIRMS * EFFORT)
    alone = {f"{name}, {at_random_of(take, percent)} of {FIRMS}": (name, [(FIRMS, at_random_of(take, percent), 0.0)]) for percent in (100, *SHARES) for name in FIRST}
    drawn = {share: [(firms, at_random_of(most, share), chance) for firms, most, chance in BY_CLASS] for share in SHARES}
    by_class = {f"by class, {share} % at random": layers for share, layers in drawn.items()}
    alike = {f"alike, {share} % at random": [(firms, n, ALIKE) for firms, n, _ in layers] for share, layers in drawn.items()}
    for name, (setting, layers) in (alone | {name: ("", layers) for name, layers in (ROUNDS | by_class | alike).items()}).items():
        covered = below = above = wide = 0.0
        for run in range(runs):
            draws, made, truth = Random(f"{name}:lot:{run}"), [], 0
            for n, (firms, seen, chance) in enumerate(layers):
                bad = [now for _, _, now in district(draws, FIRST[setting])] if setting else [draws.random() < chance for _ in range(firms)]
                truth += sum(bad)
                listed = tuple(Firm(f"f{i:03}", "B") for i in range(firms))
                lot = draw(Plan("x", listed, {"B": seen}, {}, "x"), f"{name}{run}/{n}").at_random
                made.append(Layer(str(n), firms, seen, sum(bad[int(f[1:])] for f in lot)))
            found = estimate(made)
            assert found is not None
            real = truth / found.firms
            below, above, wide = below + (real < found.low), above + (real > found.high), wide + found.high - found.low
            covered += found.low <= real <= found.high
        print(f"{name:<28}{covered / runs:>9.1%}{below / runs:>8.1%}{above / runs:>8.1%}{wide / runs:>8.3f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=200)
    asked.add_argument("--coverage", type=int, default=2000)
    asked.add_argument("--ceilings", action="store_true", help="print the settings and their ceilings, ask no model")
    chosen = asked.parse_args()
    if chosen.ceilings:
        for name, setting in (FIRST | GRID).items():
            rate, most = ceiling(setting)
            print(f"{name:<22}{setting!s:<26}rate {rate:>6.1%}   ceiling {most:.2f}")
        return
    gains(FIRST, chosen.runs)
    print()
    gains(GRID, chosen.runs)
    coverage(chosen.coverage)


if __name__ == "__main__":
    main()

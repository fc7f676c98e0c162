"""Trains the weights of identity resolution on drawn rosters whose seeds are kept for it, and writes weights.toml.

    nice python -m tools.linkage.training [--out jiaxin/domain/identity/weights.toml]

Logistic regression with a penalty, on counted patterns of levels. Every training roster has its own rates (each
drawn between half and twice the usual) and its own habits (how often people move, how large firms are, how usual
names are), so that no single mix is learned. The reporting seeds are refused.
"""

import argparse
import math
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity import candidates, comparing, disputed_numbers, keys
from jiaxin.domain.identity.aspects import LEVELS, Aspect
from jiaxin.domain.identity.columns import Columns, columns
from jiaxin.domain.identity.crowd import commonness, count
from jiaxin.domain.identity.reading import read
from jiaxin.domain.identity.weighing import THOUSANDTHS, TOGETHER, Weights, pair_name
from tools.linkage import rosters
from tools.linkage.people_drawn import Habits

Floats = NDArray[np.float64]
# (seed, rows, dirty)
DRAWN = ((101, 100_000, 1.0), (102, 60_000, 1.6), (103, 200_000, 1.0), (104, 20_000, 0.7), (105, 60_000, 2.0), (106, 100_000, 1.0), (107, 300_000, 0.9))
VERSION = "2026-11-28"
_PENALTY_ALONE, _PENALTY_TOGETHER = 0.3, 8.0


@dataclass
class Drawn:
    columns: Columns
    person: NDArray[np.int64]


@dataclass
class Patterns:
    levels: NDArray[np.uint8]
    same: Floats  # how many pairs of each pattern are one person
    other: Floats


def draw(seed: int, size: int, dirty: float) -> Drawn:
    assert seed not in rosters.REPORTING_SEEDS
    random = Random(f"rates {seed}")
    rates = {name: rate * math.exp(random.uniform(-0.7, 0.7)) for name, rate in (rosters.RATES | rosters.MORE_RATES).items()}
    found = rosters.rows(seed, size, dirty, rates, _habits(random))
    cells = [[row.cells[name] for name in rosters.COLUMNS[3:]] for row in found]
    return Drawn(columns(map(read, cells)), np.array([row.person.number for row in found]))


def _habits(random: Random) -> Habits:
    """A district's own: between settled and restless, small firms and large, few usual names and many."""
    return Habits(
        moves=random.uniform(0.15, 0.6),
        to_a_workplace=math.exp(random.uniform(math.log(30), math.log(250))),
        one_phone=random.uniform(0.04, 0.15),
        beside=random.uniform(0.25, 0.45),
        phones_had=random.choice(((0, 0, 1, 1, 2), (0, 1, 1, 2), (0, 0, 0, 1))),
        phone_days=random.randrange(300, 900),
        usual_names=random.uniform(0.0, 0.12),
    )


def patterns(drawn: list[Drawn], weights: Weights | None) -> Patterns:
    """Levels of all candidate pairs, counted; with weights, disputed numbers are set aside as in earnest."""
    all_levels, all_same = [], []
    for one in drawn:
        c = one.columns
        common = commonness(c, count(c))
        if weights is not None:
            c = disputed_numbers.without(c, disputed_numbers.find(c, common, weights).quarantined)
        left, right = candidates.pairs(keys.keys(c))
        levels = comparing.levels(c, common, left, right)
        all_levels.append(levels)
        all_same.append(one.person[left] == one.person[right])
        if weights is not None:  # disputes are found with these weights too: keep pairs under one number as they came
            packed = candidates.within_blocks(next(iter(keys.keys(one.columns))))
            left, right = packed >> 32, packed & 0xFFFFFFFF
            all_levels.append(comparing.levels(one.columns, common, left, right))
            all_same.append(one.person[left] == one.person[right])
    levels, same = np.concatenate(all_levels), np.concatenate(all_same)
    found, back = np.unique(levels, axis=0, return_inverse=True)
    yes = np.bincount(back, weights=same, minlength=len(found))
    return Patterns(found, yes, np.bincount(back, minlength=len(found)) - yes)


def fit(data: Patterns) -> Weights:
    """Weights with the least penalised loss."""
    sizes = [*LEVELS, *(LEVELS[a] * LEVELS[b] for a, b in TOGETHER)]
    offsets = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    places = [data.levels[:, a].astype(np.int64) for a in range(len(LEVELS))]
    places += [data.levels[:, a].astype(np.int64) * LEVELS[b] + data.levels[:, b] for a, b in TOGETHER]
    index = np.stack([p + o for p, o in zip(places, offsets, strict=True)])
    penalty = np.full(1 + sum(sizes), _PENALTY_TOGETHER)
    penalty[0], penalty[1 : 1 + sum(LEVELS)] = 1e-6, _PENALTY_ALONE
    total = data.same + data.other

    def loss(w: Floats) -> tuple[float, Floats]:
        z = w[0] + w[1:][index].sum(axis=0)
        p = 1 / (1 + np.exp(-z))
        value = (total * np.logaddexp(0, z) - data.same * z).sum() + (penalty * w * w).sum() / 2
        error = total * p - data.same
        slope = penalty * w
        slope[0] += error.sum()
        for row in index:
            slope[1:] += np.bincount(row, weights=error, minlength=len(w) - 1)
        return float(value), slope

    w = _least(loss, np.zeros(1 + sum(sizes)))
    rounded = np.round(w * THOUSANDTHS).astype(np.int32)
    tables = [rounded[1 + o : 1 + o + s] for o, s in zip(offsets, sizes, strict=True)]
    together = tuple(t.reshape(LEVELS[a], LEVELS[b]) for t, (a, b) in zip(tables[len(LEVELS) :], TOGETHER, strict=True))
    return Weights(VERSION, int(rounded[0]), tuple(tables[: len(LEVELS)]), together)


def _least(loss, w: Floats, rounds: int = 400, memory: int = 12) -> Floats:  # type: ignore[no-untyped-def]
    """L-BFGS with backtracking."""
    value, slope = loss(w)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        direction, kept = slope.copy(), []
        for s, y in reversed(steps):
            a = (s @ direction) / (s @ y)
            kept.append(a)
            direction -= a * y
        if steps:
            s, y = steps[-1]
            direction *= (s @ y) / (y @ y)
        else:
            direction /= max(np.abs(slope).max(), 1.0)
        for (s, y), a in zip(steps, reversed(kept), strict=True):
            direction += s * (a - (y @ direction) / (s @ y))
        length = 1.0
        while True:
            ahead = w - length * direction
            new, new_slope = loss(ahead)
            if new <= value - 1e-4 * length * (slope @ direction) or length < 1e-8:
                break
            length /= 2
        step, change = ahead - w, new_slope - slope
        if step @ change > 1e-12:
            steps = [*steps[-memory + 1 :], (step, change)]
        done = value - new < 1e-7 * abs(value)
        w, value, slope = ahead, new, new_slope
        if done:
            break
    return w


def write(weights: Weights, path: Path) -> None:
    lines = [
        "# 身份归并的权重：对数几率的千分之一。Weights of identity resolution: thousandths of log-odds.",
        "# Written by tools/linkage/training from drawn rosters; levels are numbered as in aspects.py. Rows of nought are left out.",
        f'version = "{weights.version}"',
        f"start = {weights.start}",
        "",
        "[alone]",
        *(f"{a.name.lower()} = {weights.alone[a].tolist()}" for a in Aspect),
    ]
    for pair, table in zip(TOGETHER, weights.together, strict=True):
        lines += ["", f"[together.{pair_name(*pair)}]"]
        lines += [f"{level} = {row.tolist()}" for level, row in enumerate(table) if row.any()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("jiaxin/domain/identity/weights.toml"))
    asked = parser.parse_args()
    drawn = [draw(*one) for one in DRAWN]
    weights: Weights | None = None
    for _ in range(2):
        data = patterns(drawn, weights)
        weights = fit(data)
        print(f"{len(data.levels)} patterns, {int((data.same + data.other).sum())} pairs", flush=True)
    assert weights is not None
    write(weights, asked.out)


if __name__ == "__main__":
    main()

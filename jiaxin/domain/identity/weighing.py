"""权重 — what each level says for or against one person, as log-odds that add up.

A pair's score is a starting value, one weight per aspect and one per pair of aspects whose meaning depends on each
other (a common name under the same phone). Positive: rather the same person. The weights are trained beforehand on
rosters with known truth (tools/linkage/training) and shipped as thousandths in `weights.toml`; nothing is learned
from the rows at hand.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity.aspects import LEVELS, Aspect
from jiaxin.domain.identity.columns import Bytes

Scores = NDArray[np.float64]
TOGETHER: tuple[tuple[Aspect, Aspect], ...] = (
    (Aspect.NAME, Aspect.COMMON),
    (Aspect.NAME, Aspect.NUMBER),
    (Aspect.NAME, Aspect.BIRTH),
    (Aspect.NAME, Aspect.PHONE),
    (Aspect.NUMBER, Aspect.BIRTH),
    (Aspect.NUMBER, Aspect.PHONE),
    (Aspect.BIRTH, Aspect.PHONE),
    (Aspect.COMMON, Aspect.NUMBER),
    (Aspect.COMMON, Aspect.BIRTH),
    (Aspect.COMMON, Aspect.PHONE),
    (Aspect.COMMON, Aspect.NATIVE),
    (Aspect.COMMON, Aspect.COMPANY),
    (Aspect.NAME, Aspect.NATIVE),
    (Aspect.NUMBER, Aspect.NATIVE),
    (Aspect.BIRTH, Aspect.NATIVE),
    (Aspect.PHONE, Aspect.NATIVE),
    (Aspect.BIRTH, Aspect.COMPANY),
)
THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds in thousandths."""

    version: str
    start: int
    alone: tuple[NDArray[np.int32], ...]  # per aspect
    together: tuple[NDArray[np.int32], ...]  # per pair of TOGETHER: [levels, levels]

    def score(self, levels: Bytes) -> Scores:
        """Natural log of the odds that both are one person."""
        total = np.full(len(levels), self.start, np.int32)
        for aspect, table in enumerate(self.alone):
            total += table[levels[:, aspect]]
        for (one, other), table in zip(TOGETHER, self.together, strict=True):
            total += table[levels[:, one], levels[:, other]]
        return total / THOUSANDTHS

    def contributions(self, levels: Sequence[int]) -> list[float]:
        """Per aspect: its own weight and half of each it shares. With `start` they add up to the score."""
        found = [float(table[levels[aspect]]) for aspect, table in enumerate(self.alone)]
        for (one, other), table in zip(TOGETHER, self.together, strict=True):
            half = float(table[levels[one], levels[other]]) / 2
            found[one] += half
            found[other] += half
        return [x / THOUSANDTHS for x in found]

    def total(self, levels: Sequence[int]) -> float:
        """The score of one pair."""
        return float(self.score(np.array([levels], np.uint8))[0])

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Weights":
        return cls(
            written["version"],
            written["start"],
            tuple(np.array(written["alone"][a.name.lower()], np.int32) for a in Aspect),
            tuple(_matrix(written["together"][pair_name(*pair)], *pair) for pair in TOGETHER),
        )


def pair_name(one: Aspect, other: Aspect) -> str:
    return f"{one.name}-{other.name}".lower()


def _matrix(rows: Mapping[str, Sequence[int]], one: Aspect, other: Aspect) -> NDArray[np.int32]:
    """Rows that are written; the others weigh nothing."""
    found = np.zeros((LEVELS[one], LEVELS[other]), np.int32)
    for level, row in rows.items():
        found[int(level)] = row
    return found


@cache
def shipped() -> Weights:
    return Weights.of(tomllib.loads((files("jiaxin.domain.identity") / "weights.toml").read_text("utf-8")))

"""折算 — the one place where a whole number becomes 0–100 points, in thousandths, exactly.

Decimal with a fixed precision and half-up rounding; both faces of a measure and every later build go through
these functions, so equal numbers give equal bytes.

Not here  how many points of the total an indicator is worth (rulebooks).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

FULL = 100_000  # 100 points in thousandths
_EXACT = Context(prec=34, rounding=ROUND_HALF_UP)
_ONE = Decimal(1)


class Scale(Protocol):
    def hundred(self, value: int) -> int:
        """0–100 points for a value, in thousandths."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """直线 — 0 at `zero`, 100 at `full`, straight between; `full` may be the smaller one."""

    zero: int
    full: int

    def hundred(self, value: int) -> int:
        return _part(Decimal(value - self.zero), Decimal(self.full - self.zero))


@dataclass(frozen=True, slots=True)
class Logarithm:
    """对数 — 0 at nothing, 100 at `full`: each further one is worth less than the one before."""

    full: int

    def hundred(self, value: int) -> int:
        return _part(_EXACT.ln(Decimal(1 + max(0, value))), _EXACT.ln(Decimal(1 + self.full)))


@dataclass(frozen=True, slots=True)
class Steps:
    """分档 — the points of the highest step reached; 0 below the first. Steps ascend: (from, points)."""

    steps: tuple[tuple[int, int], ...]

    def hundred(self, value: int) -> int:
        reached = 0
        for start, points in self.steps:
            if value >= start:
                reached = 1000 * points
        return reached


def _part(value: Decimal, full: Decimal) -> int:
    share = _EXACT.divide(value, full)
    share = min(max(share, Decimal(0)), _ONE)
    return int(_EXACT.multiply(share, Decimal(FULL)).to_integral_value(ROUND_HALF_UP))


def share_out(total: int, parts: Sequence[tuple[int, int]]) -> list[int]:
    """最大余数法 — whole parts that sum to `total`, given (floor, remainder) of each; ties go to the earlier part."""
    left = total - sum([floor for floor, _ in parts])
    if not left:
        return [floor for floor, _ in parts]
    order = sorted(range(len(parts)), key=lambda n: (-parts[n][1], n))
    winners = set(order[:left])
    return [floor + (n in winners) for n, (floor, _) in enumerate(parts)]

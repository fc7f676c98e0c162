"""Table — how a run is sized, how rows are printed, what a bar is."""

from dataclasses import dataclass
from enum import Enum


class Scale(Enum):
    QUICK = (2, 150, (20_000, 60_000))
    FULL = (5, 2000, (100_000, 300_000, 1_000_000))

    @property
    def seeds(self) -> int:
        return self.value[0]

    @property
    def tries(self) -> int:
        return self.value[1]

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.value[2]


@dataclass(frozen=True)
class Options:
    scale: Scale
    seeds: list[int]
    ten_million: bool = False


@dataclass(frozen=True)
class Bar:
    met: bool
    says: str
    what: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None


def at_most(what: str, value: float, line: float, digits: int = 3) -> Bar:
    return Bar(value <= line, f"{what}: {value:.{digits}f} (at most {line:g})", what, value, None, line)


def at_least(what: str, value: float, line: float, digits: int = 3) -> Bar:
    return Bar(value >= line, f"{what}: {value:.{digits}f} (at least {line:g})", what, value, line)


def between(what: str, value: float, low: float, high: float) -> Bar:
    return Bar(low <= value <= high, f"{what}: {value:.3f} ({low:g} to {high:g})", what, value, low, high)


def title(says: str) -> None:
    print(f"\n{says}", flush=True)


def head(first: str, names: list[str], width: int = 11, left: int = 22) -> None:
    print(f"  {first:{left}s}" + "".join(f"{name:>{width}s}" for name in names), flush=True)


def row(first: str, values: list[float], width: int = 11, left: int = 22, digits: int = 3) -> None:
    print(f"  {first:{left}s}" + "".join(f"{'–' if v != v else f'{v:.{digits}f}':>{width}s}" for v in values), flush=True)

"""图 — a trend and bars drawn by the server as SVG: no script, prints as it is, read out by title and description.

Values are whole numbers: shares in thousandths, everything else as counted. Days stand where they fall, so a gap of
a month is a gap of a month. The axis begins at nought: a small change must not look like a large one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDE, HIGH = 360, 210  # the box of a trend; letters of 13 are 13 px on a phone
LEFT, RIGHT, TOP, BOTTOM = 46, 344, 16, 168  # the field inside its axes
_STEP, _BAR = 34, 12  # of bars: from one to the next, and how thick


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, or a value at a point."""

    x: float
    y: float
    said: str
    anchor: str = "middle"
    aside: int = 0  # of a value: how far below its point it is written, above where negative


@dataclass(frozen=True, slots=True)
class Trend:
    """What the template draws. `line` a target with its label; `rows` the same numbers, newest first."""

    points: str
    heights: tuple[Tick, ...]
    days: tuple[Tick, ...]
    ends: tuple[Tick, ...]
    line: Tick | None
    rows: tuple[tuple[date, str], ...]
    first: tuple[date, str]
    last: tuple[date, str]


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a place: (label, value in words, x where it ends, y of its text, y of its bar). `line` a target at `line_x`."""

    rows: tuple[tuple[str, str, float, float, float], ...]
    high: int
    line_x: float | None
    line: str


def trend(past: Sequence[tuple[date, int]], share: bool, target: int | None = None) -> Trend | None:
    """A line over days; None with fewer than two."""
    if len(past) < 2:
        return None
    begin, end = past[0][0], past[-1][0]
    span = max((end - begin).days, 1)
    most = 1000 if share else _round(max(max(value for _, value in past), target or 0))

    def x(day: date) -> float:
        return round(LEFT + (day - begin).days / span * (RIGHT - LEFT), 1)

    def y(value: int) -> float:
        return round(BOTTOM - min(value, most) / most * (BOTTOM - TOP), 1)

    parts = 4 if most % 4 == 0 else 2 if most % 2 == 0 else 1
    heights = tuple(Tick(LEFT - 6, y(most * n // parts), _said(most * n // parts, share), "end") for n in range(parts + 1))
    middle = begin + timedelta(days=span // 2)
    days = (Tick(LEFT, HIGH - 22, f"{begin:%Y-%m-%d}", "start"), *((Tick(x(middle), HIGH - 22, f"{middle:%m-%d}"),) if span > 2 else ()), Tick(RIGHT, HIGH - 22, f"{end:%Y-%m-%d}", "end"))
    ends = tuple(Tick(x(day), y(value), _said(value, share), anchor, 18 if y(value) < TOP + 24 else -10) for (day, value), anchor in ((past[0], "start"), (past[-1], "end")))
    told = tuple((day, _said(value, share)) for day, value in past)
    line = None if target is None else Tick(RIGHT, y(target), _said(target, share), "end")
    return Trend(" ".join(f"{x(day)},{y(value)}" for day, value in past), heights, days, ends, line, told[::-1], told[0], told[-1])


def bars(rows: Sequence[tuple[str, int, str]], share: bool, target: int | None = None) -> Bars | None:
    """(label, value, value in words) of each place, in the order given; None without any."""
    if not rows:
        return None
    most = 1000 if share else max(max(value for _, value, _ in rows), target or 0, 1)
    drawn = tuple((label, said, round(min(value, most) / most * WIDE, 1), float(at * _STEP + 14), float(at * _STEP + 18)) for at, (label, value, said) in enumerate(rows))
    return Bars(drawn, len(rows) * _STEP + 4, None if target is None else round(target / most * WIDE, 1), "" if target is None else _said(target, share))


def _said(value: int, share: bool) -> str:
    if not share:
        return f"{value:,}"
    return f"{value // 10}.{value % 10}%" if value % 10 else f"{value // 10}%"


def _round(value: int) -> int:
    """The next of 4, 8, 20, 40, 80, 200 …: what four equal parts divide."""
    size = 1
    while True:
        for step in (4, 8, 20):
            if value <= step * size:
                return step * size
        size *= 10

"""一张图 — the streets where they lie, each with its colour, its word and its address; those without an outline stay tiles."""

from dataclasses import dataclass

from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused

ROUND, LINE_HIGH = 20, 40  # of the sheet, which is a thousand wide


@dataclass(frozen=True, slots=True)
class Shape:
    """A street on the sheet. `said`: all of it in words, for whoever does not see the colour."""

    path: str
    x: int
    y: int
    name: str
    rate: str
    state: str
    word: str
    href: str

    @property
    def said(self) -> str:
        return f"{self.name} {self.rate} {self.word}"

    @property
    def below(self) -> int:
        return self.y + LINE_HIGH


@dataclass(frozen=True, slots=True)
class Sheet:
    """box: of the SVG; `wrong`: why a file could not be read; `tiles`: streets without an outline."""

    shapes: tuple[Shape, ...]
    box: str
    tiles: tuple[tuple[str, str, str, str, str], ...]
    wrong: str = ""


def street_sheet(tiles: dict[str, tuple[str, str, str, str, str]]) -> Sheet:
    """tiles: street code → (name, rate, state, word, address)."""
    try:
        drawn, high = oversight.street_map()
    except Refused as why:
        return Sheet((), "", tuple(tiles.values()), f"{why.said}。{why.do_this}。")
    shapes = tuple(Shape(one.path, one.x, one.y, *tiles[one.code]) for one in drawn if one.code in tiles)
    there = {one.code for one in drawn}
    return Sheet(shapes, f"{-ROUND} {-ROUND} {1000 + 2 * ROUND} {high + 2 * ROUND}", tuple(tile for code, tile in tiles.items() if code not in there))

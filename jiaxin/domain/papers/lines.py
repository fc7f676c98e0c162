"""行 — words found in a picture, put together as the rows a person would read, however the paper was held.

Unit    pixels of the picture, y downwards; `score` in hundredths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from statistics import median

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters with its four corners: left top, right top, right bottom, left bottom."""

    text: str
    corners: tuple[Point, Point, Point, Point]
    score: int

    @property
    def width(self) -> float:
        (x1, y1), (x2, y2) = self.corners[0], self.corners[1]
        return hypot(x2 - x1, y2 - y1)

    @property
    def height(self) -> float:
        (x1, y1), (x2, y2) = self.corners[0], self.corners[3]
        return hypot(x2 - x1, y2 - y1)

    @property
    def angle(self) -> float:
        (x1, y1), (x2, y2) = self.corners[0], self.corners[1]
        return atan2(y2 - y1, x2 - x1)


def rows(words: Sequence[Word]) -> list[str]:
    """The text of each row, top to bottom, without blanks. The long words say how the paper was held."""
    if not words:
        return []
    longest = sorted(words, key=lambda w: -w.width)[: max(3, len(words) // 2)]
    turn = -median(word.angle for word in longest)
    placed = sorted(((*_turned(word, turn), word) for word in words), key=lambda one: one[1])
    found: list[list[tuple[float, float, Word]]] = []
    for x, y, word in placed:
        if found and abs(y - median(one[1] for one in found[-1])) < min(word.height, found[-1][0][2].height) / 2:
            found[-1].append((x, y, word))
        else:
            found.append([(x, y, word)])
    return ["".join("".join(one[2].text.split()) for one in sorted(row, key=lambda one: one[0])) for row in found]


def _turned(word: Word, turn: float) -> Point:
    x = sum(corner[0] for corner in word.corners) / 4
    y = sum(corner[1] for corner in word.corners) / 4
    return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)

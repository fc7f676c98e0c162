"""设计变量 — the tokens of the style sheet as a page can show them: colours with their contrast, sizes, distances.

Source  front/tokens.css, the one place where they are set; contrast as WCAG 2.2 counts it (relative luminance).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEAST = 4.5  # contrast of text, WCAG 2.2 AA
_SHEET = Path(__file__).with_name("front") / "tokens.css"
_SET = re.compile(r"--jx-([\w-]+):\s*([^;]+);")
_HEX = re.compile(r"^#[0-9a-f]{6}$")
_GROUNDS = {"ok": "ok-wash", "watch": "watch-wash", "stop": "stop-wash", "wait": "wait-wash", "none": "none-wash", "teal-deep": "sheet"}
_TEXT = ("ink", "ink-soft", "ink-faint", "teal", "teal-deep", "red", "red-deep", "ok", "watch", "stop", "wait", "none")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of text on the ground it stands on; `ratio` to one decimal."""

    name: str
    value: str
    ground: str
    ground_value: str
    ratio: float

    @property
    def holds(self) -> bool:
        return self.ratio >= LEAST


@cache
def tokens() -> dict[str, str]:
    """Name → value, of the first rule of the sheet: what a desk sees."""
    return dict(_SET.findall(_SHEET.read_text("utf-8").partition("}")[0]))


def colours() -> list[Colour]:
    have = tokens()
    found = []
    for name in _TEXT:
        ground = _GROUNDS.get(name, "paper")
        found.append(Colour(name, have[name], ground, have[ground], contrast(have[name], have[ground])))
    return found


def grounds() -> list[tuple[str, str]]:
    """Colours on which text stands, and lines."""
    return [(name, value) for name, value in tokens().items() if _HEX.match(value) and name not in _TEXT]


def sizes() -> list[tuple[str, str, float]]:
    """Letters: name, value, px at the usual 16."""
    return [(name, tokens()[name], 16 * float(tokens()[name].removesuffix("rem"))) for name in ("small", "body", "large", "title", "figure")]


def distances() -> list[tuple[str, int]]:
    """Name and px."""
    return [(name, int(value.removesuffix("px"))) for name, value in tokens().items() if name.isdigit()]


def contrast(one: str, other: str) -> float:
    """Of two colours written #rrggbb: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 1)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

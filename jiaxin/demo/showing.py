"""看什么 — what a newcomer is shown first: a messy roster to drop in, and a card of each colour to open."""

from dataclasses import replace
from pathlib import Path

from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.demo.accounts import Offices
from jiaxin.demo.district import District
from jiaxin.demo.sheets import mistakes, rosters
from jiaxin.demo.sheets.book import Line

ROSTER = "样例花名册.xlsx"
WRONG_ROWS = 0.25
_MOST_ROWS = 60
_COLOURS = {"green": "绿码", "yellow": "黄码", "grey": "灰码"}


def lay_out(folder: Path, district: District) -> None:
    """The roster of the company whose manager can sign in, with a quarter of its rows wrong."""
    careful = replace(Offices(district).shown_company, care=1.0)
    book = rosters.of_company(district, careful, district.plan.as_of)
    if book is None:
        return
    chance = district.plan.chance("shown")
    book.filename, book.lines = ROSTER, book.lines[:_MOST_ROWS]
    for line in book.lines:
        if not line.mistakes and chance.random() < WRONG_ROWS:
            mistakes.plant(line, mistakes.ROSTER, chance)
        line.cells["zodiac"] = chance.choice(("白羊座", "金牛座", "双子座"))  # may not be kept: dropped and said so
    book.columns.append(("zodiac", "星座"))
    book.lines.append(Line(dict(book.lines[0].cells)))
    (folder / ROSTER).write_bytes(book.data())


def cards(folder: Path, window: str, subjects: list[str]) -> list[tuple[str, str]]:
    """(what, address) of one card of each colour, among these workers."""
    reader, found = Reader(folder), dict[str, str]()
    try:
        for code in registry.codes(subjects).values():
            card = reader.card(key_of(code))
            if card is not None:
                found.setdefault(card[0], f"{window}/c/{code}")
    finally:
        reader.close()
    return [(label, found[colour]) for colour, label in _COLOURS.items() if colour in found]

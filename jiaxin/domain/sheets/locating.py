"""找表头 — where the heading of a table is: one to three rows, under banners, above the data.

Every run of rows near the top is tried as a heading; the one whose cells say most wins. Cells of merged
areas count for every column they cover; without merges (CSV, old files) a blank cell takes the text to
its left, where the row below goes on.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jiaxin.domain.sheets import other_tables
from jiaxin.domain.sheets.headings import Heading, heading
from jiaxin.domain.sheets.recognising import What, hinted, recognise
from jiaxin.domain.sheets.source import Cell, Row, SheetHead
from jiaxin.domain.sheets.wanted import Form
from jiaxin.domain.values.text import plain

TOP = 60  # rows in which a heading is looked for
_DEEP = 3  # rows a heading may have
_LONG = 30  # characters of a heading cell at most
_GROUP = 8  # characters of a heading over several columns at most, where no merged area shows how many
_FORM_LINE = re.compile(r"[:：]|^附件|^截至|盖章|公章")

_WORTH = {What.COLUMN: 1.0, What.FORBIDDEN: 0.8, What.IGNORED: 0.5}


class Located(NamedTuple):
    rows: tuple[int, ...]  # row numbers of the heading
    headings: tuple[Heading, ...]  # by column
    worth: float
    recognised: int  # columns found by their words


class Block(NamedTuple):
    """Rows that could be a heading, with the headings they would give."""

    rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    below: bool  # entries about people stand above it or in it: it may head a second table


def blocks(rows: Sequence[Row], head: SheetHead) -> list[Block]:
    """Every run of rows near the top that could be a heading; the same for all kinds."""
    top = [r for r in rows if r.number <= TOP]
    text = [not _is_data(r.cells) and sum(1 for c in r.cells if c is not None and plain(c)) > 1 for r in top]
    found = []
    entry = [other_tables.is_entry([c for c in r.cells if c is not None and plain(c)]) for r in top]
    for at, first in enumerate(top):
        for deep in range(1, _DEEP + 1):
            block = top[at : at + deep]
            if len(block) < deep or block[-1].number - first.number >= deep + 1:
                break
            if deep > 1 and _is_banner(block[-2], block[-1], head):
                break
            if text[at + deep - 1]:
                below = any(entry[: at + deep])
                found.append(Block(tuple(r.number for r in block), tuple(_columns(block, head)), below))
    return found


def locate(candidates: Sequence[Block], form: Form, learned: Mapping[str, str]) -> Located | None:
    """The heading of the table, or nothing where no rows say enough. Of two tables in one sheet the upper one is read."""
    first = _best([block for block in candidates if not block.below], form, learned)
    return first if first and first.recognised > 1 else _best(candidates, form, learned)


def _best(candidates: Sequence[Block], form: Form, learned: Mapping[str, str]) -> Located | None:
    best: Located | None = None
    for block in candidates:
        found = _judge(block, form, learned)
        if found and (best is None or found.worth > best.worth + 0.05):
            best = found
    return best


def _judge(block: Block, form: Form, learned: Mapping[str, str]) -> Located | None:
    worth, recognised, seen = 0.0, 0, set()
    for one in block.headings:
        if not one.path:
            continue
        found = recognise(one, form, learned)
        if found.what is What.COLUMN:
            if found.name in seen:
                worth += 0.15  # a column it cannot be twice, but a column
                continue
            seen.add(found.name)
            recognised += 1
        worth += _WORTH.get(found.what, 0.0)
        if found.what is What.UNKNOWN and len(one.leaf) <= 12 and not any(c.isdigit() for c in one.leaf):
            worth += 0.15 if hinted(one, form) else 0.05
    if recognised < 2 and worth < 1.0:
        return None
    # a banner over the heading adds nothing; a second row of headings adds columns
    return Located(block.rows, block.headings, worth - 0.1 * len(block.rows), recognised)


def _is_data(cells: Sequence[Cell]) -> bool:
    """A row of headings is text; numbers, dates and long digits are data."""
    filled = [c for c in cells if c is not None and plain(c)]
    odd = sum(1 for c in filled if not isinstance(c, str) or len(c) > _LONG or sum(ch.isdigit() for ch in c) >= 6)
    return odd * 4 > len(filled)


def _is_banner(row: Row, below: Row, head: SheetHead) -> bool:
    """A title, or 填报单位：… over the heading: it belongs to the whole table, not to the columns it stands over."""
    filled = [(i, text) for i, c in enumerate(row.cells) if c is not None and (text := plain(c))]
    if len(filled) > 1:
        return len(filled) <= 4 and sum(1 for _, t in filled if _FORM_LINE.search(t)) * 2 > len(filled)
    under = [i for i, c in enumerate(below.cells) if c is not None and plain(c)]
    if not filled or not under:
        return False
    at, text = filled[0]
    for r1, c1, _, c2 in head.merges:
        if r1 == row.number and c1 == at and c2 > c1:
            return (min(c2, under[-1]) - c1 + 1) * 5 >= (under[-1] - under[0] + 1) * 4
    return at <= under[0] or len(text) > _GROUP


def _columns(block: Sequence[Row], head: SheetHead) -> list[Heading]:
    width = max(len(r.cells) for r in block)
    grid = [[_text(r.cells[i]) if i < len(r.cells) else "" for i in range(width)] for r in block]
    by_number = {r.number: grid[i] for i, r in enumerate(block)}
    merged = False
    for r1, c1, r2, c2 in head.merges:
        if r1 not in by_number:
            continue
        merged = merged or c2 > c1
        text = by_number[r1][c1] if c1 < width else ""
        for number in range(r1, r2 + 1):
            for column in range(c1, min(c2, width - 1) + 1):
                if number in by_number:
                    by_number[number][column] = text
    if not merged:
        for upper, lower in itertools.pairwise(grid):
            _spread(upper, lower)
    return [heading(tuple(line[i] for line in grid)) for i in range(width)]


def _spread(upper: list[str], lower: list[str]) -> None:
    said = ""
    for i, text in enumerate(upper):
        if text:
            said = text
        elif lower[i]:
            upper[i] = said
        else:
            said = ""


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""

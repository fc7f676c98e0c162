"""另一张表 — a second table in the same sheet, over or under the one that is read.

Offices put the register of trainings below the roster, or a list without a heading above it. Such rows cannot
be read under the heading of the table; each is told with a finding of its own (`another-table`) and comes back.

A heading of another table  three cells or more, all short words, most of which some kind of sheet knows as columns.
An entry there              names somebody by an identity number and says at least two things more.
"""

import re
from collections.abc import Container, Sequence
from functools import cache, lru_cache

from jiaxin.domain.sheets.headings import bare, heading
from jiaxin.domain.sheets.recognising import What, recognise
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.domain.sheets.source import Cell
from jiaxin.domain.sheets.wanted import form
from jiaxin.domain.values.text import plain, squeeze

_LEAST = 3  # cells of a heading, and of an entry
_LONG = 16  # characters of a heading cell at most
_IDENTITY = re.compile(r"\d{14}[\dXx]|\d{17}[\dXx]|\d{6}[\d*]{8,11}[\dXx*]|\d\.\d+[eE]\+?1[4-8]")
_DIGIT = re.compile(r"\d")


def is_heading(texts: Sequence[str], own: Container[str]) -> bool:
    """Whether the cells of a row head another table. `own`: bare words of the present heading."""
    if len(texts) < _LEAST or any(len(t) > _LONG or _DIGIT.search(t) for t in texts):
        return False
    if not any(bare(t)[0] in own or bare(t)[0] in _known_words() for t in texts):
        return False
    named = sum(1 for t in texts if _names_a_column(t))
    return named >= _LEAST and named * 2 > len(texts)


def is_entry(filled: Sequence[Cell]) -> bool:
    return len(filled) >= _LEAST and any(_IDENTITY.fullmatch(squeeze(plain(c))) for c in filled)


@cache
def _known_words() -> frozenset[str]:
    return frozenset(words for kind in sheet_kinds() for words in form(kind).exact)


@lru_cache(maxsize=4096)
def _names_a_column(text: str) -> bool:
    one = heading((text,))
    return any(recognise(one, form(kind), {}).what in (What.COLUMN, What.FORBIDDEN) for kind in sheet_kinds())

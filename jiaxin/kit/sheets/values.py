"""单元格取值 — what the stored text of an .xlsx cell means, by its type and its style."""

from datetime import date, datetime, time
from math import isfinite

from jiaxin.kit.sheets.cells import Cell, CellError
from jiaxin.kit.sheets.formats import EXACT, PLAIN, moment
from jiaxin.kit.sheets.strings import Strings

EXACT_DIGITS = len(str(EXACT)) - 1


class TextTooLong(Exception):
    """A text no spreadsheet could hold."""


class Reading:
    """What the cells of one workbook need besides their own text."""

    __slots__ = ("cell_chars", "from_1904", "kinds", "strings")

    def __init__(self, strings: Strings, kinds: list[int], from_1904: bool, cell_chars: int) -> None:
        self.cell_chars = cell_chars
        self.strings = strings
        self.kinds = kinds
        self.from_1904 = from_1904

    def kind(self, style: str | bytes) -> int:
        """The kind of a cell style; a style that is not declared shows plain numbers."""
        number = int(style or 0)
        return self.kinds[number] if number < len(self.kinds) else PLAIN

    def value(self, kind: str, style: str, text: str) -> Cell:
        """Raises ValueError or IndexError where the text cannot be of this type."""
        if text == "":
            return None
        if kind == "s":
            return self.strings[position(text)]
        if kind in ("str", "inlineStr"):
            return self.text(text)
        if kind == "e":
            return CellError(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "d":
            return _iso(text.strip())
        return self.number(text, self.kind(style))

    def text(self, text: str) -> str:
        if len(text) > self.cell_chars:
            raise TextTooLong
        return text

    def number(self, text: str | bytes, kind: int) -> Cell:
        found = number(text)
        if kind == PLAIN:
            return found
        return shortest(moment(found, kind, self.from_1904))


def number(text: str | bytes) -> int | float:
    """The number as stored; whole numbers of 15 digits or fewer are int, all else float."""
    if text.isdigit() and len(text) <= EXACT_DIGITS:
        return int(text)
    found = float(text)
    if not isfinite(found) or (b"_" in text if isinstance(text, bytes) else "_" in text):
        raise ValueError("not a number")
    return int(found) if -EXACT < found < EXACT and found.is_integer() else found


def shortest(value: date | datetime | time | float | int) -> Cell:
    if isinstance(value, float) and -EXACT < value < EXACT and value.is_integer():
        return int(value)
    return value


def position(text: str | bytes) -> int:
    found = int(text)
    if found < 0:
        raise IndexError(found)
    return found


def _iso(text: str) -> Cell:
    """Cells of type `d`, as strict workbooks store them: a date, a date with time, or a time."""
    if "T" not in text and ":" in text:
        return time.fromisoformat(text).replace(tzinfo=None)
    found = datetime.fromisoformat(text).replace(tzinfo=None)
    return found if found.time() != time() else found.date()

"""行的形状 — which columns of a row hold what; rows of a sheet share few shapes.

A shape seen twice gets a plan that takes all texts of a row through the same few C-level passes
(texts by number, numbers, dates), then puts the values in order: a third of the time of a loop over cells.
One that comes again and again gets an expression for the whole row, which takes all its texts in one match.
"""

import re
from collections.abc import Callable
from itertools import compress, pairwise
from operator import itemgetter

from jiaxin.kit.sheets.cells import Cell, CellError
from jiaxin.kit.sheets.formats import PLAIN
from jiaxin.kit.sheets.slow_rows import column_number
from jiaxin.kit.sheets.strings import plain
from jiaxin.kit.sheets.values import EXACT_DIGITS, Reading, number, position

Found = list[tuple[bytes, bytes, bytes]]  # of each cell: letters, attributes, stored text

STRING, NUMBER, TEXT, BOOL, ERROR, OTHER = range(6)  # negative: a number shown as a date, of that kind
_TYPES = {b"": NUMBER, b"n": NUMBER, b"s": STRING, b"str": TEXT, b"inlineStr": TEXT, b"b": BOOL, b"e": ERROR}
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"([^>]*?)(/>|><v>[^<]+</v></c>)').match
_ROW_TAG = rb'(<row (?:[^>]*? )?r="(\d{1,7})"[^>]*>)'
_OFTEN = 16  # rows of a shape before it is worth an expression of its own …
_EXPRESSIONS = 32  # … and of how many shapes of a sheet
_ATTRIBUTES = re.compile(rb'(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?')
_REMEMBERED = 20_000


class Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        self[letters] = found = column_number(letters.decode())
        return found


class Attributes(dict[bytes, int]):
    """The distinct attribute texts of cells are few: each is understood once."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def __missing__(self, text: bytes) -> int:
        found = _ATTRIBUTES.fullmatch(text)
        kind = _TYPES.get(found[2] or b"", OTHER) if found else OTHER
        if found and kind == NUMBER and (dated := self._reading.kind(found[1] or b"0")) != PLAIN:
            kind = -dated
        self[text] = kind
        return kind


class _Dates(dict[bytes, Cell]):
    """Days repeat: each stored number is turned into its date once in a while."""

    def __init__(self, reading: Reading, kind: int) -> None:
        super().__init__()
        self._reading = reading
        self._kind = kind

    def __missing__(self, text: bytes) -> Cell:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = found = self._reading.number(text, self._kind) if text else None
        return found


class _Plan:
    """How to read all rows of one shape."""

    __slots__ = ("_dated", "_numbers", "_order", "_others", "_strings", "match", "met")

    def __init__(self, columns: list[int], kinds: list[int], dates: dict[int, _Dates]) -> None:
        self.met = 0
        self.match: Callable[[bytes, int], re.Match[bytes] | None] | None = None
        self._strings = [kind == STRING for kind in kinds]
        self._numbers = [kind == NUMBER for kind in kinds]
        self._dated = [([kind == one for kind in kinds], dates[one]) for one in sorted({k for k in kinds if k < 0})]
        self._others = [(at, kind) for at, kind in enumerate(kinds) if kind > NUMBER]
        masks = [self._strings, self._numbers, *(mask for mask, _ in self._dated)]
        taken = [at for mask in masks for at in compress(range(len(kinds)), mask)] + [at for at, _ in self._others]
        place = {columns[at]: where for where, at in enumerate(taken)}
        self._order = itemgetter(*(place.get(column, len(taken)) for column in range(columns[-1] + 1)))

    def cells(self, texts: tuple[bytes, ...], reading: Reading) -> list[Cell]:
        positions = [*map(int, compress(texts, self._strings))]
        if positions and min(positions) < 0:
            raise IndexError
        values: list[Cell] = [*map(reading.strings.__getitem__, positions)]
        values += [
            int(text) if text.isdigit() and len(text) <= EXACT_DIGITS else number(text) if text else None
            for text in compress(texts, self._numbers)
        ]
        for mask, dates in self._dated:
            values += map(dates.__getitem__, compress(texts, mask))
        for at, kind in self._others:
            values.append(value(reading, kind, texts[at]))
        values.append(None)  # what gaps point to
        return list(self._order(values))


def _expression(cells: bytes) -> Callable[[bytes, int], re.Match[bytes] | None] | None:
    """For rows with these cells, whatever they hold: groups are the tag, the row's number and the texts.

    None where something stands between the cells, or in them besides a value.
    """
    parts, at = [_ROW_TAG], 0
    while at < len(cells):
        if (found := _CELL(cells, at)) is None:
            return None
        text = b"/>" if found[3] == b"/>" else b"><v>([^<]+)</v></c>"
        parts.append(b'<c r="%b\\d{1,7}"%b%b' % (found[1], re.escape(found[2]), text))
        at = found.end()
    return re.compile(b"".join((*parts, b"</row>"))).match


class Shapes:
    """Plans by shape."""

    def __init__(self, reading: Reading) -> None:
        self.columns = Columns()
        self.attributes = Attributes(reading)
        self._reading = reading
        self._plans: dict[tuple[tuple[bytes, ...], tuple[bytes, ...]], _Plan | None] = {}
        self._dates = {-kind: _Dates(reading, kind) for kind in set(reading.kinds) - {PLAIN}}
        self._likely: _Plan | None = None
        self._expressions = 0

    def again(self, markup: bytes, at: int) -> tuple[re.Match[bytes], list[Cell]] | None:
        """The row that begins here, if it is written as the last one was."""
        likely = self._likely
        if likely is None or likely.match is None or (found := likely.match(markup, at)) is None:
            return None
        return found, likely.cells(found.groups()[2:], self._reading)

    def cells(self, found: Found, markup: bytes) -> list[Cell] | None:
        """Values in their columns; None where a cell needs a closer look. `markup`: the cells as they are written."""
        if not found:
            return None
        letters, attrs, texts = zip(*found, strict=True)
        shape = (letters, attrs)
        plan = self._plans.get(shape)
        if plan is not None:
            self._met(plan, markup)
            return plan.cells(texts, self._reading)
        columns = [self.columns[one] for one in letters]
        kinds = [self.attributes[one] for one in attrs]
        if OTHER in kinds or any(right <= left for left, right in pairwise(columns)):
            return None
        if shape in self._plans and len(columns) > 1:
            self._plans[shape] = plan = _Plan(columns, kinds, self._dates)
            return plan.cells(texts, self._reading)
        if len(self._plans) >= _REMEMBERED // 10:
            self._plans.clear()
        self._plans[shape] = None
        cells: list[Cell] = []
        for column, kind, text in zip(columns, kinds, texts, strict=True):
            cells.extend([None] * (column - len(cells)))
            cells.append(value(self._reading, kind, text))
        return cells

    def _met(self, plan: _Plan, markup: bytes) -> None:
        """Rows of a shape may still differ in their empty cells: the expression is that of the row it was made from."""
        self._likely = plan
        plan.met += 1
        if plan.met == _OFTEN and self._expressions < _EXPRESSIONS:
            self._expressions += 1
            plan.match = _expression(markup)


def value(reading: Reading, kind: int, text: bytes) -> Cell:
    """One cell by itself."""
    if not text:
        return None
    if kind < 0:
        return reading.number(text, -kind)
    if kind == STRING:
        return reading.strings[position(text)]
    if kind == TEXT:
        return reading.text(plain(text.decode()))
    if kind == BOOL:
        return text in (b"1", b"true")
    if kind == ERROR:
        return CellError(plain(text.decode()))
    return number(text)

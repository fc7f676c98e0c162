"""逐行解析 — rows of an .xlsx sheet as Excel, WPS and most libraries write them: cut at `</row>`, one regex a row.

A row the regex does not account for completely goes to `slow_rows`; a sheet whose markup is unusual
(prefixes, comments, rows without numbers) raises `Unusual`, and all of it goes there. Stretches
without any value are passed over without being cut, so a million blank rows cost their unzipping.
"""

import re
from collections.abc import Iterable, Iterator

from jiaxin.kit.sheets.cells import Cell, Row
from jiaxin.kit.sheets.markup import broken
from jiaxin.kit.sheets.row_shapes import OTHER, Shapes, value
from jiaxin.kit.sheets.slow_rows import slow_row
from jiaxin.kit.sheets.strings import plain
from jiaxin.kit.sheets.values import Reading

HEAD_BYTES = 1 << 20  # columns and views stand before the rows; longer than this is unusual
_ROW_BYTES = 8 << 20
_ROOT = re.compile(rb"<worksheet[\s>]")
_FOREIGN_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_ROW = re.compile(rb'<row (?:[^>]*? )?r="(\d{1,7})"[^>]*>')
_BLANK_ROWS = re.compile(rb'\s*(?:<row [^>]*?r="\d{1,7}"[^>]*/>\s*)*')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_VALUES = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"([^>]*)><v>([^<]*)</v></c>').findall
_ANY = re.compile(
    rb'<c r="([A-Z]{1,3})\d{1,7}"([^>/]*)>'
    rb"(<f[^>]*/>|<f[^>]*>[^<]*</f>)?"
    rb'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
).findall


class Unusual(Exception):
    """Valid perhaps, but not for this reader."""


def fast_rows(part: str, chunks: Iterable[bytes], reading: Reading) -> Iterator[Row]:
    stream = iter(chunks)
    rest = _after_head(stream)
    if rest is None:
        return
    cutter = _Cutter(part, reading)
    while True:
        end = rest.find(b"</sheetData")
        cut = rest.rfind(b"</row>", 0, end if end >= 0 else len(rest)) + 6
        if cut > 5:
            yield from cutter.rows(rest[:cut])
            rest, end = rest[cut:], end - cut
        if end >= 0:
            if not _BLANK_ROWS.fullmatch(rest[:end]):
                raise Unusual
            return
        if len(rest) > _ROW_BYTES and not (rest := _last_row(rest)):
            raise Unusual
        if not (chunk := next(stream, b"")):
            raise broken(part)
        rest += chunk


def _last_row(rest: bytes) -> bytes:
    """Of a long stretch of `<row …/>` only the end need be kept."""
    at = rest.rfind(b"<row ")
    return rest[at:] if at > 0 and _BLANK_ROWS.fullmatch(rest[:at]) else b""


def _after_head(stream: Iterator[bytes]) -> bytes | None:
    """What follows `<sheetData>`; None where the sheet has no rows at all."""
    head = b""
    while not (found := _DATA.search(head)):
        if len(head) > HEAD_BYTES or not (chunk := next(stream, b"")):
            raise Unusual
        head += chunk
    before = head[: found.start()]
    if b"<!" in before or not _ROOT.search(before) or _FOREIGN_ENCODING.match(before) or b"\0" in before:
        raise Unusual
    return None if found[1] else head[found.end() :]


class _Cutter:
    """Turns whole rows of markup into rows of values."""

    def __init__(self, part: str, reading: Reading) -> None:
        self._part = part
        self._reading = reading
        self._shapes = Shapes(reading)

    def rows(self, markup: bytes) -> Iterator[Row]:
        # one sign is looked for ten times faster than two: a million styled blank cells hold neither v nor f nor !
        if (
            (b"v" not in markup or b"<v" not in markup)
            and (b"f" not in markup or b"<f" not in markup)
            and (b"i" not in markup or b"<is" not in markup)
        ):
            if (b"!" in markup and b"<!" in markup) or b"<row>" in markup:
                raise Unusual
            return
        if b"<!" in markup or b"<?" in markup or b"<row>" in markup:
            raise Unusual
        simple = b"<f" not in markup and b"<is" not in markup and b"<v></v>" not in markup
        again = self._shapes.again
        at, last = 0, len(markup)
        while at < last:
            if (like := again(markup, at)) is not None:
                found, cells = like
                at = found.end()
                yield Row(int(found[2]), cells, _hidden(found[1]))
                continue
            end = markup.index(b"</row>", at)
            if (row := self._row(markup[at:end], simple)) is not None:
                yield row
            at = end + 6

    def _row(self, piece: bytes, simple: bool) -> Row | None:
        values = piece.count(b"<v")
        mixed = not simple and (b"<f" in piece or b"<is" in piece)
        if not values and not mixed:
            return None
        start = piece.rfind(b"<row ")
        tag = _ROW.match(piece, start) if start >= 0 else None
        if tag is None or (start and not _BLANK_ROWS.fullmatch(piece, 0, start)):
            raise Unusual
        row: Row | None = None
        if mixed:
            row = self._mixed(piece, tag, values)
        else:
            found = _VALUES(piece, tag.end())
            if (
                len(found) == values == piece.count(b"</c>")
                and (simple or b"<v></v>" not in piece)
                and (cells := self._shapes.cells(found, piece[tag.end() :]))
            ):
                row = Row(int(tag[1]), cells, _hidden(tag[0]))
        return row or slow_row(self._part, piece[start:] + b"</row>", self._reading)

    def _mixed(self, piece: bytes, tag: re.Match[bytes], values: int) -> Row | None:
        """A row with formulas or inline texts."""
        found = _ANY(piece, tag.end())
        inline = piece.count(b"<is")
        if values + inline != piece.count(b"<v>") + piece.count(b"<is>") or len(found) < values + inline:
            return None
        columns, attributes = self._shapes.columns, self._shapes.attributes
        cells: list[Cell] = []
        formulas: list[int] = []
        seen = 0
        for letters, attrs, formula, text, inline_text in found:
            column, kind = columns[letters], attributes[attrs]
            if kind == OTHER or column < len(cells):
                return None
            if formula:
                formulas.append(column)
                seen += 1
            if text or inline_text:
                cells.extend([None] * (column - len(cells)))
                cells.append(value(self._reading, kind, text) if text else self._inline(inline_text))
        if seen != piece.count(b"<f") or len(found) != piece.count(b"</c>"):
            return None
        return Row(int(tag[1]), cells, _hidden(tag[0]), tuple(formulas))

    def _inline(self, text: bytes) -> str:
        return self._reading.text(plain(text.decode()))


def _hidden(tag: bytes) -> bool:
    return b"hidden" in tag and _HIDDEN.search(tag) is not None

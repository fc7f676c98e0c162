"""CSV — text with separators, in UTF-8, GB18030 or (with its mark) UTF-16, as systems and spreadsheets export it.

The encoding is the first in which the whole file can be decoded; the separator the one (, ; tab | ，) that cuts
the first records most evenly. All values are text: a CSV has no types. A record is numbered by the
line on which it starts, so quoted line breaks do not shift what people see in an editor.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jiaxin.kit.sheets.cells import Cell, Row, Sheet, SheetHead, Workbook
from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.refusal import refused

_SEPARATORS = ",;\t|，"
_SAMPLE_LINES = 40
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_csv(path: Path, limits: Limits) -> Workbook:
    encoding = _encoding(path)
    lines = _checked_lines(path, encoding, limits)
    records = _Records(path, encoding, _separator(path, encoding), limits)
    if lines > limits.rows_in_all:  # too many perhaps: told now, not after most of them were handed out
        for _ in records.rows():
            pass
    return Workbook("csv", (records,))


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2)
    for encoding in ("utf-16",) if start in _UTF16 else ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise refused("csv.encoding")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path, encoding: str, longest: int) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        while line := file.readline(longest + 1):
            yield line


def _checked_lines(path: Path, encoding: str, limits: Limits) -> int:
    number = 0
    for number, line in enumerate(_lines(path, encoding, limits.line_chars), 1):
        if len(line) > limits.line_chars:
            raise refused("csv.line", row=number, limit=limits.line_chars)
        if "\0" in line:
            raise refused("csv.nul", row=number)
    return number


def _separator(path: Path, encoding: str) -> str:
    """The separator by which most of the first lines have the same number of fields, more fields deciding."""
    sample = [line for _, line in zip(range(_SAMPLE_LINES), _lines(path, encoding, 65_536), strict=False)]

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in csv.reader(sample, delimiter=separator) if len(record) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    try:
        return max(_SEPARATORS, key=evenness)
    except csv.Error:
        return ","


class _Records(Sheet):
    def __init__(self, path: Path, encoding: str, separator: str, limits: Limits) -> None:
        self._path = path
        self._encoding = encoding
        self._separator = separator
        self._limits = limits

    @property
    def head(self) -> SheetHead:
        return SheetHead("", 0)

    def rows(self) -> Iterator[Row]:
        limits = self._limits
        lines = _lines(self._path, self._encoding, limits.line_chars)
        reader = csv.reader(lines, delimiter=self._separator, strict=True)
        count = 0
        start = 1
        try:
            for record in reader:
                cells: list[Cell] = [value or None for value in record]
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    count += 1
                    self._check(cells, record, start, count)
                    yield Row(start, cells)
                start = reader.line_num + 1
        except csv.Error as error:
            if "field limit" in str(error):
                raise refused("sheet.cell-text", sheet="", row=start, limit=limits.cell_chars) from error
            raise refused("csv.quote", row=start) from error

    def _check(self, cells: list[Cell], record: list[str], start: int, count: int) -> None:
        limits = self._limits
        if count > limits.rows_in_all:
            raise refused("sheet.rows", sheet="", limit=limits.rows)
        if len(cells) > limits.columns:
            raise refused("sheet.columns", sheet="", row=start, found=len(cells), limit=limits.columns)
        if max(map(len, record)) > limits.cell_chars:
            raise refused("sheet.cell-text", sheet="", row=start, limit=limits.cell_chars)

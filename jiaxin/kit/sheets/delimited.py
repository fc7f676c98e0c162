"""CSV — text with separators, in UTF-8 or GB18030."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from jiaxin.kit.sheets.cells import Cell, Row, Sheet, SheetHead, Workbook
from jiaxin.kit.sheets.limits import Limits


def open_csv(path: Path, limits: Limits) -> Workbook:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return Workbook("csv", (_Records(text),))


class _Records(Sheet):
    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def head(self) -> SheetHead:
        return SheetHead("", 0)

    def rows(self) -> Iterator[Row]:
        reader = csv.reader(io.StringIO(self._text, newline=""))
        start = 1
        for record in reader:
            cells: list[Cell] = [value or None for value in record]
            if any(cell is not None for cell in cells):
                yield Row(start, cells)
            start = reader.line_num + 1

"""旧版 .xls — BIFF workbooks, read by calamine. It tells values, merges and hidden sheets, not hidden rows."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from jiaxin.kit.sheets.cells import Cell, CellError, Row, Sheet, SheetHead, Workbook
from jiaxin.kit.sheets.limits import Limits

EXACT = 10**15


def open_xls(path: Path, limits: Limits) -> Workbook:
    book = calamine.load_workbook(str(path))
    sheets = tuple(
        _CalamineSheet(book, index, meta.name, meta.visible != calamine.SheetVisibleEnum.Visible)
        for index, meta in enumerate(book.sheets_metadata)
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    )
    return Workbook("xls", sheets, on_close=book.close)


class _CalamineSheet(Sheet):
    def __init__(self, book: Any, index: int, name: str, hidden: bool) -> None:
        self._sheet = book.get_sheet_by_index(index)
        merges = tuple((r1 + 1, c1, r2 + 1, c2) for (r1, c1), (r2, c2) in self._sheet.merged_cell_ranges or ())
        self._head = SheetHead(name, index, hidden, merges=merges)

    @property
    def head(self) -> SheetHead:
        return self._head

    def rows(self) -> Iterator[Row]:
        for number, found in enumerate(self._sheet.to_python(skip_empty_area=False), 1):
            cells = [_plain(value) for value in found]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                yield Row(number, cells)


def _plain(value: Any) -> Cell:
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, float) and abs(value) < EXACT and value.is_integer():
        return int(value)
    if isinstance(value, timedelta):
        return (datetime.min + value).time() if timedelta() <= value < timedelta(days=1) else value / timedelta(days=1)
    if isinstance(value, str) and value.startswith("#") and value in _ERRORS:
        return CellError(value)
    if isinstance(value, (str, int, float, datetime, time)) or hasattr(value, "isoformat"):
        return value  # type: ignore[no-any-return]
    return str(value)


_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}

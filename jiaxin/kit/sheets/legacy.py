"""旧版 .xls — BIFF workbooks, read by calamine.

It tells values, merges and hidden sheets. Hidden rows and columns and which cells are formulas it does
not tell: they come as not hidden and not formulas; failed calculations come as blank cells.
"""

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

import python_calamine as calamine

from jiaxin.kit.sheets.cells import Cell, CellError, Row, Sheet, SheetHead, Workbook
from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.refusal import refused
from jiaxin.kit.sheets.values import shortest

_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_DAY = timedelta(days=1)
_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001  times of day carry no zone


def open_xls(path: Path, limits: Limits) -> Workbook:
    names = _streams(path)
    if "Root Entry" not in names:
        raise refused("xls.broken")
    if "EncryptedPackage" in names:
        raise refused("file.encrypted")
    if "_VBA_PROJECT_CUR" in names or "_VBA_PROJECT" in names:
        raise refused("xlsx.macro")
    if not names & {"Workbook", "Book"}:
        raise refused("file.text-document" if "WordDocument" in names else "file.ole-other")
    return open_by_calamine(path, limits)


def open_by_calamine(path: Path, limits: Limits) -> Workbook:
    try:
        with path.open("rb") as file:  # given the path, it would believe the name
            book = calamine.load_workbook(file)
    except calamine.PasswordError as error:
        raise refused("file.encrypted") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refused("xls.broken") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a Rust panic is no Exception
            raise refused("xls.broken") from error
        raise
    sheets = tuple(
        _CalamineSheet(book, index, meta.name, meta.visible != calamine.SheetVisibleEnum.Visible, limits)
        for index, meta in enumerate(book.sheets_metadata)
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    )
    if not sheets:
        raise refused("xlsx.no-sheets")
    return Workbook("xls", sheets, on_close=book.close)


def _streams(path: Path) -> set[str]:
    """Names in the directory of an OLE container. Its entries are found by their form, wherever they stand:
    the chain of sectors need not be followed to know what the file claims to be."""
    found: set[str] = set()
    raw = path.read_bytes()
    for at in range(512, len(raw) - 127, 128):
        (length,) = struct.unpack_from("<H", raw, at + 64)
        if 4 <= length <= 64 and length % 2 == 0 and raw[at + 66] in (1, 2, 5) and raw[at + 67] in (0, 1):
            name = raw[at : at + length - 2].decode("utf-16-le", "replace")
            if name.isprintable():
                found.add(name)
    return found


class _CalamineSheet(Sheet):
    def __init__(self, book: Any, index: int, name: str, hidden: bool, limits: Limits) -> None:
        try:
            self._sheet = book.get_sheet_by_index(index)
        except (calamine.CalamineError, ValueError) as error:
            raise refused("xls.broken") from error
        self._limits = limits
        merges = tuple((r1 + 1, c1, r2 + 1, c2) for (r1, c1), (r2, c2) in self._sheet.merged_cell_ranges or ())
        if len(merges) > limits.merges:
            raise refused("sheet.merges", sheet=name, limit=limits.merges)
        self._head = SheetHead(name, index, hidden, merges=merges)

    @property
    def head(self) -> SheetHead:
        return self._head

    def rows(self) -> Iterator[Row]:
        count = 0
        limits, name = self._limits, self._head.name
        for number, found in enumerate(self._sheet.to_python(skip_empty_area=False), 1):
            cells = [_plain(value) for value in found]
            while cells and cells[-1] is None:
                cells.pop()
            if not cells:
                continue
            count += 1
            if count > limits.rows_in_all:
                raise refused("sheet.rows", sheet=name, limit=limits.rows)
            if len(cells) > limits.columns:
                raise refused("sheet.columns", sheet=name, row=number, found=len(cells), limit=limits.columns)
            yield Row(number, cells)


def _plain(value: Any) -> Cell:
    if isinstance(value, str):
        if value in _ERRORS:
            return CellError(value)
        return value or None
    if isinstance(value, bool | int | date | datetime | time):
        return value
    if isinstance(value, float):
        return shortest(value) if isfinite(value) else CellError("#NUM!")  # other programs write NaN for "no value"
    if isinstance(value, timedelta):
        return (_MIDNIGHT + value).time() if timedelta() <= value < _DAY else shortest(value / _DAY)
    return str(value)

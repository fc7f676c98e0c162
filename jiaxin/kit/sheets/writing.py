"""写表格 — workbooks for people: the returned workbook, the template, a plain list.

Written row by row in constant memory. Every text is written as text, never as a formula, whatever it
begins with. What a column means is the caller's business; here are headings, cells, colours and lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]

from jiaxin.kit.sheets.cells import Cell, SheetHead
from jiaxin.kit.sheets.marks import LISTS, REASON, RETURNED, SHEET, SUGGESTION

COLOURS: Mapping[str, str] = MappingProxyType({"error": "#F8C9C4", "warning": "#FCE8B2", "info": "#D6E6F5"})
_HEADING = {"bold": True, "bg_color": "#E7ECEF", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
_ADDED = {"text_wrap": True, "valign": "top", "font_color": "#7A1F1F"}
_DATE, _MOMENT, _TIME, _TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "@"
_INLINE_CHOICES = 250  # characters a drop-down may hold by itself; longer lists stand in a hidden sheet
_LAST_ROW = 1_048_575
_NARROWEST, _WIDEST = 8.0, 40.0  # characters
_REASON_WIDTH = 48.0


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row above the data, as read: titles and headings alike; and an entry that stands there, with what is wrong."""

    number: int
    cells: Sequence[Cell]
    reason: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that goes back. `marks` names the colour of a column: error, warning or info."""

    number: int
    cells: Sequence[Cell]
    marks: Mapping[int, str]
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One sheet of a returned workbook.

    headings      rows above the data, in order; the last one carries the filter
    rows          bad rows in order of their numbers; may be a stream
    width         columns of the sender's own; the added ones stand to the right
    text_columns  columns kept as text, so that long numbers survive editing
    """

    head: SheetHead
    headings: Sequence[HeadingRow]
    rows: Iterable[BadRow]
    width: int
    text_columns: frozenset[int] = frozenset()


def write_returned(path: Path, sheets: Iterable[ReturnedSheet], mark: Mapping[str, str] = MappingProxyType({})) -> int:
    """The sender's workbook with only its bad rows, each under its old row number; the rows between are hidden.

    Two columns are added on the right. Our own reader knows this workbook by its mark and leaves them out.
    Returns the number of rows written.
    """
    count = 0
    with _book(path) as pen:
        for sheet in sheets:
            count += _returned_sheet(pen, sheet)
        pen.mark({**mark, RETURNED: "1"})
    return count


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a template. `choices` become a drop-down; `hint` shows when a cell is entered."""

    heading: str
    text: bool = True
    choices: Sequence[str] = ()
    hint: str = ""
    required: bool = False
    width: float = 0.0  # characters; 0 = by the heading


def write_template(
    path: Path,
    sheet_name: str,
    columns: Sequence[TemplateColumn],
    rows: Iterable[Sequence[Cell]] = (),
    notes: Sequence[Sequence[str]] = (),
    notes_name: str = "填写说明",
    mark: Mapping[str, str] = MappingProxyType({}),
    room: int = 5_000,
) -> int:
    """Headings, drop-downs, text formats, the rows known today, a sheet of notes, a hidden mark.

    Drop-downs warn and do not forbid: a word outside the list still comes back with a finding that
    explains. They reach `room` rows below the present ones. Returns the number of rows written.
    """
    with _book(path) as pen:
        sheet = pen.sheet(sheet_name)
        required = pen.style({**_HEADING, "bg_color": "#FBE3D6"})
        for at, column in enumerate(columns):
            sheet.set_column(
                at, at, column.width or _width(column.heading), pen.style({}, _TEXT) if column.text else None
            )
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column.heading, required if column.required else pen.style(_HEADING))
        sheet.freeze_panes(1, 0)
        text_columns = frozenset(at for at, column in enumerate(columns) if column.text)
        count = 0
        for count, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                pen.write(sheet, count, at, cell, text=at in text_columns)
        sheet.autofilter(0, 0, max(count, 1), max(len(columns) - 1, 0))
        pen.drop_downs(sheet, columns, min(count + room, _LAST_ROW))
        if notes:
            _notes_sheet(pen, notes_name, notes)
        if mark:
            pen.mark(mark)
    return count


def write_list(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    sheet_name: str = "Sheet1",
    text_columns: frozenset[int] = frozenset(),
    mark: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """A plain list with a heading row, a filter and frozen headings. Returns the number of rows written."""
    with _book(path) as pen:
        count = _list_sheet(pen, sheet_name, headings, rows, text_columns)
        if mark:
            pen.mark(mark)
        return count


def write_lists(path: Path, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> None:
    """Several plain lists in one workbook: (name of the sheet, headings, rows)."""
    with _book(path) as pen:
        for name, headings, rows in sheets:
            _list_sheet(pen, name, headings, rows)


def _list_sheet(
    pen: "_Pen", name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], text_columns: frozenset[int] = frozenset()
) -> int:
    sheet = pen.sheet(name)
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, _width(heading), pen.style({}, _TEXT) if at in text_columns else None)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, pen.style(_HEADING))
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            pen.write(sheet, count, at, cell, text=at in text_columns)
    sheet.autofilter(0, 0, max(count, 1), max(len(headings) - 1, 0))
    return count


def _returned_sheet(pen: "_Pen", returned: ReturnedSheet) -> int:
    sheet = pen.sheet(returned.head.name or "Sheet1")
    last_heading = returned.headings[-1].number - 1 if returned.headings else -1
    _set_widths(pen, sheet, returned)
    _write_headings(pen, sheet, returned)
    before, count = last_heading, 0
    for row in returned.rows:
        at = row.number - 1
        if at <= before:
            raise ValueError(f"row {row.number} does not follow row {before + 1}")
        for hidden in range(before + 1, at):
            sheet.set_row(hidden, None, None, {"hidden": True})
            sheet.write_blank(hidden, 0, None, pen.style({}, _TEXT))  # rows without a cell are not written at all
        for column, cell in enumerate(row.cells[: returned.width]):
            pen.write(sheet, at, column, cell, text=column in returned.text_columns, mark=row.marks.get(column, ""))
        for column in (one for one in row.marks if len(row.cells) <= one < returned.width):
            pen.write(sheet, at, column, None, mark=row.marks[column])
        sheet.write_string(at, returned.width, row.reason, pen.style(_ADDED))
        sheet.write_string(at, returned.width + 1, row.suggestion, pen.style(_ADDED))
        before, count = at, count + 1
    if last_heading >= 0:
        sheet.freeze_panes(last_heading + 1, 0)
        sheet.autofilter(last_heading, 0, max(before, last_heading + 1), returned.width + 1)
    return count


def _set_widths(pen: "_Pen", sheet: Any, returned: ReturnedSheet) -> None:
    """A hidden column stays hidden in the copy: what is wrong in it is told in the reason."""
    widest = [_NARROWEST] * returned.width
    for heading in returned.headings[-1:]:
        for column, cell in enumerate(heading.cells[: returned.width]):
            widest[column] = _width("" if cell is None else str(cell))
    for column, width in enumerate(widest):
        hidden = {"hidden": True} if column in returned.head.hidden_columns else {}
        sheet.set_column(
            column, column, width, pen.style({}, _TEXT) if column in returned.text_columns else None, hidden
        )
    sheet.set_column(returned.width, returned.width + 1, _REASON_WIDTH)


def _write_headings(pen: "_Pen", sheet: Any, returned: ReturnedSheet) -> None:
    last = returned.headings[-1].number if returned.headings else 0
    style = pen.style(_HEADING)
    for heading in returned.headings:
        for column, cell in enumerate(heading.cells[: returned.width]):
            if cell is not None:
                sheet.write_string(heading.number - 1, column, str(cell), style)
        if heading.reason:
            sheet.write_string(heading.number - 1, returned.width, heading.reason, pen.style(_ADDED))
            sheet.write_string(heading.number - 1, returned.width + 1, heading.suggestion, pen.style(_ADDED))
        if heading.number == last:
            sheet.write_string(last - 1, returned.width, REASON, style)
            sheet.write_string(last - 1, returned.width + 1, SUGGESTION, style)
    for first_row, first_column, last_row, last_column in returned.head.merges:
        if last_row <= last and last_column < returned.width:
            # merge_range() would go back to rows that constant memory has already written
            sheet.merge.append([first_row - 1, first_column, last_row - 1, last_column])


def _notes_sheet(pen: "_Pen", name: str, notes: Sequence[Sequence[str]]) -> None:
    sheet = pen.sheet(name)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 8, _WIDEST)
    for at, line in enumerate(notes):
        for column, text in enumerate(line):
            sheet.write_string(
                at, column, text, pen.style(_HEADING if at == 0 else {"text_wrap": True, "valign": "top"})
            )


@contextmanager
def _book(path: Path) -> Iterator["_Pen"]:
    """All or nothing: after an error there is no file, and nothing is left among the temporary files."""
    with TemporaryDirectory(dir=path.parent) as folder:
        pen = _Pen(path, folder)
        try:
            yield pen
        except BaseException:
            pen.abandon()
            raise
        pen.close()


@dataclass(slots=True)
class _Pen:
    """A workbook being written, with its styles and the lists of its drop-downs."""

    path: Path
    folder: str
    _book: Any = None
    _styles: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    _lists: list[Sequence[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(str(self.path), {"constant_memory": True, "tmpdir": self.folder, **plain})

    def close(self) -> None:
        if self._lists:
            self._write_lists()
        self._book.close()

    def abandon(self) -> None:
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def sheet(self, name: str) -> Any:
        return self._book.add_worksheet(name)

    def style(self, properties: Mapping[str, Any], number_format: str = "", colour: str = "") -> Any:
        key = (*sorted(properties.items()), number_format, colour)
        if key not in self._styles:
            every = dict(properties) | ({"num_format": number_format} if number_format else {})
            if colour:
                every |= {"bg_color": COLOURS[colour], "border": 1, "border_color": "#B0B0B0"}
            self._styles[key] = self._book.add_format(every)
        return self._styles[key]

    def write(self, sheet: Any, row: int, column: int, cell: Cell, text: bool = False, mark: str = "") -> None:
        """One value. Text stays text; a number in a text column stays the number it was."""
        if isinstance(cell, str) or (cell is None and (text or mark)):
            style = self.style({}, _TEXT, mark)
            if cell:
                sheet.write_string(row, column, cell, style)
            else:
                sheet.write_blank(row, column, None, style)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self.style({}, "", mark))
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell, self.style({}, "0" if abs(cell) >= 10**11 else "", mark))
        elif isinstance(cell, datetime | date | time):
            shown = _MOMENT if isinstance(cell, datetime) else _DATE if isinstance(cell, date) else _TIME
            sheet.write_datetime(row, column, cell, self.style({}, shown, mark))

    def drop_downs(self, sheet: Any, columns: Sequence[TemplateColumn], last: int) -> None:
        for at, column in enumerate(columns):
            rule: dict[str, Any] = {"error_type": "information", "error_message": "不在列表中，请核对后再填"}
            if column.hint:
                rule |= {"input_title": column.heading[:32], "input_message": column.hint[:255]}
            if column.choices:
                sheet.data_validation(
                    1, at, last, at, rule | {"validate": "list", "source": self._source(column.choices)}
                )
            elif column.hint:
                sheet.data_validation(1, at, last, at, rule | {"validate": "any"})

    def _source(self, choices: Sequence[str]) -> list[str] | str:
        if len(",".join(choices)) <= _INLINE_CHOICES and not any("," in choice for choice in choices):
            return list(choices)
        self._lists.append(choices)
        letters = xlsxwriter.utility.xl_col_to_name(len(self._lists) - 1, True)
        return f"={LISTS}!{letters}$1:{letters}${len(choices)}"

    def _write_lists(self) -> None:
        sheet = self.sheet(LISTS)
        sheet.hide()
        for row in range(max(map(len, self._lists))):
            for column, choices in enumerate(self._lists):
                if row < len(choices):
                    sheet.write_string(row, column, choices[row])

    def mark(self, mark: Mapping[str, str]) -> None:
        sheet = self.sheet(SHEET)
        sheet.very_hidden()
        for row, (name, value) in enumerate(mark.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        if "copy" in mark:  # where somebody who finds the file can read it too
            self._book.set_properties({"comments": mark["copy"]})


def _width(text: str) -> float:
    """Wide enough for the heading: a Chinese character takes two columns of a fixed font."""
    longest = max((sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")), default=0)
    return min(max(longest + 3.0, _NARROWEST), _WIDEST)

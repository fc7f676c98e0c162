"""工作簿 — one sheet under construction and the truth about each of its rows, and how it becomes a file.

Row numbers are those a spreadsheet shows, so that a planted mistake can be found again by file, row and field.
"""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO, StringIO

import xlsxwriter

Cell = str | int | float | date | None


@dataclass(slots=True)
class Line:
    """`about` is the worker the row is truly about; `mistakes` are (field, code) planted in it, `right` the cells
    before that, where the clerk can put it right."""

    cells: dict[str, Cell]
    about: int | None = None
    mistakes: list[tuple[str, str]] = field(default_factory=list)
    dishonest: bool = False
    right: dict[str, Cell] | None = None


@dataclass(slots=True)
class Book:
    """columns: (field, heading) in the order of the sheet; a field may be empty (a column nobody reads)."""

    kind: str
    filename: str
    columns: list[tuple[str, str]]
    lines: list[Line]
    title: str = ""
    total: bool = False
    encoding: str = "utf-8-sig"
    sheet: str = "Sheet1"

    @property
    def first_row(self) -> int:
        return 2 + bool(self.title)

    def grid(self) -> list[list[Cell]]:
        """All cells as they are written: title, heading, rows, total."""
        width = len(self.columns)
        head: list[list[Cell]] = []
        if self.title:
            head.append([self.title, *[None] * (width - 1)])
        head.append([heading for _, heading in self.columns])
        names = [name for name, _ in self.columns]
        body: list[list[Cell]] = [
            [line.cells.get(name) if name else number for name in names]
            for number, line in enumerate(self.lines, start=1)
        ]
        tail: list[list[Cell]] = [["合计", *[None] * (width - 2), len(self.lines)]] if self.total else []
        return head + body + tail

    def digest(self) -> str:
        """Of what is in the cells; file formats carry a clock, cells do not."""
        text = "\n".join("\t".join("" if c is None else str(c) for c in row) for row in self.grid())
        return sha256(text.encode()).hexdigest()

    def data(self) -> bytes:
        return self._csv() if self.filename.endswith(".csv") else self._xlsx()

    def _csv(self) -> bytes:
        out = StringIO(newline="")
        csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in self.grid()])
        return out.getvalue().encode(self.encoding)

    def _xlsx(self) -> bytes:
        out = BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the format keeps no zone
        sheet = book.add_worksheet(self.sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        for row, cells in enumerate(self.grid()):
            for column, cell in enumerate(cells):
                if cell is None:
                    continue
                if row == self.first_row - 2:
                    sheet.write_string(row, column, str(cell), bold)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                else:
                    sheet.write_number(row, column, cell)
        book.close()
        return out.getvalue()

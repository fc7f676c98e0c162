# ruff: noqa: DTZ001  spreadsheet dates carry no zone
"""Our reader against two others: calamine on the rosters, openpyxl on workbooks made at random."""

import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaxin.kit.sheets.cells import Cell, CellError, Row, Sheet, open_workbook
from jiaxin.kit.sheets.legacy import open_by_calamine
from jiaxin.kit.sheets.limits import DEFAULT

ROSTERS = Path(__file__).parents[2] / "fixtures" / "rosters"


def typed(row: Row) -> tuple[int, list[tuple[type, Cell]]]:
    """Calamine gives a failed calculation as a blank cell."""
    cells = [None if isinstance(cell, CellError) else cell for cell in row.cells]
    while cells and cells[-1] is None:
        cells.pop()
    return row.number, [(type(cell), cell) for cell in cells]


@pytest.mark.parametrize("path", sorted(ROSTERS.glob("*.xlsx")), ids=lambda path: path.name)
def test_rosters_read_as_calamine_reads_them(path: Path) -> None:
    with open_workbook(path) as ours, open_by_calamine(path, DEFAULT) as theirs:
        assert len(ours.sheets) == len(theirs.sheets) > 0
        for one, other in zip(ours.sheets, theirs.sheets, strict=True):
            assert (one.head.name, one.head.hidden, one.head.merges) == (
                other.head.name,
                other.head.hidden,
                other.head.merges,
            )
            assert [typed(row) for row in one.rows()] == [typed(row) for row in other.rows()]


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=20).map(
    lambda s: s.replace("_x", "x_")
)
days = st.dates(date(1900, 3, 2), date(2100, 1, 1))
moments = st.datetimes(datetime(1900, 3, 2), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0))
values = st.one_of(
    st.none(),
    texts,
    st.sampled_from(["=1+1", "  甲 ", "<&>\"'", "多\n行", "𠮷", "-"]),
    st.integers(-(10**16), 10**16),
    st.floats(-1e18, 1e18, allow_nan=False).map(lambda f: float(f"{f:.15g}")),
    st.booleans(),
    days,
    moments,
    st.times().map(lambda t: t.replace(microsecond=0)),
)
tables = st.lists(st.lists(values, max_size=6), max_size=8)
flags = st.lists(st.booleans(), min_size=8, max_size=8)


def written_by_xlsxwriter(
    path: Path, table: list[list[Any]], rows: list[bool], columns: list[bool], lean: bool
) -> None:
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": lean, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("甲")
        book.add_worksheet("乙").hide()
        shown = {
            datetime: book.add_format({"num_format": 'yyyy"年"m"月"d"日" hh:mm:ss'}),
            date: book.add_format({"num_format": "yyyy/m/d"}),
            time: book.add_format({"num_format": "h:mm:ss"}),
        }
        for at, hidden in enumerate(columns):
            if hidden:
                sheet.set_column(at, at, None, None, {"hidden": True})
        for at, line in enumerate(table):
            if rows[at]:
                sheet.set_row(at, None, None, {"hidden": True})
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif isinstance(value, bool):
                    sheet.write_boolean(at, column, value)
                elif isinstance(value, date | time):
                    sheet.write_datetime(at, column, value, shown[type(value)])
                elif value is not None:
                    sheet.write_number(at, column, value)
        sheet.merge_range(20, 1, 20, 3, "并")


def written_by_openpyxl(path: Path, table: list[list[Any]], rows: list[bool], columns: list[bool], lean: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "甲"
    book.create_sheet("乙").sheet_state = "hidden"
    for at, line in enumerate(table):
        sheet.row_dimensions[at + 1].hidden = rows[at]
        for column, value in enumerate(line):
            one = sheet.cell(at + 1, column + 1)
            one.value = value
            if isinstance(value, str):
                one.data_type = "s"
    for at, hidden in enumerate(columns):
        if hidden:
            sheet.column_dimensions[chr(65 + at)].hidden = True
    sheet.cell(21, 2).value = "并"
    sheet.merge_cells("B21:D21")
    book.save(path)


def ours(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    return {(row.number, at): cell for row in sheet.rows() for at, cell in enumerate(row.cells) if cell is not None}


def theirs(sheet: Any) -> dict[tuple[int, int], Any]:
    found = {}
    for line in sheet.iter_rows():
        for one in line:
            if one.value not in (None, ""):
                found[one.row, one.column - 1] = settled(one.value)
    return found


def settled(value: Any) -> Any:
    """openpyxl gives every day as a moment, and spans of time; whole floats are ours as int."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


@pytest.mark.parametrize("write", [written_by_xlsxwriter, written_by_openpyxl])
@given(table=tables, rows=flags, columns=flags, lean=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_workbooks_read_as_openpyxl_reads_them(
    write: Any, table: list[list[Any]], rows: list[bool], columns: list[bool], lean: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write(path, table, rows, columns, lean)
        reference = openpyxl.load_workbook(path)
        with open_workbook(path) as book:
            first, second = book.sheets
            assert ours(first) == theirs(reference.worksheets[0])
            assert not any(isinstance(cell, int) and abs(cell) >= 10**15 for cell in ours(first).values())
            assert {row.number: row.hidden for row in first.rows()} == {
                row.number: bool(reference.worksheets[0].row_dimensions[row.number].hidden) for row in first.rows()
            }
            assert first.head.hidden_columns == {at for at, hidden in enumerate(columns) if hidden}
            assert first.head.merges == ((21, 1, 21, 3),)
            assert (first.head.hidden, second.head.hidden) == (False, True)
        reference.close()

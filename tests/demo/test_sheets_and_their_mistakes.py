"""What the offices send is read as it was meant, and the only rows refused are those planted wrong."""

from datetime import date
from pathlib import Path

import pytest

from jiaxin.demo.district import District, draw
from jiaxin.demo.plan import Plan
from jiaxin.demo.preparing import made
from jiaxin.demo.sheets.posting import Due, schedule
from jiaxin.domain.sheets.checking import check
from jiaxin.kit.sheets.cells import open_workbook

PLAN = Plan(date(2026, 11, 23), workers=250, seed=3, days=150)
DISTRICT = draw(PLAN)
FIRST_OF_EACH = {(due.what, due.sender.partition(":")[0]): due for due in reversed(schedule(DISTRICT))}


@pytest.fixture(scope="module")
def district() -> District:
    return DISTRICT


@pytest.mark.parametrize("due", FIRST_OF_EACH.values(), ids=lambda due: f"{due.what}-{due.sender}")
def test_refused_are_exactly_the_rows_planted_wrong(due: Due, district: District, tmp_path: Path) -> None:
    sheet = made(due.make(district.workers[:80]))
    if sheet is None:
        pytest.skip("nothing to send on that day")
    path = tmp_path / f"sheet{Path(sheet.filename).suffix}"
    path.write_bytes(sheet.data)
    with open_workbook(path) as book:
        checking = check(book, due.day)
        rows = list(checking.rows())
    assert {one.kind for one in checking.sheets} == {sheet.kind}, "told from its own headings"
    assert len(rows) == len(sheet.rows)
    found = {(f.row, f.field) for row in rows for f in row.findings if f.severity == "error"}
    planted = {(row.row, field) for row in sheet.rows for field, _ in row.mistakes}
    assert planted <= found
    assert {row for row, _ in found} == {row for row, _ in planted}


def test_every_column_of_every_sheet_is_understood(district: District, tmp_path: Path) -> None:
    for due in FIRST_OF_EACH.values():
        sheet = made(due.make(district.workers[:80]))
        if sheet is None:
            continue
        path = tmp_path / f"sheet{Path(sheet.filename).suffix}"
        path.write_bytes(sheet.data)
        with open_workbook(path) as book:
            checking = check(book, due.day)
            list(checking.rows())
        unknown = [u.text for one in checking.sheets if one.mapping for u in one.mapping.unmapped]
        assert not unknown, sheet.filename

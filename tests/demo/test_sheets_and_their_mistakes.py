"""What the offices send is read as it was meant, and the only rows refused are those planted wrong."""

from datetime import date
from pathlib import Path

import pytest

from jiaxin.demo.district import draw
from jiaxin.demo.plan import Plan
from jiaxin.demo.preparing import Sheet, made
from jiaxin.demo.sheets.posting import schedule
from jiaxin.domain.sheets.checking import CheckedRow, Checking, check
from jiaxin.kit.sheets.cells import open_workbook

PLAN = Plan(date(2026, 11, 23), workers=250, seed=3, days=150)


@pytest.fixture(scope="module")
def sent() -> dict[str, tuple[date, Sheet]]:
    """The first sheet of each kind from each kind of sender, with its day."""
    district = draw(PLAN)
    found: dict[str, tuple[date, Sheet]] = {}
    for due in schedule(district):
        name = f"{due.what} of {due.sender.partition(':')[0]}"
        if name not in found and (sheet := made(due.make(district.workers[:80]))) is not None:
            found[name] = (due.day, sheet)
    return found


def judged(day: date, sheet: Sheet, folder: Path) -> tuple[Checking, list[CheckedRow]]:
    path = folder / f"sheet{Path(sheet.filename).suffix}"
    path.write_bytes(sheet.data)
    with open_workbook(path) as book:
        checking = check(book, day)
        return checking, list(checking.rows())


SENT = (
    "areas of bureau",
    "register of bureau",
    "baseline of street",
    "roster of company",
    "roster of street",
    "orders of bureau",
    "orders of company",
    "ratings of bureau",
    "ratings of company",
    "hotline of bureau",
    "police of police",
    "training of labour",
)


@pytest.mark.parametrize("name", SENT)
def test_refused_are_exactly_the_rows_planted_wrong(
    name: str, sent: dict[str, tuple[date, Sheet]], tmp_path: Path
) -> None:
    day, sheet = sent[name]
    checking, rows = judged(day, sheet, tmp_path)
    assert {one.kind for one in checking.sheets} == {sheet.kind}, "told from its own headings"
    assert len(rows) == len(sheet.rows)
    found = {(f.row, f.field) for row in rows for f in row.findings if f.severity == "error"}
    planted = {(row.row, field) for row in sheet.rows for field, _ in row.mistakes}
    assert planted <= found
    assert {row for row, _ in found} == {row for row, _ in planted}


def test_every_column_of_every_sheet_is_understood(sent: dict[str, tuple[date, Sheet]], tmp_path: Path) -> None:
    for day, sheet in sent.values():
        checking, _ = judged(day, sheet, tmp_path)
        unknown = [u.text for one in checking.sheets if one.mapping for u in one.mapping.unmapped]
        assert not unknown, sheet.filename

"""Whatever happens to the bytes of a workbook, reading it ends in rows or in a refusal, never in another error."""

import math
import random
import re
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from jiaxin.domain.sheets.checking import check
from jiaxin.kit.sheets.cells import CellError, Row, open_workbook
from jiaxin.kit.sheets.refusal import Unreadable

ROSTERS = Path(__file__).parents[2] / "fixtures" / "rosters"
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)


def read(path: Path) -> bool:
    try:
        with open_workbook(path) as book:
            for sheet in book.sheets:
                assert sheet.head.name is not None
                for row in sheet.rows():
                    assert row.number >= 1
    except Unreadable:
        return False
    return True


def damaged(content: bytes, choose: random.Random) -> bytes:
    raw = bytearray(content)
    for _ in range(choose.randint(1, 4)):
        at = choose.randrange(len(raw))
        match choose.randrange(4):
            case 0:
                raw[at] = choose.randrange(256)
            case 1:
                del raw[at : at + choose.randint(1, 40)]
            case 2:
                raw[at:at] = choose.choice([b"<", b">", b"&", b"</row>", b"<!--", b'"', b"<v>", b"-", b"\0", b"</si>"])
            case _:
                raw[at:at] = raw[at : at + choose.randint(1, 60)]
    return bytes(raw)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_damaged_at_random_is_read_or_refused(part: str, tmp_path: Path) -> None:
    choose = random.Random(part)
    with zipfile.ZipFile(ROSTERS / "05-several-sheets.xlsx") as sound:
        contents = {name: sound.read(name) for name in sound.namelist()}
    read_on = 0
    for at in range(40):
        path = tmp_path / f"{at}.xlsx"
        with zipfile.ZipFile(path, "w") as out:
            for name, content in contents.items():
                out.writestr(name, damaged(content, choose) if name == part else content)
        read_on += read(path)
    assert read_on < 40


@pytest.mark.parametrize("name", ["05-several-sheets.xlsx", "07-legacy.xls", "06-gb18030.csv"])
def test_a_file_damaged_at_random_is_read_or_refused(name: str, tmp_path: Path) -> None:
    choose = random.Random(name)
    content = (ROSTERS / name).read_bytes()
    for at in range(40):
        path = tmp_path / f"{at}"
        path.write_bytes(damaged(content, choose))
        read(path)


def test_the_fast_way_never_reads_other_rows_than_the_thorough_way(tmp_path: Path) -> None:
    """A damaged row may be refused by one of them only; where both read, they read the same."""
    choose = random.Random(7)
    with zipfile.ZipFile(ROSTERS / "01-template-order.xlsx") as sound:
        contents = {name: sound.read(name) for name in sound.namelist()}
    agreed = 0
    for at in range(24):
        path = tmp_path / f"{at}.xlsx"
        with zipfile.ZipFile(path, "w") as out:
            for name, content in contents.items():
                out.writestr(name, digits_changed(content, choose) if name == PARTS[0] else content)
        fast = rows_or_none(path, tmp_path / "fast.xlsx", comment=False)
        slow = rows_or_none(path, tmp_path / "slow.xlsx", comment=True)
        assert fast is None or slow is None or fast == slow
        agreed += fast is not None and slow is not None
    assert agreed > 5


def digits_changed(content: bytes, choose: random.Random) -> bytes:
    """Other positions, styles, columns and row numbers; the markup stays whole."""
    raw = bytearray(content)
    digits = [at for at in range(content.find(b"<sheetData>"), len(raw)) if chr(raw[at]).isdigit()]
    for at in choose.sample(digits, 3):
        raw[at] = ord(choose.choice("0123456789"))
    return bytes(raw)


def rows_or_none(source: Path, path: Path, comment: bool) -> list[Row] | None:
    """A comment in front of the first row sends the whole sheet the thorough way."""
    with zipfile.ZipFile(source) as found, zipfile.ZipFile(path, "w") as out:
        for name in found.namelist():
            content = found.read(name)
            out.writestr(name, content.replace(b"<sheetData>", b"<!-- --><sheetData>") if comment else content)
    try:
        with open_workbook(path) as book:
            return [row for sheet in book.sheets if sheet.head for row in sheet.rows()]
    except Unreadable:
        return None


def test_an_old_workbook_under_another_name_is_read_by_its_content(tmp_path: Path) -> None:
    content = (ROSTERS / "07-legacy.xls").read_bytes()
    found = []
    for name in ("roster.xls", "roster.xlsx", "roster.csv", "file"):
        path = tmp_path / name
        path.write_bytes(content)
        with open_workbook(path) as book:
            found.append([list(sheet.rows()) for sheet in book.sheets])
    assert found[0] and all(one == found[0] for one in found)


NUMBER_RECORD = re.compile(rb"(?s)(\x03\x02\x0e\x00.{6}).{8}")


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_a_failed_calculation(number: float, tmp_path: Path) -> None:
    """Programs that write old workbooks themselves put NaN where nothing was known."""
    path = tmp_path / "roster.xls"
    written, times = NUMBER_RECORD.subn(lambda m: m[1] + struct.pack("<d", number), (ROSTERS / "07-legacy.xls").read_bytes())
    path.write_bytes(written)
    with open_workbook(path) as book:
        failed = [cell for sheet in book.sheets for row in sheet.rows() for cell in row.cells if cell == "#NUM!"]
        assert len(failed) == times and all(isinstance(cell, CellError) for cell in failed)
        codes = {f.code for row in check(book, date(2026, 11, 23)).rows() for f in row.findings}
    assert times > 0 and "cell-error" in codes

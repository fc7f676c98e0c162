# ruff: noqa: DTZ001  spreadsheet dates carry no zone
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from jiaxin.kit.sheets.cells import CellError, Row, open_workbook
from jiaxin.kit.sheets.limits import DEFAULT
from jiaxin.kit.sheets.refusal import Unreadable
from tests.faults.hostile.building import MAIN, SHEET, STRINGS, XML, pack, parts, sheet

STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="4">'
    '<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="165" formatCode="[$-804]yyyy/m/d;@"/><numFmt numFmtId="166" formatCode="0.00&quot;元/day&quot;"/>'
    '<numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    '<xf numFmtId="31"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="167"/></cellXfs></styleSheet>'
)


def rows_of(tmp_path: Path, rows: str, **others: str) -> list[Row]:
    contents = parts(sheet(rows)) | {"xl/styles.xml": STYLES} | others
    with open_workbook(pack(tmp_path / "a.xlsx", contents)) as book:
        return list(book.sheets[0].rows())


def cell(tmp_path: Path, markup: str, **others: str) -> object:
    found = rows_of(tmp_path, f'<row r="1">{markup}</row>', **others)
    return found[0].cells[0] if found else None


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("7", 7),
        ("-7", -7),
        ("7.0", 7),
        ("2019.1", 2019.1),
        ("1.5E3", 1500),
        ("340212750506123", 340212750506123),
        ("340212197506069123", 340212197506069123.0),
        ("3.40212197506069E+17", 3.40212197506069e17),
        ("0.30000000000000004", 0.30000000000000004),
    ],
)
def test_a_number_comes_as_stored_and_as_int_only_while_exact(tmp_path: Path, stored: str, expected: float) -> None:
    found = cell(tmp_path, f'<c r="A1"><v>{stored}</v></c>')
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("style", "stored", "expected"),
    [
        (1, "45000", date(2023, 3, 15)),
        (2, "45000.5", datetime(2023, 3, 15, 12)),
        (3, "45000", 45000),
        (4, "45000", date(2023, 3, 15)),
        (5, "45000", date(2023, 3, 15)),
        (6, "0.75", time(18)),
        (7, "0.25", time(6)),
        (7, "1.25", 1.25),
        (1, "-5", -5),
        (1, "99999999", 99999999),
        (1, "59", date(1900, 2, 28)),
        (1, "61", date(1900, 3, 1)),
    ],
)
def test_a_style_makes_a_number_a_date(tmp_path: Path, style: int, stored: str, expected: object) -> None:
    found = cell(tmp_path, f'<c r="A1" s="{style}"><v>{stored}</v></c>')
    assert found == expected
    assert type(found) is type(expected)


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    listed = str(parts()["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert cell(tmp_path, '<c r="A1" s="1"><v>43538</v></c>', **{"xl/workbook.xml": listed}) == date(2023, 3, 15)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><f>B1&amp;""</f><v>甲&amp;乙</v></c>', "甲&乙"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>', " 甲 "),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr/><t>乙</t></r><rPh><t>jia</t></rPh></is></c>', "甲乙"),
        ('<c r="A1" t="inlineStr"><is><t>甲_x000D_\n乙&#10;_x005F_x</t></is></c>', "甲\r\n乙\n_x"),
        ('<c r="A1" t="d"><v>2024-05-06</v></c>', date(2024, 5, 6)),
        ('<c r="A1" t="d"><v>2024-05-06T07:08:00Z</v></c>', datetime(2024, 5, 6, 7, 8)),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1" t="n" s="0" vm="1"><v>5</v></c>', 5),
        ("<c><v>5</v></c>", 5),
        ('<c r="A1"><!-- x --><v>5</v></c>', 5),
    ],
)
def test_every_type_of_cell_is_understood(tmp_path: Path, markup: str, expected: object) -> None:
    assert cell(tmp_path, markup) == expected


def test_an_error_is_told_from_text(tmp_path: Path) -> None:
    found = cell(tmp_path, '<c r="A1" t="e"><f>VLOOKUP(1,B:C,2,0)</f><v>#N/A</v></c>')
    assert isinstance(found, CellError)
    assert found == "#N/A"


def test_shared_texts_with_runs_phonetics_and_blanks_keep_their_numbers(tmp_path: Path) -> None:
    texts = "<si><t>甲</t></si><si/><si><t/></si>\n<si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>x</t></rPh></si><si><t>丁&lt;</t></si><si/>"
    markup = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDE"))
    found = rows_of(tmp_path, f'<row r="1">{markup}</row>', **{STRINGS: f'{XML}<sst xmlns="{MAIN}">{texts}</sst>'})
    assert found[0].cells == ["甲", None, None, "乙丙", "丁<"]


def test_texts_moved_to_a_file_are_the_same_texts(tmp_path: Path) -> None:
    texts = [f"样例{n}" if n % 7 else "" for n in range(5_000)]
    table = "".join(f"<si><t>{text}</t></si>" for text in texts)
    rows = "".join(
        f'<row r="{n + 1}"><c r="A{n + 1}"><v>1</v></c><c r="B{n + 1}" t="s"><v>{(n * 37) % 5000}</v></c></row>'
        for n in range(5_000)
    )
    path = pack(tmp_path / "a.xlsx", parts(sheet(rows)) | {STRINGS: f'{XML}<sst xmlns="{MAIN}">{table}</sst>'})
    with open_workbook(path) as kept, open_workbook(path, replace(DEFAULT, strings_in_memory=1_000)) as moved:
        expected = [texts[(n * 37) % 5000] or None for n in range(5_000)]
        for book in (kept, moved):
            assert [([*row.cells, None])[1] for row in book.sheets[0].rows()] == expected


def test_formulas_tell_their_columns_and_give_the_stored_value(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path,
        '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><f>A3+1</f><v>2</v></c><c r="D3"><f t="shared" si="0"/><v>3</v></c><c r="E3"><f>NOW()</f></c></row>',
    )
    assert found == [Row(3, [1, None, 2, 3], False, (2, 3, 4))]


def test_gaps_hidden_rows_and_blank_rows_keep_their_places(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path,
        '<row r="2"><c r="B2"><v>1</v></c><c r="AA2"><v>2</v></c></row><row r="3"/><row r="5" hidden="1"><c r="A5" s="0"/><c r="B5"><v>3</v></c></row>'
        '<row r="6"><c r="A6" s="0"/></row><row r="9" hidden="0"><c r="A9"><v>4</v></c></row>',
    )
    assert [(row.number, row.hidden) for row in found] == [(2, False), (5, True), (9, False)]
    assert found[0].cells == [None, 1, *[None] * 24, 2]
    assert found[1].cells == [None, 3]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_prefixes_and_strict_namespaces_are_only_names(tmp_path: Path, prefix: str) -> None:
    name = "xmlns:x" if prefix else "xmlns"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    xml = (
        f'{XML}<{prefix}worksheet {name}="{strict}"><{prefix}cols><{prefix}col min="2" max="3" hidden="1"/></{prefix}cols>'
        f'<{prefix}sheetData><{prefix}row r="1"><{prefix}c r="A1" t="s"><{prefix}v>0</{prefix}v></{prefix}c></{prefix}row>'
        f'</{prefix}sheetData><{prefix}mergeCells><{prefix}mergeCell ref="A1:B3"/></{prefix}mergeCells></{prefix}worksheet>'
    )
    with open_workbook(pack(tmp_path / "a.xlsx", parts(xml))) as book:
        assert list(book.sheets[0].rows()) == [Row(1, ["样例"])]
        assert book.sheets[0].head.hidden_columns == {1, 2}
        assert book.sheets[0].head.merges == ((1, 0, 3, 1),)


def test_a_comment_in_the_middle_of_a_large_sheet_loses_no_row(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' + ("<!-- </row> -->" if n == 30_000 else "")
        for n in range(1, 40_001)
    )
    found = rows_of(tmp_path, rows)
    assert [row.number for row in found] == list(range(1, 40_001))
    assert all(row.cells == [row.number] for row in found)


def test_rows_can_be_read_twice_and_utf16_parts_are_read(tmp_path: Path) -> None:
    xml = sheet().replace("UTF-8", "UTF-16").encode("utf-16")
    with open_workbook(pack(tmp_path / "a.xlsx", parts() | {SHEET: xml})) as book:
        assert list(book.sheets[0].rows()) == list(book.sheets[0].rows()) == [Row(1, ["姓名"]), Row(2, [7])]


def test_sheets_hidden_in_either_way_are_told(tmp_path: Path) -> None:
    contents = parts(names=("甲", "乙", "丙"))
    listed = (
        str(contents["xl/workbook.xml"])
        .replace('name="乙"', 'name="乙" state="hidden"')
        .replace('name="丙"', 'name="丙" state="veryHidden"')
    )
    with open_workbook(pack(tmp_path / "a.xlsx", contents | {"xl/workbook.xml": listed})) as book:
        assert [(one.head.name, one.head.hidden) for one in book.sheets] == [("甲", False), ("乙", True), ("丙", True)]


def test_an_empty_value_and_a_negative_position_are_told_apart_in_every_row(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v></v></c></row>' for n in (1, 2, 3))
    assert [row.cells for row in rows_of(tmp_path, rows)] == [["样例"]] * 3
    with pytest.raises(Unreadable, match=r"xlsx\.strings"):
        rows_of(tmp_path, rows.replace("<v></v>", "<v>-1</v>"))


def test_rows_of_one_shape_and_rows_of_others_read_alike(tmp_path: Path) -> None:
    kinds = ('t="s"><v>0', 's="1"><v>45000.5', "><v>-7", 't="b"><v>1', 't="e"><v>#REF!', 't="str"><v>x&lt;')
    expected = ["样例", datetime(2023, 3, 15, 12), -7, True, "#REF!", "x<"]
    rows, shapes = "", []
    for n in range(1, 129):
        kept = [at for at in range(6) if (n // 2) >> at & 1] or [0]
        shapes.append([expected[at] if at in kept else None for at in range(max(kept) + 1)])
        rows += f'<row r="{n}">' + "".join(f'<c r="{"ABCDEF"[at]}{n}" {kinds[at]}</v></c>' for at in kept) + "</row>"
    assert [row.cells for row in rows_of(tmp_path, rows.replace(" >", ">"))] == shapes


@pytest.mark.parametrize(
    ("changed", "hidden", "cells"),
    [
        ("", False, ["样例", None, 40]),
        (' hidden="1"', True, ["样例", None, 40]),
        ('<c r="B40"><v>2</v></c>', False, ["样例", 2, 40]),
        ('<c r="B40" s="1"><v>45000.5</v></c>', False, ["样例", datetime(2023, 3, 15, 12), 40]),
        ('<c r="B40" t="inlineStr"><is><t>甲</t></is></c>', False, ["样例", "甲", 40]),
        ('<c r="B40"><f>1+1</f><v>2</v></c>', False, ["样例", 2, 40]),
        ('<c r="B40"><v></v></c>', False, ["样例", None, 40]),
        ('<c r="B40"/>', False, ["样例", None, 40]),
    ],
)
def test_one_row_that_is_written_otherwise_among_many_that_are_written_alike(
    tmp_path: Path, changed: str, hidden: bool, cells: list[object]
) -> None:
    """The rows before it have taught the reader how rows of this sheet look."""

    def written(n: int, tag: str = "", middle: str = "") -> str:
        middle = middle or f'<c r="B{n}" s="0"/>'
        return f'<row r="{n}" spans="1:{3 + n % 2}"{tag}><c r="A{n}" t="s"><v>0</v></c>{middle}<c r="C{n}"><v>{n}</v></c></row>'

    middle, tag = (changed, "") if changed.startswith("<") else ("", changed)
    rows = [written(n) for n in range(1, 81)]
    rows[39] = written(40, tag, middle)
    found = rows_of(tmp_path, "".join([*rows[:60], '<row r="61"/>\n', *rows[61:]]))
    assert [row.number for row in found] == [n for n in range(1, 81) if n != 61]
    at = found[39]
    assert (at.number, at.hidden, list(at.cells)) == (40, hidden, cells)
    assert bool(at.formulas) == ("<f>" in changed)
    assert all(row.cells == ["样例", None, row.number] and not row.hidden for row in found if row.number != 40)


@pytest.mark.parametrize("stored", ["abc", "1_0.5", "nan", "inf", "--1"])
def test_a_number_that_is_none_refuses_the_file(tmp_path: Path, stored: str) -> None:
    with pytest.raises(Unreadable, match=r"xml\.broken"):
        cell(tmp_path, f'<c r="A1"><v>{stored}</v></c>')

# ruff: noqa: DTZ001  spreadsheet dates carry no zone
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from jiaxin.kit.sheets.cells import Cell, SheetHead, open_workbook
from jiaxin.kit.sheets.marks import REASON, SUGGESTION
from jiaxin.kit.sheets.writing import (
    COLOURS,
    BadRow,
    HeadingRow,
    ReturnedSheet,
    TemplateColumn,
    write_list,
    write_returned,
    write_template,
)

ROSTERS = Path(__file__).parents[2] / "fixtures" / "rosters"
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    '=HYPERLINK("http://127.0.0.1")',
    "{=1}",
    "http://127.0.0.1/x",
    "mailto:a@b",
    "0012",
]


def test_a_returned_workbook_keeps_shape_and_row_numbers_and_reads_back_without_what_was_added(tmp_path: Path) -> None:
    with open_workbook(ROSTERS / "02-two-row-header.xlsx") as sent:
        head, rows = sent.sheets[0].head, list(sent.sheets[0].rows())
    bad = [
        BadRow(row.number, row.cells, {3: "error", 30: "error"}, f"第 {row.number} 行", "请核对")
        for row in rows[6:60:7]
    ]
    returned = ReturnedSheet(head, [HeadingRow(row.number, row.cells) for row in rows[:4]], bad, 27, frozenset({3}))
    assert write_returned(tmp_path / "r.xlsx", [returned], {"batch": "B1"}) == len(bad)
    with open_workbook(tmp_path / "r.xlsx") as back:
        assert back.mark == {"batch": "B1", "returned": "1"}
        assert [one.head.name for one in back.sheets] == [head.name]
        found = list(back.sheets[0].rows())
    assert [(row.number, row.cells) for row in found] == [(row.number, row.cells) for row in rows[:4]] + [
        (row.number, row.cells) for row in bad
    ]
    assert not any(row.hidden for row in found)


def test_a_returned_workbook_is_coloured_explained_filtered_and_hides_the_rows_between(tmp_path: Path) -> None:
    rows = [
        BadRow(3, ["甲", None, 3], {1: "error", 2: "warning"}, "缺电话", "请补填"),
        BadRow(9, ["乙"], {2: "error"}, "缺数"),
    ]
    sheet = ReturnedSheet(
        SheetHead("单", 0, hidden_columns=frozenset({1})), [HeadingRow(1, ["名", "电话", "数"])], rows, 3
    )
    write_returned(tmp_path / "r.xlsx", [sheet])
    found = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [one.value for one in found[1]] == ["名", "电话", "数", REASON, SUGGESTION]
    assert [one.value for one in found[3]] == ["甲", None, 3, "缺电话", "请补填"]
    assert found["B3"].fill.fgColor.rgb == "FF" + COLOURS["error"][1:]
    assert found["C3"].fill.fgColor.rgb == "FF" + COLOURS["warning"][1:]
    assert found["C9"].fill.fgColor.rgb == "FF" + COLOURS["error"][1:]
    assert found["A3"].fill.fill_type is None
    assert [at for at in range(1, 10) if found.row_dimensions[at].hidden] == [2, 4, 5, 6, 7, 8]
    assert found.auto_filter.ref == "A1:E9"
    assert found.freeze_panes == "A2"
    assert found.column_dimensions["B"].hidden


def test_rows_out_of_order_are_a_mistake_of_the_caller(tmp_path: Path) -> None:
    rows = [BadRow(5, ["a"], {}, ""), BadRow(4, ["b"], {}, "")]
    with pytest.raises(ValueError, match="row 4 does not follow row 5"):
        write_returned(tmp_path / "r.xlsx", [ReturnedSheet(SheetHead("单", 0), [], rows, 1)])
    assert list(tmp_path.iterdir()) == []


def test_nothing_written_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    write_list(tmp_path / "l.xlsx", DANGEROUS, [DANGEROUS])
    write_template(tmp_path / "t.xlsx", "名单", [TemplateColumn(one) for one in DANGEROUS], [DANGEROUS], [DANGEROUS])
    sheet = ReturnedSheet(
        SheetHead("单", 0), [HeadingRow(1, DANGEROUS)], [BadRow(2, DANGEROUS, {0: "error"}, "=1", "=2")], 9
    )
    write_returned(tmp_path / "r.xlsx", [sheet])
    for name in ("l.xlsx", "t.xlsx", "r.xlsx"):
        for one in openpyxl.load_workbook(tmp_path / name).worksheets[0].iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in one)
        with open_workbook(tmp_path / name) as book:
            rows = list(book.sheets[0].rows())
            assert [row.cells for row in rows] == [DANGEROUS, DANGEROUS]
            assert not any(row.formulas for row in rows)


def test_a_list_keeps_types(tmp_path: Path) -> None:
    line: list[Cell] = [
        "甲",
        7,
        1.5,
        True,
        date(2024, 5, 6),
        datetime(2024, 5, 6, 7, 8),
        time(9, 30),
        None,
        15412345678,
    ]
    assert write_list(tmp_path / "l.xlsx", ["列"] * 9, [line], text_columns=frozenset({0})) == 1
    with open_workbook(tmp_path / "l.xlsx") as book:
        assert list(book.sheets[0].rows())[1].cells == line


def test_a_template_has_drop_downs_text_columns_notes_data_and_a_hidden_mark(tmp_path: Path) -> None:
    long = [f"第{n}项，样例选项" for n in range(200)]
    columns = [
        TemplateColumn("姓名", required=True, hint="与证件一致"),
        TemplateColumn("性别", choices=["男", "女"]),
        TemplateColumn("岗位", choices=long),
        TemplateColumn("日期", text=False),
    ]
    rows: list[list[Cell]] = [["王样", "女", long[150], date(2024, 5, 6)]]
    count = write_template(
        tmp_path / "t.xlsx", "名单", columns, rows, [["列", "说明"], ["姓名", "写全名"]], mark={"version": "3"}
    )
    assert count == 1
    found = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert [(one.title, one.sheet_state) for one in found] == [
        ("名单", "visible"), ("填写说明", "visible"), ("_mark", "veryHidden"), ("_lists", "hidden"),
    ]  # fmt: skip
    rules = {str(rule.sqref).split(":")[0]: rule for rule in found["名单"].data_validations.dataValidation}
    assert rules["B2"].formula1 == '"男,女"'
    assert rules["C2"].formula1 == "_lists!$A$1:$A$200"
    assert rules["A2"].prompt == "与证件一致"
    assert found["_lists"]["A200"].value == long[199]
    assert found["名单"].column_dimensions["A"].number_format == "@"
    assert found["名单"]["A2"].number_format == "@"
    with open_workbook(tmp_path / "t.xlsx") as book:
        assert book.mark == {"version": "3"}
        assert [one.head.name for one in book.sheets] == ["名单", "填写说明"]
        assert [row.cells for row in book.sheets[0].rows()] == [["姓名", "性别", "岗位", "日期"], *rows]

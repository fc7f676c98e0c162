from pathlib import Path

import pytest

from jiaxin.kit.sheets.cells import open_workbook


def rows_of(tmp_path: Path, content: bytes) -> list[tuple[int, list[object]]]:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with open_workbook(path) as book:
        assert book.kind == "csv"
        assert [one.head.name for one in book.sheets] == [""]
        return [(row.number, list(row.cells)) for row in book.sheets[0].rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends_are_detected(
    tmp_path: Path, encoding: str, separator: str, ending: str
) -> None:
    lines = [["姓名", "住址"], ["王样", "样例路1号，2幢"], ["李例", "𠮷巷"]]
    content = ending.join(separator.join(line) for line in lines) + ending
    assert rows_of(tmp_path, content.encode(encoding)) == [(at, line) for at, line in enumerate(lines, 1)]


def test_quoted_line_breaks_do_not_shift_the_numbers_of_lines(tmp_path: Path) -> None:
    content = '姓名,备注\n王,"一\n二\n三"\n\n李,"说""好"""\n'
    assert rows_of(tmp_path, content.encode()) == [
        (1, ["姓名", "备注"]),
        (2, ["王", "一\n二\n三"]),
        (6, ["李", '说"好"']),
    ]


def test_values_stay_text_and_blanks_are_none(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b'="340212",007,,1.50,\n') == [(1, ['="340212"', "007", None, "1.50"])]


def test_a_file_of_one_column_and_no_line_end_is_read(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "姓名\n王".encode()) == [(1, ["姓名"]), (2, ["王"])]


def test_commas_inside_a_file_separated_by_semicolons_do_not_mislead(tmp_path: Path) -> None:
    content = "姓名;住址;岗位\n" + "王;样例路1号,2幢;保洁,做饭\n" * 5
    assert rows_of(tmp_path, content.encode())[1] == (2, ["王", "样例路1号,2幢", "保洁,做饭"])


def test_commas_typed_full_width_separate_where_nothing_else_does(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "姓名，住址\n王样，样例路1号\n".encode())[1] == (2, ["王样", "样例路1号"])


def test_full_width_commas_inside_a_file_of_commas_are_text(tmp_path: Path) -> None:
    content = "姓名,住址，门牌,岗位\n" + "王,样例路1号，2幢,保洁\n" * 5
    assert rows_of(tmp_path, content.encode())[1] == (2, ["王", "样例路1号，2幢", "保洁"])


def test_the_department_file_of_the_rosters_is_read(tmp_path: Path) -> None:
    rosters = Path(__file__).parents[2] / "fixtures" / "rosters"
    found = rows_of(tmp_path, (rosters / "06-gb18030.csv").read_bytes())
    assert len(found) == 381
    assert found == rows_of(tmp_path, (rosters / "06-gb18030.csv").read_bytes().decode("gb18030").encode("utf-8-sig"))

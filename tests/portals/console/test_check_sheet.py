"""`check-sheet`: answers without a district, without Django, in the agreed shape."""

import json
import subprocess
import sys

import pytest

from jiaxin.__main__ import CUT_OFF
from jiaxin.portals.console import check_sheet
from tests.domain.sheets.other_offices import FIXTURES


def run(capsys, *arguments):
    status = check_sheet.run([str(a) for a in arguments])
    return status, capsys.readouterr()


def test_the_answer_has_rows_columns_and_a_summary(capsys):
    status, said = run(capsys, FIXTURES / "11-forbidden-formulas.xlsx", "--json", "--as-of", "2026-11-23")
    answer = json.loads(said.out)
    assert status == 0
    assert {"rows", "dropped_columns", "unmapped_columns", "sheets", "summary"} <= answer.keys()
    assert {d["heading"] for d in answer["dropped_columns"]} == {"血型", "生肖", "婚姻状况", "宗教信仰"}
    assert answer["summary"]["rows"] == len(answer["rows"]) == 64
    assert set(answer["rows"][0]) == {"sheet", "row", "status", "values", "findings"}


def test_another_workbook_counts_as_imported_before(capsys):
    first, training = FIXTURES / "01-template-order.xlsx", FIXTURES / "12-training.xlsx"
    _, said = run(capsys, training, "--json", "--as-of", "2026-11-23", "--after", first)
    codes = {f["code"] for row in json.loads(said.out)["rows"] for f in row["findings"]}
    assert {"worker-unknown", "name-id-mismatch"} <= codes


def test_what_is_left_out_of_a_row_is_said_in_the_answer(capsys, tmp_path):
    file = tmp_path / "trained.csv"
    heading = "姓名,身份证号,培训课程,学时,培训日期,考核成绩"
    file.write_text(f"{heading}\n王样,340104196803154027,岗前培训,4,2026-05-06,优秀\n", "utf-8")
    _, said = run(capsys, file, "--json", "--as-of", "2026-11-23")
    (row,) = json.loads(said.out)["rows"]
    assert row["status"] == "ok" and "score" not in row["values"]
    assert [(f["column"], f["field"], f["code"], f["severity"]) for f in row["findings"]] == [("F", "score", "left-out", "info")]


def test_for_people_it_prints_sentences(capsys):
    _, said = run(capsys, FIXTURES / "02-two-row-header.xlsx", "--as-of", "2026-11-23")
    assert "第32行" in said.out and "性别" in said.out and "合计 通过 74" in said.out


@pytest.mark.parametrize("arguments", [("--kind", "no-such-kind")])
def test_an_unknown_kind_is_refused_with_the_choices(capsys, arguments):
    status, said = run(capsys, FIXTURES / "01-template-order.xlsx", *arguments)
    assert status == 2 and "从业人员名册" in said.err


def test_a_file_that_is_no_sheet_is_refused(capsys, tmp_path):
    file = tmp_path / "picture.xlsx"
    file.write_bytes(b"\x89PNG\r\n" + bytes(64))
    status, said = run(capsys, file)
    assert status == 2 and said.err.strip()


def test_it_starts_without_django():
    code = (
        "import sys; from jiaxin.__main__ import main; "
        f"main(['check-sheet', r'{FIXTURES / '01-template-order.xlsx'}', '--as-of', '2026-11-23']); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_stops_early_gets_no_trace_of_an_error():
    book = FIXTURES / "01-template-order.xlsx"
    command = f"'{sys.executable}' -m jiaxin check-sheet '{book}' --json --as-of 2026-11-23 | head -c 10"
    told = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert len(told.stdout) == 10 and told.returncode == CUT_OFF
    assert not told.stderr

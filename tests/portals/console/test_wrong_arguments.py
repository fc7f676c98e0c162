"""What is typed wrongly behind a command is answered in Chinese with the next step: no trace of the program, nothing made."""

import pytest

from jiaxin.portals.console import check_sheet, import_sheet, rulebook, score, status
from tests.domain.sheets.other_offices import FIXTURES

ROSTER = str(FIXTURES / "01-template-order.xlsx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有这个文件.xlsx"], "找不到文件"),
        (["."], "是文件夹"),
        ([ROSTER, "--after", "没有这个文件.xlsx"], "找不到文件"),
        ([ROSTER, "--kind", "weather"], "没有“weather”这种表"),
    ],
)
def test_check_sheet_says_what_is_wrong_with_a_path_or_a_kind(capsys, arguments, said):
    assert check_sheet.run(arguments) == 2
    told = capsys.readouterr()
    assert said in told.err and not told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：FILE"),
        ([ROSTER, "--as-of", "2026-13-45"], "“2026-13-45”不是日期"),
        ([ROSTER, "--as-of"], "后面要写一个值"),
        ([ROSTER, "--everything"], "没有这样的参数：--everything"),
    ],
)
def test_a_wrong_argument_is_named_in_chinese(capsys, arguments, said):
    with pytest.raises(SystemExit) as end:
        check_sheet.run(arguments)
    assert end.value.code == 2
    told = capsys.readouterr().err
    assert said in told and "用法：" in told and "error" not in told


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (score, ["X", "--as-of", "yesterday"], "“yesterday”不是日期"),
        (score, ["X", "--diff", "2026-11-01"], "--diff 后面要写 2 个值"),
        (score, [], "缺少参数：SUBJECT"),
        (rulebook, ["compare", "A", "B", "--as-of", "2026-02-30"], "“2026-02-30”不是日期"),
        (rulebook, ["guess", "A"], "没有 'guess'"),
    ],
)
def test_the_commands_of_scores_speak_chinese_too(capsys, command, arguments, said):
    with pytest.raises(SystemExit) as end:
        command.run(arguments)
    told = capsys.readouterr().err
    assert end.value.code == 2 and said in told and "error" not in told and "invalid" not in told


def test_help_speaks_chinese(capsys):
    for command in (check_sheet, import_sheet, status, score, rulebook):
        with pytest.raises(SystemExit):
            command.run(["--help"])
        told = capsys.readouterr().out
        assert "选项：" in told and "usage" not in told and "show this help" not in told


def test_a_folder_without_a_district_is_named_and_nothing_is_made_in_it(capsys, tmp_path):
    for command in (status.run, lambda more: import_sheet.run([ROSTER, "--org", "X", *more])):
        assert command(["--data", str(tmp_path / "elsewhere")]) == 2
        assert "没有文件夹" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_which_nothing_can_be_read_says_how_it_could_be(capsys, tmp_path):
    file = tmp_path / "words.csv"
    file.write_text("今天天气不错\n明天也是\n", "utf-8")
    assert check_sheet.run([str(file)]) == 0
    assert "没有一张表能读" in capsys.readouterr().out


def test_a_sheet_of_people_without_a_heading_is_told(capsys, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("".join(f"王样,34010419680315402{n},1201234567{n},保洁\n" for n in range(7, 8)), "utf-8")
    check_sheet.run([str(file)])
    assert "像是有人员名单" in capsys.readouterr().out

"""No row of a person is lost in silence: second tables, lists over the heading, people whose cells are merged downwards."""

import pytest

from jiaxin.domain.sheets.checking import check
from tests.domain.sheets.other_offices import AS_OF, Row, Sheet, SimpleNamespace
from tests.domain.sheets.test_other_offices import people

HEADING = ["姓名", "身份证号", "联系手机", "工种"]
ROSTER = [[*cells, "保洁"] for cells in people(20)]
TRAINING = [
    ["姓名", "身份证号", "培训课程", "学时", "培训日期"],
    *([*cells[:2], "母婴护理基础", 8, "2026-05-20"] for cells in people(6)),
]


def judged(*rows, merges=()):
    numbered = [Row(i + 1, list(cells)) for i, cells in enumerate(rows) if cells]
    checking = check(SimpleNamespace(sheets=[Sheet("Sheet1", numbered, merges=merges)]), AS_OF)
    return checking, list(checking.rows())


def codes(row):
    return [f.code for f in row.findings]


def test_entries_of_a_second_table_come_back_each_with_its_reason():
    checking, rows = judged(["一、名册"], HEADING, *ROSTER, [], ["二、培训情况"], *TRAINING)
    assert checking.sheets[0].kind == "worker-roster"
    upper, lower = rows[:20], rows[20:]
    assert [r.status for r in upper] == ["ok"] * 20
    assert [r.row for r in lower] == list(range(26, 32))
    assert {(r.status, *codes(r)) for r in lower} == {("error", "another-table")}
    assert not any(value for r in lower for value in r.values.values())


def test_of_two_tables_the_upper_one_is_read_whichever_says_more():
    checking, rows = judged(*TRAINING, [], HEADING, *ROSTER)
    assert checking.sheets[0].kind == "training"
    assert not [r for r in rows[:6] if "another-table" in codes(r)]
    assert [codes(r) for r in rows[6:]] == [["another-table"]] * 20


@pytest.mark.parametrize("above", [1, 2, 3, 7])
def test_a_list_over_the_heading_comes_back(above):
    checking, rows = judged(*ROSTER[:above], HEADING, *ROSTER[above:])
    assert checking.sheets[0].header_rows == (above + 1,)
    assert [(r.row, codes(r)) for r in rows[:above]] == [(n, ["another-table"]) for n in range(1, above + 1)]
    assert [r.status for r in rows[above:]] == ["ok"] * (20 - above)


def test_under_its_own_heading_once_more_the_table_goes_on():
    _, rows = judged(HEADING, *ROSTER[:5], *TRAINING[:4], HEADING, *ROSTER[5:])
    assert [r.row for r in rows if "another-table" in codes(r)] == [8, 9, 10]
    assert sum(r.status == "ok" for r in rows) == 20


@pytest.mark.parametrize(
    "aside",
    [
        [["工种", "人数", "持证人数"], ["保洁", 12, 8], ["月嫂", 8, 8]],
        [["字典", "说明"], ["保洁", "含日常、深度"]],
        [["填表人：王某", "审核：李某", "2026年9月30日"]],
    ],
)
def test_what_stands_below_and_names_nobody_is_no_row(aside):
    _, rows = judged(HEADING, *ROSTER, [], *aside)
    assert not [r for r in rows if "another-table" in codes(r)]
    assert [r.row for r in rows if r.status == "ok"] == list(range(2, 22))


def test_a_model_row_over_the_heading_is_no_entry():
    _, rows = judged(["示例", *ROSTER[0]], ["", *HEADING], *(["", *r] for r in ROSTER))
    assert [r.status for r in rows] == ["ok"] * 20


def test_a_second_line_of_a_person_merged_downwards_is_told():
    heading = [*HEADING, "技能证书名称", "技能等级"]
    rows = [heading]
    merges = []
    for cells in ROSTER[:4]:
        first = len(rows) + 1
        rows += [[*cells, "家政服务员", "四级"], [None, None, None, None, "育婴员", "三级"]]
        merges += [(first, column, first + 1, column) for column in range(4)]
    _, found = judged(*rows, merges=merges)
    assert [(r.row, r.status) for r in found] == [(n, "duplicate" if n % 2 else "ok") for n in range(2, 10)]


def test_a_merge_over_empty_and_total_lines_makes_no_rows_of_them():
    rows = [HEADING, *ROSTER[:2], [None, None, None, None], [None, None, None, "合计 2 人"]]
    _, found = judged(*rows, merges=[(3, column, 5, column) for column in range(3)])
    assert [r.row for r in found] == [2, 3]

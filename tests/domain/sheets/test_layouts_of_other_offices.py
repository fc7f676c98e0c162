"""What stands around the rows: banners, hints, headings that stand again in another order."""

import pytest

from jiaxin.domain.sheets.checking import check
from tests.domain.sheets.other_offices import AS_OF, Row, Sheet, SimpleNamespace
from tests.domain.sheets.test_other_offices import mapped, people, roster


def sheet_of(*rows, merges=()):
    one = Sheet("Sheet1", [Row(i + 1, list(cells)) for i, cells in enumerate(rows) if cells], merges=merges)
    return check(SimpleNamespace(sheets=[one]), AS_OF)


HEADING = ["姓名", "身份证号", "联系手机", "合同签订日期"]
CONTRACTS = [[*cells, "2026-01-05"] for cells in people(20)]


@pytest.mark.parametrize(
    "banner",
    [
        ["样例家政公司从业人员信息表"],
        [None, "样例家政公司从业人员健康证、保险情况一览"],
        ["填报单位：样例家政公司", None, "填报日期：2026年11月"],
        ["附件2", None, "（公章）"],
    ],
)
def test_a_banner_without_merged_cells_says_nothing_about_a_column(banner):
    checking = sheet_of(banner, HEADING, *CONTRACTS)
    assert checking.sheets[0].header_rows == (2,)
    assert mapped(checking) == {0: "name", 1: "id_number", 2: "phone"}


def test_a_banner_over_the_whole_table_is_no_group_of_its_columns():
    rows = [[*cells, None, "保洁", 7] for cells in people(20)]
    heading = ["姓名", "身份证号", "联系手机", None, "工种", "人数"]
    checking = sheet_of(["样例家政公司在岗人员"], heading, *rows, merges=[(1, 0, 1, 5)])
    assert mapped(checking) == {0: "name", 1: "id_number", 2: "phone", 4: "job_types"}


def test_a_group_over_some_columns_is_no_banner():
    top, low = [None, None, None, "健康证", None], ["姓名", "身份证号", "电话", "日期", "医院"]
    rows = [[*cells, "2026-05-06", "样例医院"] for cells in people(20)]
    for merges in ([], [(1, 3, 1, 4)]):
        found = mapped(sheet_of(top, low, *rows, merges=merges))
        assert found == {0: "name", 1: "id_number", 2: "phone", 3: "health_checked_on", 4: "health_hospital"}


def test_of_two_columns_that_say_the_same_the_one_under_a_group_falls_back_on_its_own_cell():
    top = ["总部", None, "门店", None, "总公司信用代码"]
    low = ["企业名称", "信用代码", "门店名称", "门店地址", None]
    code = "91340212XYKGTA246Q"
    rows = [["样例家政", code, f"样例{i}店", f"样例路{i}号", None] for i in range(12)]
    rows.append(["样例分公司", code, None, None, code])
    checking = sheet_of(top, low, *rows, merges=[(1, 0, 1, 1), (1, 2, 1, 3)])
    assert checking.sheets[0].kind == "company-register"
    assert (mapped(checking)[1], mapped(checking)[4]) == ("company_credit_code", "branch_of")


@pytest.mark.parametrize(
    "hints",
    [
        ["必填", "18位，末位X大写", "11位手机号", "选填"],
        ["文本", "文本", "数字", "日期"],
        ["与身份证一致", "请填18位号码", "格式：15412345678", "如：2026-01-01"],
        ["下拉选择", "自动生成", "不要留空格", "精确到日"],
    ],
)
def test_a_row_that_tells_how_to_fill_in_is_nobody(hints):
    rows = list(sheet_of(HEADING, hints, *CONTRACTS).rows())
    assert [row.row for row in rows] == list(range(3, 23))


def test_a_person_without_numbers_is_not_taken_for_a_hint():
    rows = [*([*cells, None] for cells in people(10)), ["王样", None, None, "请电话联系"]]
    assert len(list(roster(["姓名", "身份证号", "手机号", "备注"], rows).rows())) == 11


SECOND = ["身份证号", "手机号", "姓名"]


def in_two_orders():
    first, second = people(20)[:10], people(20)[10:]
    turned = [[number, phone, name] for name, number, phone in second]
    turned[3][1] = "154"
    return sheet_of(
        ["姓名", "身份证号", "手机号"],
        *first,
        SECOND,
        *turned[:6],
        ["姓名", "身份证号", "手机号"],
        *([name, number, phone] for name, number, phone in second[6:]),
    )


def test_a_heading_that_stands_again_in_another_order_moves_the_columns():
    rows = list(in_two_orders().rows())
    assert [r.values["id_number"] for r in rows] == [number for _, number, _ in people(20)]
    assert [r.values["name"] for r in rows] == [name for name, _, _ in people(20)]
    assert [r.row for r in rows if r.status == "error"] == [16]


def test_findings_and_facts_name_the_column_where_it_stands_now():
    checking = in_two_orders()
    rows = list(checking.rows())
    (finding,) = rows[13].findings
    assert (finding.field, finding.column) == ("phone", "B")
    letters = {r.row: checking.drafts(r)[0].columns["id_number"] for r in rows if r.status != "error"}
    assert {letters[n] for n in range(2, 12)} == {"B"}
    assert {letters[n] for n in (13, 14, 15, 17, 18)} == {"A"}
    assert {letters[n] for n in range(20, 24)} == {"B"}


def test_two_days_that_change_places_in_the_second_heading_are_not_confused():
    headings = ["姓名", "身份证号", "手机号", "授权日期", "采集日期"]
    turned = ["姓名", "身份证号", "手机号", "采集日期", "授权日期"]
    first = [[*cells, "2026-05-01", "2026-06-01"] for cells in people(20)[:10]]
    second = [[*cells, "2026-06-01", "2026-05-01"] for cells in people(20)[10:]]
    rows = list(sheet_of(headings, *first, turned, *second).rows())
    assert {(r.values["consent_on"], r.values["collected_on"]) for r in rows} == {("2026-05-01", "2026-06-01")}

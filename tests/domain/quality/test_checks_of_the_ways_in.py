"""What the eight lists are told beyond their files: who is on file, columns left out, units in headings."""

from datetime import date

import pytest

from jiaxin.domain.quality.known import Known
from jiaxin.domain.records.validating import validate
from jiaxin.domain.sheets.baseline_register import counts
from jiaxin.domain.sheets.checking import check
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.domain.sheets.wanted import form
from tests.factories.records import from_draft
from tests.factories.workbooks import a_workbook

TODAY = date(2026, 11, 23)
WORKER, HER_ID = "冯样样", "340212196912049301"
WAYS = (
    "area-tree", "baseline-register", "company-register", "hotline-complaints",
    "order-ledger", "penalties", "police-return", "ratings",
)  # fmt: skip


def run(*lines, known=None, kind=None):
    checking = check(a_workbook(*lines), TODAY, kind=kind, known=known or Known())
    rows = list(checking.rows())
    return checking, rows


def codes(row):
    return sorted((f.field, f.code) for f in row.findings if f.severity != "info")


@pytest.mark.parametrize("code", WAYS)
def test_the_platforms_own_template_maps_onto_itself(code):
    wanted = form(code).wanted
    checking, _ = run([w.label for w in wanted.values()], ["样例"] * len(wanted))
    (sheet,) = checking.sheets
    assert sheet.kind == code
    assert set(sheet.mapping.columns) == set(wanted)


def test_every_way_in_asks_only_for_checks_that_exist():
    assert set(WAYS) <= set(sheet_kinds())


COMPLAINT = ("工单编号", "受理日期", "诉求类别", "被投诉人姓名", "身份证号")


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        (WORKER, HER_ID, []),
        (WORKER, None, []),
        ("李样样", None, [("name", "complaint-worker-unknown")]),
        (WORKER, "371703196910029806", [("name", "complaint-worker-unknown")]),
        (None, "340212********9301", [("id_number", "id-masked-to-resolver")]),
    ],
)
def test_a_complaint_about_somebody_not_on_file_lands_with_a_remark(name, number, said):
    line = ("RX1", "2026-10-01", "服务质量", name, number)
    _, (row,) = run(COMPLAINT, line, known=Known(workers={HER_ID: WORKER}))
    assert codes(row) == said
    assert row.status in ("ok", "warning")


def test_who_is_on_file_is_not_guessed_where_nobody_asked():
    _, (row,) = run(COMPLAINT, ("RX1", "2026-10-01", "服务质量", "李样样", None))
    assert row.status == "ok"


def test_the_visible_digits_of_a_masked_number_travel_to_the_resolver():
    _, (row,) = run(COMPLAINT, ("RX1", "2026-10-01", "服务质量", WORKER, "340212********9301"))
    assert row.values["id_number"] is None
    assert row.values["id_masked"] == "340212********9301"


def test_a_complaint_names_the_worker_or_else_the_company():
    heading = ("工单编号", "受理日期", "诉求类别", "被投诉企业", "被投诉人姓名", "是否属实", "办结日期")
    checking, rows = run(
        heading,
        ("RX1", "2026-10-01", "服务质量", "样例家政服务有限公司", None, None, None),
        ("RX2", "2026-10-01", "噪音扰民", "样例家政服务有限公司", WORKER, "属实", "2026-10-09"),
    )
    first, second = (checking.drafts(row) for row in rows)
    assert [(d.kind, d.subject_of) for d in first] == [("complaint", "company")]
    assert [(d.kind, d.subject_of) for d in second] == [("complaint", "worker"), ("complaint.finding", "worker")]
    assert second[0].clear["topic"] == "other"
    assert second[1].clear["upheld"] is True


def test_a_parent_already_on_file_is_no_stranger():
    heading = ("企业名称", "统一社会信用代码", "成立日期", "上级企业信用代码")
    line = ("样例家佳家政服务有限公司", "91340212XY2676TJ8J", "2020-01-01", "91340212XY99DFGA4P")
    _, (row,) = run(heading, line)
    assert codes(row) == [("branch_of", "branch-parent-unknown")]
    _, (row,) = run(heading, line, known=Known(companies={"91340212XY99DFGA4P": "active"}))
    assert codes(row) == []


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("注册资本（万元）", 100, 100_000_000),
        ("注册资本(万元)", "50.5", 50_500_000),
        ("注册资本（万元）", "100万元", 100_000_000),
        ("注册资本（万元）", "300000元", 30_000_000),
        ("注册资本", "100万", 100_000_000),
        ("注册资本（元）", 500_000, 50_000_000),
    ],
)
def test_a_unit_in_the_heading_counts_where_the_cell_names_none(heading, cell, fen):
    line = ("样例家佳家政服务有限公司", "91340212XY2676TJ8J", "2020-01-01", cell)
    _, (row,) = run(("企业名称", "统一社会信用代码", "成立日期", heading), line)
    assert row.values["capital_fen"] == fen


def test_a_list_of_penalties_without_class_basis_and_document_is_refused_row_by_row():
    heading = ("行政相对人名称", "统一社会信用代码", "处罚种类", "处罚日期", "处罚机关")
    line = ("样例家佳家政服务有限公司", "91340212XY2676TJ8J", "警告", "2026-05-01", "样例区市场监督管理局")
    checking, (row,) = run(heading, line)
    assert checking.sheets[0].kind == "penalties"
    assert row.status == "error"
    assert {code for _, code in codes(row)} == {"document-missing", "basis-missing", "class-missing"}


def test_a_return_without_any_batch_is_refused():
    _, (row,) = run(("姓名", "身份证号", "核验结果", "核验日期"), (WORKER, HER_ID, "通过", "2026-11-01"))
    assert codes(row) == [("result", "batch-missing")]


def test_an_order_that_ended_is_done_where_the_ledger_has_no_state():
    heading = ("订单号", "姓名", "身份证号", "下单日期", "完成日期")
    checking, rows = run(
        heading, ("A1", WORKER, HER_ID, "2026-05-01", "2026-05-02"), ("A2", WORKER, HER_ID, "2026-05-01", None)
    )
    states = [checking.drafts(row)[0].clear.get("status") for row in rows]
    assert states == ["done", None]


@pytest.mark.parametrize("code", WAYS)
def test_a_sheet_named_by_its_sender_but_half_empty_is_judged_not_fatal(code):
    first = next(iter(form(code).wanted.values()))
    _, rows = run((first.label, "备注", "序号"), ("样例文字", None, 1), ("样例文字", "x", 2), kind=code)
    assert all(row.status in ("ok", "warning", "error", "duplicate") for row in rows)


def test_a_shop_without_a_code_becomes_premises_of_its_company():
    heading = ("企业名称", "统一社会信用代码", "门店名称", "门店地址", "面积", "所属街道")
    line = ("样例家佳家政服务有限公司", "91340212XY2676TJ8J", "佳佳一店", "样例区样例路1号", "45㎡", "样东街道")
    checking, (row,) = run(heading, line)
    registration, shop = checking.drafts(row)
    assert (registration.kind, shop.kind) == ("company.registration", "premises")
    assert "region" not in registration.clear
    assert shop.key == ("premises", "佳佳一店")
    assert shop.clear == {
        "permit_kind": "premises",
        "permit_number": "佳佳一店",
        "area_m2": 45,
        "address": "样例区样例路1号",
    }
    assert shop.columns["area_m2"] == "E"


def test_a_baseline_is_counted_per_street_community_and_day():
    rows = [
        {"street": "样东街道", "community": "样例一社区", "baseline_on": "2026-09-30"},
        {"street": "样东街道", "community": "样例一社区", "baseline_on": "2026-09-30"},
        {"street": "样西街道", "community": None, "baseline_on": "2026-09-30"},
    ]
    first, second = counts(rows, "入户摸底")
    assert (first.clear["count"], second.clear["count"]) == (2, 1)
    assert "community" not in second.clear
    for draft in (first, second):
        validate(from_draft(draft))


@pytest.mark.parametrize(("day", "kept"), [("2026-11-03", "2026-11-03"), (None, "2026-11-01")])
def test_a_return_may_carry_the_state_of_the_background_check_too(day, kept):
    heading = ("姓名", "身份证号", "核验结果", "核验日期", "批次号", "背景核查结果", "背景核查日期")
    checking, (row,) = run(heading, (WORKER, HER_ID, "通过", "2026-11-01", "GA1", "未通过", day))
    identity, background = checking.drafts(row)
    assert identity.clear["result"] == "passed"
    assert background.clear == {"result": "failed", "checked_on": kept, "batch_no": "GA1"}
    validate(from_draft(background))


def test_a_background_state_nobody_understands_is_refused_without_repeating_it():
    heading = ("姓名", "身份证号", "核验结果", "核验日期", "批次号", "背景核查结果")
    _, (row,) = run(heading, (WORKER, HER_ID, "通过", "2026-11-01", "GA1", "有过盗窃前科"))
    assert codes(row) == [("background_result", "background-refused")]
    assert not any("盗窃" in finding.said + finding.do_this for finding in row.findings)

"""Headings the code has never seen: mapped by word, by word and content, or left open with proposals."""

import random

import pytest

from jiaxin.domain.sheets.checking import check
from tests.domain.sheets.other_offices import (
    AS_OF,
    HEADINGS,
    Row,
    Sheet,
    SimpleNamespace,
    scored,
    sent_by_another_office,
    truth_of,
    workers_of_first,
)

NAMES = (
    "01-template-order",
    "02-two-row-header",
    "03-numeric-ids",
    "04-dates-and-spaces",
    "05-several-sheets",
    "06-gb18030",
    "07-legacy",
    "08-duplicates-swaps",
    "09-certificates",
    "10-consent-age-area",
    "11-forbidden-formulas",
    "12-training",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [3, 12])
def test_a_roster_under_other_headings_is_judged_as_before(name, seed):
    workbook, truth = sent_by_another_office(name, seed)
    notes: list[str] = []
    tally, _ = scored(workbook, truth, workers_of_first() if name.startswith("12") else None, notes)
    assert {k: v for k, v in tally.figures().items() if v < 0.995} == {}, notes[:10]


def roster(headings, rows):
    sheet = Sheet("Sheet1", [Row(1, list(headings)), *(Row(i + 2, list(cells)) for i, cells in enumerate(rows))])
    return check(SimpleNamespace(sheets=[sheet]), AS_OF)


def people(count=40):
    values = [row["values"] for row in truth_of("01-template-order")["rows"][:count]]
    return [[v["name"], v["id_number"], v["phone"]] for v in values]


def mapped(checking):
    return {m.index: m.name for m in checking.sheets[0].mapping.columns.values()}


@pytest.mark.parametrize(
    "heading", ["紧急联系人电话", "家属手机", "联系人电话", "单位电话", "负责人手机号", "Emergency Contact Phone"]
)
def test_the_phone_of_somebody_else_is_not_hers(heading):
    found = mapped(roster(["姓名", "身份证号", heading], people()))
    assert found == {0: "name", 1: "id_number"}


@pytest.mark.parametrize(
    "heading",
    ["宗教", "婚姻情况", "血 型", "星座", "有无子女", "既往病史", "家庭年收入", "名下房产", "个人所得税", "Religion"],
)
def test_what_may_not_be_kept_is_dropped_and_said(heading):
    rows = [[*cells, "某"] for cells in people()]
    sheet = roster(["姓名", "身份证号", "手机号", heading], rows).sheets[0]
    assert [d.heading for d in sheet.mapping.dropped] == [heading]


@pytest.mark.parametrize("heading", ["能否带孩子", "是否病患陪护", "纳税人识别号"])
def test_words_that_only_sound_forbidden_are_not_dropped(heading):
    rows = [[*cells, "是"] for cells in people()]
    assert not roster(["姓名", "身份证号", "手机号", heading], rows).sheets[0].mapping.dropped


def test_an_unknown_heading_is_left_open_with_proposals_and_all_rows_are_reported():
    checking = roster(["姓名", "KX-7", "手机号"], people())
    (left,) = checking.sheets[0].mapping.unmapped
    assert (left.heading, left.proposals[0].field) == ("KX-7", "id_number")
    assert left.proposals[0].confidence >= 70 and "%" in left.proposals[0].why
    assert len(list(checking.rows())) == 40


def test_a_weak_word_maps_when_the_content_agrees_and_not_otherwise():
    assert mapped(roster(["姓名", "证", "手机号"], people()))[1] == "id_number"
    rows = [[name, f"K{i}", phone] for i, (name, _, phone) in enumerate(people())]
    assert 1 not in mapped(roster(["姓名", "证", "手机号"], rows))


def test_what_an_organisation_taught_comes_first():
    sheet = Sheet("Sheet1", [Row(1, ["姓名", "KX-7", "手机号"]), *(Row(i + 2, c) for i, c in enumerate(people()))])
    learned = {"kx-7": "id_number", "手机号": ""}
    checking = check(SimpleNamespace(sheets=[sheet]), AS_OF, learned=learned)
    assert mapped(checking) == {0: "name", 1: "id_number"}


@pytest.mark.parametrize("kind", sorted(HEADINGS))
def test_no_heading_of_another_office_lands_in_a_wrong_column(kind):
    r = random.Random(7)
    truth = truth_of("01-template-order" if kind == "worker-roster" else "12-training")
    fields = [f for f in HEADINGS[kind] if f in truth["mapping"].values()]
    rows = [[_cell(row["values"].get(f)) for f in fields] for row in truth["rows"][:60]]
    for _ in range(25):
        chosen = [r.choice(HEADINGS[kind][f]) for f in fields]
        found = mapped(roster(chosen, rows))
        assert {fields[i]: n for i, n in found.items() if fields[i] != n} == {}, chosen


def _cell(value):
    return "、".join(value) if isinstance(value, list) else "是" if value is True else value


def test_headings_in_two_rows_without_merged_cells_are_joined():
    """A CSV or an old file keeps no merges: the group stands over its first column only."""
    top = ["序号", "基本信息", None, None, "健康体检", None, "培训", None, "紧急联系人", None]
    low = [None, "姓名", "身份证号", "电话", "类别", "日期", "名称", "日期", "姓名", "电话"]
    rows = [
        [i, *p, "一般", "2026-05-06", "岗前培训", "2026-04-01", "王样", "16900000000"] for i, p in enumerate(people())
    ]
    sheet = Sheet("", [Row(1, top), Row(2, low), *(Row(i + 3, c) for i, c in enumerate(rows))])
    checking = check(SimpleNamespace(sheets=[sheet]), AS_OF)
    assert checking.sheets[0].header_rows == (1, 2)
    assert mapped(checking) == {
        1: "name",
        2: "id_number",
        3: "phone",
        4: "health_class",
        5: "health_checked_on",
        6: "training_name",
        7: "training_on",
    }


@pytest.mark.parametrize(
    "cells",
    [
        ["合计", "40人", None],
        [None, "小  计", None],
        ["注：本表一式两份", None, None],
        ["填表人：王样", "审核人：李样", "日期：2026年11月"],
        ["姓名", "身份证号", "手机号"],
        ["示例", "340104196803154027", "15412345678"],
        ["第1页 共3页", None, None],
    ],
)
def test_rows_that_are_no_data_are_left_out(cells):
    rows = people(20)
    checking = roster(["姓名", "身份证号", "手机号"], [*rows[:10], cells, *rows[10:]])
    assert [row.row for row in checking.rows()] == [n for n in range(2, 23) if n != 12]


def test_a_worker_without_a_number_is_still_a_row():
    rows = [*people(20), ["王样", None, None]]
    last = list(roster(["姓名", "身份证号", "手机号"], rows).rows())[-1]
    assert {f.code for f in last.findings} == {"id-missing", "phone-missing"}


def test_rows_filled_in_beforehand_are_no_data():
    rows = [[i + 1, *p, "样例家政服务有限公司"] for i, p in enumerate(people(20))]
    rows += [[i, None, None, None, "样例家政服务有限公司"] for i in range(21, 30)]
    assert len(list(roster(["序号", "姓名", "身份证号", "手机号", "所属企业"], rows).rows())) == 20


def test_notes_and_dictionaries_are_no_sheets_of_people():
    notes = Sheet(
        "说明", [Row(1, ["填表说明"]), Row(2, ["1. 姓名与身份证一致"]), Row(3, ["姓名"]), Row(4, ["身份证号"])]
    )
    words = Sheet(
        "字典", [Row(1, ["性别", "文化程度", "工种"]), Row(2, ["男", "小学", "保洁"]), Row(3, ["女", "初中", "月嫂"])]
    )
    checking = check(SimpleNamespace(sheets=[notes, words]), AS_OF)
    assert [s.why for s in checking.sheets] == ["no-heading", "unknown-kind"]
    assert list(checking.rows()) == []

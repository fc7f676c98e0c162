"""The ministry's table is filled from facts, says what it cannot fill, and an edited version is checked column by column."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.mappings.editing import changes, codes_in, written
from jiaxin.domain.mappings.filling import fill
from jiaxin.domain.mappings.mapping import ExportMapping, MappedColumn, fields_offered, mapping_of, problems
from jiaxin.domain.permissions import FieldClass
from jiaxin.domain.rulebooks.reading import packaged, read
from tests.factories.records import a_fact

MINISTRY = packaged("mapping-ministry-2026")
EVERYTHING = frozenset(FieldClass)
FIRM = {"name": "样例安心家政服务有限公司", "credit_code": "91340212MA2Q1W3E0X"}


def facts(*told: tuple[str, dict[str, object]]) -> Facts:
    entries = []
    for at, (kind, said) in enumerate(told, 1):
        made = a_fact(kind, "her", date(2026, 3, at))
        fact = made._replace(clear={}, sealed=said)  # wherever a field is kept, `get` finds it
        entries.append(Entry(at, f"e{at}", datetime(2026, 4, 1, tzinfo=UTC), fact))
    return Facts("her", tuple(entries))


HER = facts(
    ("profile", {"name": "王秀芳", "id_number": "340212197506069127", "gender": "女", "phone": "15412345678", "job_types": ["月嫂"]}),
    ("employment", {"started_on": "2024-03", "employment_mode": "员工制"}),
    ("rating", {"stars": 5}),
    ("rating", {"stars": 4}),
    ("complaint.finding", {"upheld": True}),
    ("complaint.finding", {"upheld": False}),
    ("health.check", {"valid_through": "2026-12-01"}),
)


def row(mapping: ExportMapping, allowed: frozenset[FieldClass] = EVERYTHING) -> dict[str, str]:
    return dict(zip((c.heading for c in mapping.columns), fill(HER, FIRM, mapping, allowed).cells, strict=True))


def test_the_ministrys_columns_are_filled_with_its_codes_and_ways_of_writing() -> None:
    cells = row(mapping_of(MINISTRY))
    assert cells["性别"] == "2" and cells["健康证有效期至"] == "20261201" and cells["从事工种"] == "月嫂"
    assert cells["从业经历"] == "2024-03 至 今（员工制）"
    assert (cells["消费者评价条数"], cells["消费者评价平均星"], cells["有责投诉条数"]) == ("2", "4.50", "1")
    assert cells["所属企业统一社会信用代码"] == FIRM["credit_code"]


def test_what_cannot_be_filled_is_said_with_the_reason_and_what_must_be_is_marked() -> None:
    made = fill(HER, FIRM, mapping_of(MINISTRY), EVERYTHING - {FieldClass.HEALTH})
    why = {gap.heading: gap for gap in made.gaps}
    assert why["家庭住址"].required and why["家庭住址"].why == "档案里没有" and not made.complete
    assert "没有同意" in why["健康证有效期至"].why and "不采集" in why["民族"].why
    assert "姓名" not in why and not why["教育水平"].required


def test_a_word_outside_the_code_list_is_a_gap_and_never_a_guess() -> None:
    other = replace(mapping_of(MINISTRY), columns=(MappedColumn("性别", "profile.gender", codes={"男": "1"}, required=True),))
    made = fill(HER, FIRM, other, EVERYTHING)
    assert made.cells == ("",) and made.gaps[0].why == "代码表里没有“女”" and not made.complete


def test_masks_are_those_of_the_column() -> None:
    columns = (MappedColumn("姓名", "profile.name", mask="name"), MappedColumn("证件", "profile.id_number", mask="id_number"), MappedColumn("电话", "profile.phone", mask="phone"))
    assert fill(HER, FIRM, replace(mapping_of(MINISTRY), columns=columns), EVERYTHING).cells == ("王*芳", "340212********9127", "154****5678")


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"heading": "姓名", "field": "profile.nickname"}, "“profile.nickname”不存在"),
        ({"heading": "甲", "field": "nothing.here"}, "不存在"),
        ({"heading": "姓名", "field": "profile.name", "fixed": "甲"}, "只写一项"),
        ({"heading": "姓名", "field": "profile.name", "mask": "black"}, "遮盖方式“black”不认识"),
        ({"heading": "性别", "field": "profile.gender", "codes": {"女士": "2"}}, "女士"),
        ({"heading": "民族", "reason": "不采集", "required": True}, "不能设为必填"),
        ({"heading": "姓名", "field": "profile.name", "colour": "red"}, "不认识的项：colour"),
    ],
)
def test_each_fault_of_a_column_is_named_with_its_number(column: dict[str, object], said: str) -> None:
    found = problems({"subject": "ministry", "sheet": "表", "column": [{"heading": "空", "fixed": "1"}, column]})
    assert len(found) == 1 and found[0].startswith("第 2 列") and said in found[0]


def test_a_heading_stands_once() -> None:
    twice = [{"heading": "姓名", "field": "profile.name"}] * 2
    assert problems({"subject": "ministry", "sheet": "表", "column": twice}) == ["第 2 列“姓名”与前面的列重名"]


def test_what_the_form_writes_reads_back_the_same_and_tells_what_changed() -> None:
    was = mapping_of(MINISTRY)
    columns = (*was.columns[:-1], replace(was.columns[2], heading='性别"\\', codes={"男": "M", "女": "F"}))
    raw = written("ministry", "mapping-ministry-2027", "部级平台", date(2027, 1, 1), was.sheet, "部级平台 2027 年模板", columns)
    now = mapping_of(read(raw))
    assert now.columns == columns and now.valid_from == date(2027, 1, 1)
    assert changes(was, now) == ['增加“性别"\\”', "去掉“背景核查”"]
    assert changes(None, now) == [f"新建，{len(columns)} 列"] and changes(was, was) == ["各列没有变化"]
    with pytest.raises(Refused, match="版本号"):
        written("ministry", "2027", "部级平台", date(2027, 1, 1), was.sheet, "模板", columns)


def test_a_code_list_is_a_line_each() -> None:
    assert codes_in("男=1\n女＝2\n", "性别") == {"男": "1", "女": "2"}
    for wrong in ("男 1", "男=1\n男=2"):
        with pytest.raises(Refused, match="性别"):
            codes_in(wrong, "性别")


def test_every_source_of_the_menu_passes_the_check() -> None:
    for name in fields_offered():
        assert not problems({"subject": "ministry", "sheet": "表", "column": [{"heading": "列", "field": name}]}), name

"""Families of words for one column, words of others that only resemble them, and columns a row can do without."""

import json
from pathlib import Path

import pytest

from jiaxin.domain.quality.known import Known
from jiaxin.domain.sheets.checking import check
from jiaxin.domain.sheets.headings import heading
from jiaxin.domain.sheets.recognising import recognise
from jiaxin.domain.sheets.wanted import form
from tests.domain.sheets.other_offices import AS_OF, Row, Sheet, SimpleNamespace, truth_of, workers_of_first
from tests.domain.sheets.test_other_offices import mapped, people, roster

FAMILIES = json.loads((Path(__file__).parent / "headings_in_more_words.json").read_text("utf-8"))
WORDS = [(kind, field, words) for kind, fields in FAMILIES.items() for field, said in fields.items() for words in said]


def said(words, kind="worker-roster"):
    return recognise(heading((words,)), form(kind))


@pytest.mark.parametrize(("kind", "field", "words"), WORDS)
def test_a_family_of_words_means_one_column(kind, field, words):
    assert said(words, kind).name == field


@pytest.mark.parametrize(
    "words",
    ["健康证至", "健康证过期日期", "健康证失效时间", "体检届满日期", "健康证有效日期至", "健康证到期年月日", "体检有效期"],
)
def test_a_day_on_which_a_check_up_runs_out_is_known_as_such(words):
    found = said(words)
    assert (found.name, found.expiry) == ("health_checked_on", True)


@pytest.mark.parametrize("words", ["体检日期", "最近一次体检时间", "查体日期"])
def test_a_day_of_a_check_up_is_no_day_of_expiry(words):
    assert not said(words).expiry


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("体检机构名称", "company_name"),
        ("培训机构名称", "training_name"),
        ("保险公司名称", "company_name"),
        ("保险公司名称", "insurance_kind"),
        ("培训地点", "provider"),
        ("门店", "company_name"),
        ("采集人员姓名", "name"),
        ("授课老师姓名", "name"),
        ("师傅姓名", "name"),
        ("组长电话", "phone"),
        ("房东电话", "phone"),
        ("培训时间（学时）", "training_on"),
    ],
)
def test_words_that_resemble_a_column_are_not_taken_for_it(words, never):
    assert said(words).name != never
    assert said(words, "training").name != never


def test_a_heading_may_carry_its_english():
    headings = ["姓名 Name", "身份证号 ID No.", "手机 Mobile"]
    assert mapped(roster(headings, people())) == {0: "name", 1: "id_number", 2: "phone"}


def test_the_sound_of_a_name_is_not_the_name():
    rows = [["YANG LI", number, phone] for _, number, phone in people()]
    assert mapped(roster(["姓名Pinyin", "身份证号", "手机号"], rows)) == {1: "id_number", 2: "phone"}


def test_of_two_weak_words_the_longer_one_counts():
    rows = [["王样", name, number, phone] for name, number, phone in people()]
    assert mapped(roster(["信息员", "帮厨工姓名", "身份证号", "手机号"], rows)) == {1: "name", 2: "id_number", 3: "phone"}


def test_two_equally_weak_words_are_left_to_a_person():
    rows = [["王样", name, number, phone] for name, number, phone in people()]
    checking = roster(["巡视姓名", "帮厨姓名", "身份证号", "手机号"], rows)
    assert mapped(checking) == {2: "id_number", 3: "phone"}
    assert [u.proposals[0].field for u in checking.sheets[0].mapping.unmapped] == ["name", "name"]


def test_a_number_of_social_security_is_the_number_of_the_card():
    assert mapped(roster(["姓名", "社会保障号码", "手机号"], people()))[1] == "id_number"


# ---- columns a row can do without


def training(results):
    names = [row["values"] for row in truth_of("12-training")["rows"] if row["verdict"] == "accept"][: len(results)]
    rows = [[v["name"], v["id_number"], "岗前培训", 4, f"2026-05-{i + 1:02d}", r] for i, (v, r) in enumerate(zip(names, results, strict=True))]
    headings = ["姓名", "身份证号", "培训课程", "学时", "培训日期", "考核成绩"]
    sheet = Sheet("S", [Row(1, headings), *(Row(i + 2, c) for i, c in enumerate(rows))])
    return check(SimpleNamespace(sheets=[sheet]), AS_OF, known=Known(workers=workers_of_first().workers))


def test_a_result_in_words_refuses_no_training():
    rows = list(training(["合格", 88, "优秀", "92.5", "缺考", None]).rows())
    assert {row.status for row in rows} == {"ok"}
    assert [row.values["score"] for row in rows] == [None, "88", None, "92.5", None, None]
    assert [[f.code for f in row.findings] for row in rows] == [["left-out"], [], ["left-out"], [], ["left-out"], []]


@pytest.mark.parametrize("issued", ["2024年6月", "2024", "长期", "2027-01-01"])
def test_a_day_of_issue_that_cannot_be_read_refuses_no_worker(issued):
    rows = [[*cells, issued] for cells in people(12)]
    judged = list(roster(["姓名", "身份证号", "手机号", "证书发证日期"], rows).rows())
    assert {row.status for row in judged} == {"ok"}
    assert {row.values["issued_on"] for row in judged} == {None}

"""Everything that can be said about a cell: named, sourced, in plain sentences, and masked."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.catalogue import catalogue
from jiaxin.domain.quality.check import checks
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import limits, rulebook
from jiaxin.domain.sheets.checking import check
from jiaxin.domain.sheets.sheet import sheet_kinds
from tests.domain.sheets.other_offices import AS_OF, Row, Sheet, truth_of

HEADINGS = [
    "姓名",
    "身份证号",
    "手机号",
    "工种",
    "健康类别",
    "体检日期",
    "证书编号",
    "等级",
    "备注",
    "保险止期",
    "统一社会信用代码",
]
FIELDS = ["name", "id_number", "phone"]


def judged(*rows, known=None, headings=HEADINGS):
    people = [[row["values"][f] for f in FIELDS] for row in truth_of("01-template-order")["rows"][:10]]
    cells = [[*p, *given] for p, given in zip(people, rows, strict=False)]
    sheet = Sheet("S", [Row(1, list(headings)), *(Row(i + 2, c) for i, c in enumerate(cells))])
    checking = check(SimpleNamespace(sheets=[sheet]), AS_OF, known=known or Known(), kind="worker-roster")
    return [{(f.field, f.code) for f in row.findings} for row in checking.rows()]


@pytest.mark.parametrize("remark", catalogue(), ids=lambda r: r.code)
def test_every_remark_says_what_is_wrong_what_to_do_and_why(remark):
    assert re.search("[\u4e00-\u9fff]", remark.said)
    assert remark.source and (remark.do_this or remark.severity is Severity.INFO)
    remark.said.format(label="姓名", shown="王*")  # names nothing else


@pytest.mark.parametrize("kind", sheet_kinds().values(), ids=lambda k: k.code)
def test_every_check_that_a_sheet_names_exists(kind):
    assert set(kind.checks) <= checks().keys()


def test_every_number_of_the_rulebook_names_its_source():
    book = rulebook("intake-2026")
    assert all(part.get("source") for part in book.values() if isinstance(part, dict))


def test_limits_move_with_the_day():
    at = limits(date(2026, 11, 23))
    assert (at.adult_born_by, at.health_since) == ("2008-11-23", "2025-11-23")


@pytest.mark.parametrize(
    ("job", "has", "low"),
    [
        ("住家保姆", "一般", True),
        ("住家保姆", "居家", False),
        ("不住家保姆", "一般", False),
        ("月嫂", "养老照护", True),
        ("护工", "母婴照护", False),
        ("保洁", "一般", False),
    ],
)
def test_a_health_class_must_reach_what_the_job_needs(job, has, low):
    (said,) = judged([job, has, "2026-05-06", None, None, None, None, None])
    assert (("health_class", "health-class-low") in said) is low


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-11-24", "health-future"), ("2026-11-23", ""), ("2025-11-23", ""), ("2025-11-22", "health-expired")],
)
def test_a_check_up_holds_for_twelve_months_to_the_day(day, code):
    (said,) = judged(["保洁", "一般", day, None, None, None, None, None])
    assert {c for f, c in said if f == "health_checked_on"} == ({code} if code else set())


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)"])
def test_text_that_would_run_is_marked(text):
    (said,) = judged(["保洁", "一般", None, None, None, text, None, None])
    assert ("remark", "formula-text") in said


def test_a_certificate_of_another_worker_on_file_is_found():
    number = "S000034000123255000001"
    row = ["保洁", "一般", None, number, "五级", None, None, None]
    assert ("skill_number", "skill-number-shared") not in judged(row)[0]
    known = Known(certificates={number: "340104196803154027"})
    assert ("skill_number", "skill-number-shared") in judged(row, known=known)[0]


def test_a_name_that_differs_from_the_one_on_file_is_found():
    number = truth_of("01-template-order")["rows"][0]["values"]["id_number"]
    row = ["保洁", "一般", None, None, None, None, None, None]
    assert ("name", "name-id-mismatch") in judged(row, known=Known(workers={number: "王样"}))[0]


def test_no_sentence_repeats_a_number_a_phone_or_a_full_name():
    truth = truth_of("01-template-order")["rows"][0]["values"]
    number = truth["id_number"][:17] + ("1" if truth["id_number"][17] != "1" else "2")
    headings = ["姓名", "身份证号", "手机号"]
    cells = [f"{truth['name']}2", number, truth["phone"] + "9"]
    sheet = Sheet("S", [Row(1, headings), Row(2, cells)])
    (row,) = check(SimpleNamespace(sheets=[sheet]), AS_OF).rows()
    said = "".join(f.said + f.do_this for f in row.findings)
    assert len(row.findings) == 3
    assert truth["name"] not in said and number not in said and number[6:14] not in said and truth["phone"] not in said

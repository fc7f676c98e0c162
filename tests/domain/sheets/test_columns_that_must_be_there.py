"""A column that is not in the sheet is no better than one whose cells are empty, also where the sender named the kind."""

import pytest

from jiaxin.domain.sheets.checking import check
from tests.domain.sheets.other_offices import AS_OF, Row, Sheet, SimpleNamespace
from tests.domain.sheets.test_other_offices import people


def judged(heading, rows, kind=None, learned=None):
    numbered = [Row(i + 1, list(cells)) for i, cells in enumerate([heading, *rows])]
    checking = check(SimpleNamespace(sheets=[Sheet("Sheet1", numbered)]), AS_OF, kind=kind, learned=learned)
    return checking, list(checking.rows())


def codes(rows):
    return {f.code for r in rows for f in r.findings}


COMPLAINTS = ["受理编号", "受理时间", "反映内容", "被反映企业", "归口"]
CALLS = [[f"99-{n}", "2026-05-06 09:00", "迟到", "样例家政服务有限公司", "服务质量"] for n in range(6)]


def test_complaints_without_their_topic_are_not_taken_though_the_kind_was_named():
    checking, rows = judged(COMPLAINTS, CALLS, kind="hotline-complaints")
    assert checking.sheets[0].lacking == ("投诉类别",)
    assert [r.status for r in rows] == ["error"] * 6 and "column-missing" in codes(rows)
    assert "投诉类别" in rows[0].findings[-1].said and [r.findings[-1].row for r in rows] == list(range(2, 8))


def test_once_the_sender_says_which_column_it_is_they_are():
    checking, rows = judged(COMPLAINTS, CALLS, kind="hotline-complaints", learned={"归口": "topic"})
    assert checking.sheets[0].lacking == () and "column-missing" not in codes(rows)


@pytest.mark.parametrize("heading", [["街道", "社区", "摸底日期", "摸底人数"], ["街道", "社区", "摸底日期", "其中女性"]])
def test_counts_of_people_are_not_people(heading):
    _, rows = judged(heading, [["样山镇", "样例社区", "2026-06-30", 35]], kind="baseline-register")
    assert [r.status for r in rows] == ["error"] and codes(rows) >= {"column-missing"}


def test_a_roster_with_what_it_needs_lacks_nothing():
    checking, rows = judged(["姓名", "身份证号", "联系手机"], people(12))
    assert checking.sheets[0].lacking == () and {r.status for r in rows} == {"ok"}

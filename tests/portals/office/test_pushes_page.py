"""A push from its launch to its report: streets told, the line read, put off, closed; nobody else may; papers from kept countings."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.counting import Counted
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import desk, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
STREET, OTHER = "349912001", "349912002"
FORM = {"name": "样例建档攻坚", "aim": "coverage:coverage", "target": "90"}


def counting(monkeypatch: pytest.MonkeyPatch, first: int, second: int, whole: int | None = 100) -> None:
    """What is counted from now on: the two streets' and the district's."""

    def count(on: object) -> Counted:
        places = (Place(ALL, "全区", "district"), Place(STREET, "样例街道", "street"), Place(OTHER, "另一街道", "street"))
        parts, wholes = (first + second, first, second), ((whole or 0) * 2 or None, whole, whole)
        figures = [Figure("coverage", p, part, of, clock.today()) for p, part, of in zip(places, parts, wholes, strict=True)]
        figures += [Figure("completeness", places[0], 50, 100, clock.today()), Figure("verified", places[0], 60, 100, clock.today())]
        return Counted(clock.today(), tuple(figures), {}, {}, ())

    monkeypatch.setattr(snapshots, "count", count)


def on(day: date) -> AbstractContextManager[None]:
    """Noon of a day, in China."""
    return clock.set_clock(lambda: datetime.combine(day, time(4), UTC))


def test_a_push_from_launch_to_report(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, name in ((STREET, "样例街道"), (OTHER, "另一街道")):
        access.set_up_organisation(console_actor(), f"street-{code}", f"{name}办事处", "street", code)
    clerk = desk(Role.BUREAU_CLERK)
    street = signed_in(officer(Role.STREET, "street", street=STREET, organisation=f"street-{STREET}"))
    access.set_up_organisation(console_actor(), f"street-{STREET}", "样例街道办事处", "street", STREET)
    today = clock.today()
    counting(monkeypatch, 40, 60, None)
    assert "还没有一个街道有这个指标的数" in clerk.post("/office/pushes", FORM | {"ends": str(today + timedelta(days=99))}).text
    counting(monkeypatch, 40, 60)
    assert "结束日期没有填写" in clerk.post("/office/pushes", FORM).text
    assert "行动只有 10 天" in clerk.post("/office/pushes", FORM | {"ends": str(today + timedelta(days=9))}).text
    assert "目标不对" in clerk.post("/office/pushes", FORM | {"target": "", "ends": str(today + timedelta(days=99))}).text
    assert "还没有名称" in clerk.post("/office/pushes", FORM | {"name": " ", "ends": str(today + timedelta(days=99))}).text
    form = FORM | {"ends": str(today + timedelta(days=99))}
    assert street.post("/office/pushes", form).status_code == 403
    assert not governance.open_cases("push")
    where = clerk.post("/office/pushes", form)["Location"]
    assert "已有一次瞄准同一指标的行动" in clerk.post("/office/pushes", form).text
    (case,) = governance.open_cases("push")
    home = street.get("/office/").text
    assert "【家信】“样例建档攻坚”今天开始" in home, "the street's office was told"
    assert "“样例建档攻坚”正常" in home
    page = street.get(where).text
    assert "样例街道" in page and "还没有" not in page and "做法与成效" not in page and "新的结束日期" not in page
    counting(monkeypatch, 89, 61)
    middle = today + timedelta(days=59)
    with on(middle):
        assert oversight.remind_pushes(middle) == 1 and oversight.remind_pushes(middle) == 0, "only the one behind, once"
        with CaptureQueriesContext(connection) as asked:
            page = clerk.get(where).text
        assert len(asked) < 60, len(asked)
        assert "另一街道" in page and "落后" in page and "29 人" in page, "and says how many are still to go"
        assert "到期后再总结" in clerk.post(where, {"do": "close", "result": "r", "problems": "p", "next_steps": "n"}).text
        paper = clerk.get(f"{where}/paper.xlsx")
        words = str([list(sheet.values) for sheet in load_workbook(BytesIO(paper.content), read_only=True)])
        assert "需要赶上来的" in words and "coverage:" + OTHER in words
    with on(today + timedelta(days=98)):
        assert clerk.post(where, {"do": "put_off", "ends": str(today + timedelta(days=120)), "remark": "台风停工两周"}).status_code == 302
    counting(monkeypatch, 95, 80)
    last = today + timedelta(days=121)
    with on(last):
        assert "还缺" in clerk.post(where, {"do": "close", "result": "上门", "problems": "", "next_steps": "n"}).text
        assert street.post(where, {"do": "close", "result": "r", "problems": "p", "next_steps": "n"}).status_code == 403
        assert clerk.post(where, {"do": "close", "result": "逐楼走访", "problems": "无固定住处的难找", "next_steps": "每月回访"}).status_code == 302
        counting(monkeypatch, 10, 10)  # what comes later changes no report
        page = clerk.get(where).text
        assert "逐楼走访" in page and "未达标" in page and "95.0%" in page and "10.0%" not in page
        report = clerk.get(f"{where}/paper.docx")
        assert report.status_code == 200 and report.content[:2] == b"PK"
        assert clerk.get(f"{where}/paper.pdf").content[:5] == b"%PDF-"
        assert "没有这种格式" in clerk.get(f"{where}/paper.txt").text
        listed = list(load_workbook(BytesIO(clerk.get("/office/pushes?as=xlsx").content), read_only=True).active.values)
        assert listed[1][0] == "样例建档攻坚" and listed[1][6] == "已总结" and listed[1][8] == "87.5%"
    assert governance.case(case.id).closed


def test_a_phase_is_read_from_the_last_counting_kept_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, today = desk(Role.BUREAU_CLERK), clock.today()
    counting(monkeypatch, 40, 60)
    where = clerk.post("/office/pushes", FORM | {"ends": str(today + timedelta(days=99))})["Location"]
    counting(monkeypatch, 41, 59)
    with on(today + timedelta(days=14)):  # the last day of the first phase
        assert oversight.keep_day(clock.today())
    counting(monkeypatch, 99, 99)
    with on(today + timedelta(days=70)):
        rows = clerk.get(where).text
    assert "1 / 2" in rows and "50.0%" in rows and "没有留存统计" in rows


def test_a_matter_that_is_no_push_is_not_shown_as_one() -> None:
    assert "没有" in desk(Role.BUREAU_CLERK).get("/office/pushes/nothing").text

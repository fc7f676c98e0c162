"""访问记录 — the auditor goes back to the first day: looks, refusals, files that left, posts that were given; by account and by days."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.domain.permissions import Actor, FieldClass, Role
from jiaxin.kit import clock as the_clock
from jiaxin.portals.office.audit import A_PAGE
from tests.portals.office.officers import desk, officer
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CLERK = Actor("clerk-of-lists", Role.BUREAU_CLERK, organisation="bureau", fresh=True)


@pytest.fixture
def auditor(own_data):  # noqa: F811 - the fixture
    return desk(Role.AUDITOR)


def looked(times: int, purpose: str, who: Actor = CLERK) -> None:
    for _ in range(times):
        access.log_read(who, ["s1", "s2"], [FieldClass.BASIC], purpose)


def test_it_goes_back_page_by_page(auditor):
    looked(1, "最早的一次查阅")
    looked(A_PAGE, "后来的查阅")
    first = auditor.get("/office/log").content.decode()
    assert "最早的一次查阅" not in first and f"共 {A_PAGE + 1} 条" in first
    second = auditor.get("/office/log?page=2").content.decode()
    assert "最早的一次查阅" in second and '<td data-label="人数" class="jx-num">2</td>' in second
    rows = list(load_workbook(BytesIO(auditor.get("/office/log?as=xlsx").content)).active.iter_rows(values_only=True))
    assert len(rows) == A_PAGE + 2, "the workbook holds all pages"


def test_by_account_and_by_days(auditor):
    looked(1, "甲的查阅")
    looked(1, "乙的查阅", Actor("other-clerk", Role.BUREAU_CLERK, organisation="bureau"))
    page = auditor.get("/office/log?who=other-clerk").content.decode()
    assert "乙的查阅" in page and "甲的查阅" not in page
    today = the_clock.today()
    assert "甲的查阅" in auditor.get(f"/office/log?first={today}&last={today}").content.decode()
    gone = auditor.get(f"/office/log?last={today - timedelta(days=1)}").content.decode()
    assert "没有符合条件的记录" in gone and "甲的查阅" not in gone
    assert auditor.get("/office/log?first=never&page=x").status_code == 200


def test_files_that_left_stand_with_who_took_them_and_what_for(auditor):
    looked(1, "导出人员列表：季度统计")
    access.let_out(CLERK, access.Outgoing("人员", "季度统计", 500, frozenset({FieldClass.BASIC, FieldClass.IDENTITY}), budget="back"))
    page = auditor.get("/office/log?show=exports").content.decode()
    assert "clerk-of-lists" in page and "季度统计" in page and '<td data-label="行数" class="jx-num">500</td>' in page and "身份证号" in page and "额度之内" in page


def test_posts_given_and_taken_stand_with_who_did_it(auditor):
    keeper, somebody = Actor("keeper", Role.SECURITY_ADMIN, fresh=True), officer(Role.STREET, "street-clerk", street="349912001")
    access.take_post(keeper, somebody.id)
    page = auditor.get("/office/log?show=grants&who=street-clerk").content.decode()
    assert "收回街道" in page and "授予街道" in page and "keeper" in page
    assert auditor.get("/office/log?show=nonsense").status_code == 200


def test_nobody_but_the_auditor(own_data):  # noqa: F811 - the fixture
    for show in ("receipts", "exports", "grants"):
        assert desk(Role.SECURITY_ADMIN).get(f"/office/log?show={show}").status_code == 403

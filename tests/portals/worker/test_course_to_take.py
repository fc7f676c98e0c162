"""The course she has to take stands on her own page with its day, beside the courses that fulfil it."""

import re
from datetime import date

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.training import actions as training
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CHIEF, at
from tests.apps.governance.test_coursing import reminded
from tests.cast import CAST
from tests.portals.office.officers import desk, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - the first is a fixture

pytestmark = pytest.mark.django_db
OFFER = {"provider": "样例协会", "hours": "3", "held_on": "2026-07-01", "at": "14:00", "place": "样例街道", "places": "20", "gap": ""}


@pytest.fixture
def her():
    with at("2026-06-01"):
        (one,) = registry.enrol([registry.Claimed(CAST.worker.name, CAST.worker.id_number, CAST.worker.phone)])
        page = signed_in(access.set_up_account(console_actor(), "her", Role.WORKER, phone=CAST.worker.phone, subject=one.subject))
    yield one.subject, page


def test_her_page_names_the_day_the_hours_and_the_courses_that_count(her):
    subject, page = her
    with at("2026-06-12"):
        assert "您要学的课" not in page.get("/me/courses").content.decode()
    case = reminded(subject)
    with at("2026-06-15"):
        clerk = officer(Role.BUREAU_CLERK, "clerk")
        for title in ("家常菜", "诚信和服务规范"):
            training.offer(clerk, OFFER | {"title": title})
        shown = page.get("/me/courses").content.decode()
        (duty,) = queries.duties_of(subject)
        assert "您要学的课" in shown and f"最晚 {duty.due} 学完，至少 2 学时" in shown and f"/me/cases/{duty.case}" in shown
        titles = re.findall(r"<h3>([^<]+)</h3>", shown)
        assert titles == ["诚信和服务规范", "家常菜"] and shown.count("可以抵<") == 1
        assert "随“提醒并参加课程”的决定指定" in page.get(f"/me/cases/{duty.case}").content.decode()
        office = desk(Role.BUREAU_CLERK, username="clerk").get(f"/office/cases/{case}").content.decode()
        assert "指定的课程" in office and f"最晚 {duty.due} 学完" in office and f"/office/cases/{duty.case}" in office
        actions.take_step(CHIEF, duty.case, "excuse", {"why": "住院"})
        assert "您要学的课" not in page.get("/me/courses").content.decode()


def test_what_is_over_its_day_says_that_later_counts_too(her):
    subject, page = her
    reminded(subject)
    with at("2026-08-03"):
        for _ in range(2):  # reminded first, whatever the day
            actions.keep_clocks(date(2026, 8, 3))
        assert "补学也算，至少 2 学时" in page.get("/me/courses").content.decode()

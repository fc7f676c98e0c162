"""举报 at the counter and on the line: no name is asked, the code is on the slip alone, and it answers like the web's."""

import re

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import CaseEvent
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.procedures.topics import branches, competent, departments, reports
from jiaxin.kit import clock
from tests.apps.governance.acting import CLERK, at
from tests.portals.office.officers import desk

pytestmark = pytest.mark.django_db
SAID = {"channel": "phone", "topic": "forged_papers", "text": "健康证是买来的，编号对不上", "place": "样例家政门店"}


@pytest.fixture(autouse=True)
def _day():
    with at("2026-06-01"):
        yield


def code_on(page: str) -> str:
    return re.search(r'name="code" value="([a-z2-7]{16})"', page).group(1)  # type: ignore[union-attr]


def test_an_officer_registers_a_report_and_its_code_alone_leads_to_the_reply(client):
    clerk = desk(Role.BUREAU_CLERK, username="clerk")
    form = clerk.get("/office/cases/report").content.decode()
    assert all(f'<optgroup label="{one.label}">' in form for one in branches(clock.today()))
    page = clerk.post("/office/cases/report", SAID).content.decode()
    code = code_on(page)
    assert queries.spelled(code) in page and "2026-06-23" in page
    (one,) = queries.open_cases("report")
    assert (one.subject, one.party, one.events[0].said["channel"]) == ("", "", "phone") and "contact" not in one.events[0].said
    assert SAID["text"] not in str(list(CaseEvent.objects.order_by("id").values_list("said", flat=True)))
    clerk.post(f"/office/cases/{one.id}/do/reply", {"reply": "已核实并处理", "outcome": "属实"})
    as_read_out = f" {queries.spelled(code).upper()} "
    assert "已核实并处理" in client.post("/report/reply/", {"code": as_read_out}).content.decode()
    assert code not in clerk.get(f"/office/cases/{one.id}").content.decode()


def test_the_slip_is_printed_from_the_code_in_hand_and_from_no_other():
    clerk = desk(Role.STREET, username="street-desk", street="349912001")
    code = code_on(clerk.post("/office/cases/report", SAID | {"channel": "counter"}).content.decode())
    (one,) = queries.open_cases("report")
    assert one.street == "349912001"
    answer = clerk.post("/office/cases/report/slip.pdf", {"code": code})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
    missing = clerk.post("/office/cases/report/slip.pdf", {"code": "a" * 16})
    assert missing.status_code >= 400 and "没有找到这个编码" in missing.content.decode()
    assert clerk.get("/office/cases/report/slip.pdf").status_code == 405


@pytest.mark.parametrize(("left_out", "instead"), [("channel", ""), ("topic", "nonsense"), ("text", "短")])
def test_what_is_missing_is_asked_for_and_nothing_is_opened(left_out, instead):
    page = desk(Role.BUREAU_CLERK, username="clerk").post("/office/cases/report", SAID | {left_out: instead})
    assert "jx-error" in page.content.decode() and not queries.open_cases("report")


def test_who_may_not_register_is_refused_at_the_page_and_at_the_action():
    assert desk(Role.AUDITOR, username="auditor").get("/office/cases/report").status_code == 403
    with pytest.raises(Refused):
        actions.register_report(Actor("x", Role.AUDITOR), SAID)
    for wrong in ({"channel": "web"}, {"topic": "quality"}):
        with pytest.raises(Refused):
            actions.register_report(CLERK, SAID | wrong)


def test_a_way_to_reach_whoever_reports_is_shown_to_whoever_answers_and_to_nobody_else():
    desk(Role.BUREAU_CLERK, username="clerk").post("/office/cases/report", SAID | {"contact": "door-bell-twice"})
    (one,) = queries.open_cases("report")
    assert "door-bell-twice" in desk(Role.BUREAU_CLERK, username="clerk").get(f"/office/cases/{one.id}").content.decode()
    other = desk(Role.POLICE, username="police").get(f"/office/cases/{one.id}")
    assert other.status_code == 200 and "door-bell-twice" not in other.content.decode()
    assert desk(Role.ASSOCIATION, username="association").get(f"/office/cases/{one.id}").status_code == 404, "a report is about no member"


def test_each_kind_of_report_belongs_to_a_department_of_the_list_or_to_the_bureau_alone():
    day = clock.today()
    named = {topic: competent(topic, day, "report") for topic in reports(day)}
    assert set(filter(None, named.values())) <= set(departments(day)) and [t for t, d in named.items() if not d] == ["other"]

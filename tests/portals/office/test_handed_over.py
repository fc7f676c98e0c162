"""移送 through the pages: the department is proposed by kind, its desk holds the matter, no other department's does."""

import re
from datetime import date

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.domain.permissions import Role
from jiaxin.domain.procedures.topics import departments
from tests.apps.governance.acting import CLERK, FIRM, at
from tests.portals.office.officers import desk
from tests.portals.office.officers import fresh as proved
from tests.portals.shared.test_cases import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(client):
    for kind in ("police", "labour", "market"):
        access.set_up_organisation(console_actor(), kind, f"样例区{kind}", kind, "349912")
    with at("2026-06-01"):
        case, code = actions.register_report(CLERK, {"channel": "phone", "topic": "wages", "text": "三个月没有发工资", "place": "样例家政门店"})
        actions.take_step(CLERK, case, "accept")
        chief = proved(desk(Role.BUREAU_ADMIN, username="chief"))
        form = chief.get(f"/office/cases/{case}").content.decode()
        sent = chief.post(f"/office/cases/{case}/do/hand_over", {"handed_to": "labour", "reply": "已移送，请等候"})
        assert sent.status_code == 302, sent.content.decode()[-800:]
        yield chief, case, code, form


def office(kind: str, role: Role):
    return desk(role, username=f"at-{kind}", organisation=kind)


def test_the_form_offers_the_list_with_the_proposal_and_takes_nothing_else(handed):
    chief, _, _, form = handed
    (choice,) = re.findall(r'<select[^>]*name="handed_to">(.*?)</select>', form, re.S)
    assert re.findall(r'value="(\w+)"', choice) == list(departments(date(2026, 6, 1))) and 'value="labour" selected' in choice
    assert "按类别建议移送：人力资源社会保障部门" in form
    other, _ = actions.register_report(CLERK, {"channel": "phone", "topic": "other", "text": "另外一件"})
    actions.take_step(CLERK, other, "accept")
    assert "没有这个选项" in chief.post(f"/office/cases/{other}/do/hand_over", {"handed_to": "某处", "reply": "x"}).content.decode()


def test_the_department_is_told_receives_answers_and_its_letter_opens(handed, client):
    chief, case, code, _ = handed
    (one,) = queries.handed(case)
    labour = office("labour", Role.LABOUR)
    home = labour.get("/office/").content.decode()
    assert "等您的单位签收" in home and "/office/cases?kind=handover" in home
    assert f"/office/cases/{one.case}" in labour.get("/office/cases?kind=handover").content.decode()
    page = labour.get(f"/office/cases/{one.case}").content.decode()
    assert "三个月没有发工资" in page and f"/office/cases/{one.case}/letter/1" in page
    letter = labour.get(f"/office/cases/{one.case}/letter/1")
    assert "案件移送函" in letter.content.decode() and one.transfer_no in letter.content.decode()
    assert labour.get(f"/office/cases/{one.case}/letter/1?pdf=1").content.startswith(b"%PDF")
    assert labour.post(f"/office/cases/{one.case}/do/receive", {}).status_code == 302
    assert "2026-06-01 签收" in chief.get(f"/office/cases/{case}").content.decode()
    reply = client.post("/report/reply/", {"code": code}).content.decode()
    assert "已移送，请等候" in reply and "2026-06-01 移送人力资源社会保障部门" in reply and "2026-06-01 对方签收" in reply


@pytest.mark.parametrize(("kind", "role"), [("police", Role.POLICE), ("market", Role.MARKET)])
def test_no_other_department_sees_that_it_runs(handed, kind, role):
    _, case, _, _ = handed
    (one,) = queries.handed(case)
    other = office(kind, role)
    assert one.case not in other.get("/office/cases").content.decode()
    assert other.get(f"/office/cases/{one.case}").status_code == 404
    assert other.get(f"/office/cases/{one.case}/letter/1").status_code == 404
    assert "件移送等您办理" not in other.get("/office/").content.decode()


def test_a_company_and_an_association_have_no_part_in_it_unless_they_sent_it(handed):
    _, case, _, _ = handed
    (one,) = queries.handed(case)
    manager = desk(Role.COMPANY_MANAGER, username="boss", organisation=FIRM)
    assert manager.get(f"/company/cases/{one.case}").status_code == 404
    members = desk(Role.ASSOCIATION, username="association", organisation="association")
    assert members.get(f"/office/cases/{one.case}").status_code == 404 and one.case not in members.get("/office/cases").content.decode()

"""A standard from the draft through opinions to adoption by another hand, and what the public reads meanwhile."""

import pytest
from django.test import Client

from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry.actions import place
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CHIEF, CLERK, at
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
TEXT = "身份证件经公安核验一致 → 身份核验\n待人热情"


def test_it_is_drafted_consulted_adopted_and_public_only_from_the_consultation_on(settings) -> None:
    with at("2026-03-02"):
        rules.set_up(officer(Role.BUREAU_ADMIN, "drafts"), CHIEF, place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    assert "星座" in clerk.post("/office/standards", {"title": "规范", "clauses": "诚实 → 星座"}).content.decode()
    where = clerk.post("/office/standards", {"title": "样例区评价规范", "clauses": TEXT})["Location"]
    page = clerk.get(where).content.decode()
    assert "身份核验" in page and "有条款没有对应评分项" in page
    case = where.rpartition("/")[2]
    assert Client().get(f"/notices/standards/{case}").status_code == 404
    assert clerk.post(where, {"clauses": TEXT + "\n按时上门", "changes": "加一条"}).status_code == 302
    actions.take_step(CLERK, case, "consult")
    actions.take_step(CLERK, case, "comment", {"text": "建议写明迟到多久"})
    shown = Client().get(f"/notices/standards/{case}").content.decode()
    assert "公开征求意见至" in shown and "按时上门" in shown and "迟到多久" not in shown
    assert "样例区评价规范" in Client().get("/notices/").content.decode()
    assert "迟到多久" in clerk.get(where).content.decode()
    assert governance.standard(case).wishes == 2
    assert "按时上门" in clerk.get(f"/office/cases/{case}").content.decode()

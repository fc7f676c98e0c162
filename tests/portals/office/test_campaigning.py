"""A campaign from the office's form to a company's tap, and a finding that says what it cannot know yet."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import officer
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def test_planned_by_the_office_joined_by_a_company_and_judged_when_it_can_be() -> None:
    who, today = manager(), clock.today()
    firm, clerk = signed_in(who), signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    landed(firm)
    assert "还没有活动" in clerk.get("/office/campaigns").content.decode()
    form = {"name": "诚信服务月", "begins": today.isoformat(), "ends": "2000-01-01", "target": "30"}
    assert "结束日期不早于开始日期" in clerk.post("/office/campaigns", form).content.decode()
    assert "没有填写" in clerk.post("/office/campaigns", form | {"begins": ""}).content.decode()
    where = clerk.post("/office/campaigns", form | {"ends": today.isoformat()})["Location"]
    assert "诚信服务月" in firm.get("/company/campaigns").content.decode()
    (one,) = governance.campaigns()
    assert firm.post(f"/company/campaigns/{one.id}/join").status_code == 302
    assert "已经参加" in firm.post(f"/company/campaigns/{one.id}/join").content.decode()
    assert "不能退出" in firm.post(f"/company/campaigns/{one.id}/leave").content.decode()
    page = clerk.get(where).content.decode()
    assert "还不能下结论" in page and "才都满 90 天" in page
    assert len(list(load_workbook(BytesIO(clerk.get(f"{where}?as=xlsx").content)).active.values)) >= 2

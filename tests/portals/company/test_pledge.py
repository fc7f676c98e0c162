"""The pledge on the company's screen, in the office's list and before the public."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Role
from tests.portals.office.officers import officer
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
DRAWN = "data:image/png;base64,iVBORw0KGgo="


def test_it_is_read_signed_on_glass_and_listed() -> None:
    who = manager()
    client = signed_in(who)
    landed(client)
    page = client.get("/company/pledge").content.decode()
    assert "还没有签署" in page and "善待员工" in page
    assert "逐条阅读" in client.post("/company/pledge", {"signer": "样一二", "signature": DRAWN}).content.decode()
    assert "签名" in client.post("/company/pledge", {"read": "1", "signer": "样一二"}).content.decode()
    assert client.post("/company/pledge", {"read": "1", "signer": "样一二", "signature": DRAWN}).status_code == 302
    assert "已签署现行版本" in client.get("/company/pledge").content.decode()
    assert "已签署" in client.get(f"/company/cases/{governance.pledge_of(who.organisation).case}").content.decode()

    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    assert "待核对的条款" in clerk.get("/office/pledges").content.decode()
    rows = list(load_workbook(BytesIO(clerk.get("/office/pledges?as=xlsx").content)).active.values)
    assert any("pledge-2026" in row for row in rows)
    form = clerk.get(f"/office/cases/new/measure/{who.organisation}?clause=contract").content.decode()
    assert '<option value="pledge_breach" selected>' in form and "第4条" in form
    shown = Client().get("/notices/pledge").content.decode()
    assert "不公布" in shown and "签订合同" in shown

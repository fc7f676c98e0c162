"""A month from its orders to the bureau: pre-filled, corrected with a reason, late seen, sent back, taken, as a workbook."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as cases
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.notices.queries import messages_of
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.monthly_return import due_of, last_month, last_of
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.records import a_fact
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data, rival, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Client:
    """A company with two orders of one family last month, one cancelled."""
    client, her = district()
    company = registry.file_lines([her])[her].company
    day = last_of(last_month(clock.today())) - timedelta(days=2)
    told = [("1", 12_345, "done"), ("2", 10_000, "done"), ("3", 99_900, "cancelled")]
    ledger.append([
        a_fact("order", her, day, order_no=f"N{n}", ordered_on=day.isoformat(), amount_fen=fen, status=status)._replace(company=company, counterparty="FAMILYFAMILYFAMI")
        for n, fen, status in told
    ])  # fmt: skip
    client.company = company  # type: ignore[attr-defined]  # for the tests alone
    return client


def test_the_month_goes_there_and_back(firm: Client) -> None:
    month, company = f"{last_month(clock.today()):%Y-%m}", firm.company  # type: ignore[attr-defined]  # see above
    page = firm.get("/company/returns").text
    assert 'value="223.45"' in page and "2 单" in page and "1 户" in page and "家庭 1" in page
    form = {"month": month, "turnover": "323.45", "orders": "2", "households": "1"}
    assert "没有写原因" in firm.post("/company/returns", form).text
    assert firm.post("/company/returns", form | {"why-turnover": "漏录一单现金"}).status_code == 302
    assert "已经报送" in firm.post("/company/returns", form | {"why-turnover": "漏录一单现金"}).text
    clerk = desk(Role.BUREAU_CLERK)
    with CaptureQueriesContext(connection) as asked:
        listed = clerk.get("/office/returns").text
    assert "有更正" in listed and "323.45" in listed and len(asked) < 40, len(asked)
    where = f"/office/returns/{company}?month={month}"
    assert "漏录一单现金" in clerk.get(where).text and "不一样" in clerk.get(where).text
    assert "还缺" in clerk.post(where, {"do": "back", "month": month}).text
    assert clerk.post(where, {"do": "back", "month": month, "why": "请附现金收据"}).status_code == 302
    (case,) = cases.open_cases("monthly-return")
    for role, sees in ((Role.BUREAU_CLERK, True), (Role.MARKET, False), (Role.ASSOCIATION, False)):  # turnover is between the company and the bureau
        other = clerk if sees else desk(role)
        assert ("企业月报" in other.get("/office/cases?kind=monthly-return").text.partition("<main")[2]) is sees
        assert other.get(f"/office/cases/{case.id}").status_code == (200 if sees else 404)
        assert (f"/office/cases/{case.id}" in other.get(f"/office/companies/{company}").text) is sees
    back = firm.get(f"/company/returns?month={month}").text
    assert "请附现金收据" in back and "重新报送" in back
    assert firm.post("/company/returns", form | {"turnover": "223.45"}).status_code == 302
    assert clerk.post(where, {"do": "accept", "month": month}).status_code == 302
    assert "已确认" in firm.get(f"/company/returns?month={month}").text
    book = load_workbook(BytesIO(clerk.get(f"/office/returns.xlsx?month={month}").content), read_only=True)
    row = next(r for r in book.active.iter_rows(min_row=2, values_only=True) if r[2] == "已确认")
    assert row[6:12] == ("223.45", "2", "1", "223.45", "2", "1")
    orders = load_workbook(BytesIO(firm.get(f"/company/returns.xlsx?month={month}").content), read_only=True)
    assert len(list(orders.active.values)) == 4


def test_who_has_not_sent_is_told_before_and_after_the_day(firm: Client) -> None:
    first, company = last_month(clock.today()), firm.company  # type: ignore[attr-defined]  # see above
    due = due_of(first, packaged_calendar()).on
    assert governance.remind_returns(clock.today().replace(day=1)) == 0
    assert governance.remind_returns(due) == 1 and governance.remind_returns(due) == 0
    assert str(due) in messages_of(company)[0].text and "企业月报" in firm.get("/company/").text


def test_a_month_is_the_companys_own_and_the_bureaus(firm: Client) -> None:
    other = signed_in(rival())
    assert "223.45" in firm.get("/company/returns").text, "its own stands there"
    assert "223.45" not in other.get("/company/returns").text
    clerk = desk(Role.BUREAU_CLERK)
    with CaptureQueriesContext(connection) as before:
        clerk.get("/office/returns")
    firms = registering.enrol_companies([(f"9134021{n}XYTG3BRH9M", f"样例{n}号家政服务有限公司") for n in range(1, 6)])
    WorkerFile.objects.bulk_create([WorkerFile(subject=f"worker{n}", company=firm, position=0) for n, firm in enumerate(firms.values())])
    with CaptureQueriesContext(connection) as after:
        assert clerk.get("/office/returns").text.count("号家政服务") == 5
    assert len(after) <= len(before), "a company more is no query more"
    more = registering.enrol_companies([(f"91340{n}XYTG3BRH9M", f"样例{n}号家政服务有限公司") for n in range(300, 350)])
    WorkerFile.objects.bulk_create([WorkerFile(subject=f"worker{n}", company=firm, position=0) for n, firm in enumerate(more.values(), 6)])
    first, last = clerk.get("/office/returns").context, clerk.get("/office/returns?page=2").context
    assert (len(first["rows"]), len(last["rows"]), first["owing"]) == (50, 6, 56) and first["turnover"] == last["turnover"]
    assert not {one.company for one, *_ in first["rows"]} & {one.company for one, *_ in last["rows"]}
    assert desk(Role.ASSOCIATION, organisation="association").get("/office/returns").status_code == 403
    assert firm.get("/company/returns?month=2099-01").status_code == 409

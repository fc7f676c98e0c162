"""A company's own paper and an association's: their people in counts, what the public reads, what waits; kept, checked, and nobody else's."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.oversight import actions as keeping
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.oversight.models import Snapshot
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.records import a_fact
from tests.portals.office.officers import desk, district, joined, officer
from tests.portals.walking import own_data, rival, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
CODE = "91340210XYTG3BRH9M"


@pytest.fixture
def firm() -> tuple[Client, str]:
    """(the manager's browser, the company): one of its people has filed, one of her papers runs out in ten days."""
    client, her = district()
    WorkerFile.objects.filter(subject=her).update(expires_on=clock.today() + timedelta(days=10))
    found = registry.company_by_code(CODE)
    assert found is not None
    return client, found.subject


@pytest.fixture
def association() -> Client:
    access.set_up_organisation(console_actor(), "guild", "样例区家政服务业协会", "association", "349912")
    return signed_in(access.set_up_account(console_actor(), "guild", Role.ASSOCIATION, organisation="guild", label="协会"))


def words(document: bytes) -> str:
    return "".join(re.findall(r"<w:t xml[^>]*>(.*?)</w:t>", zipfile.ZipFile(BytesIO(document)).read("word/document.xml").decode()))


def test_a_manager_makes_the_paper_of_her_own_company_in_one_press(firm: tuple[Client, str]) -> None:
    client, company = firm
    assert "还没有材料" in client.get("/company/reports/").text
    where = client.post("/company/reports/make")["Location"]
    page = client.get(where).text
    people = registry.filings([company])
    filed = [one for one in people if one.filed]
    lacks = sum(len(one.missing) for one in filed)
    assert len(filed) == 1 and f"{9 * len(filed) - lacks} ÷ {9 * len(filed)}" in page
    assert "1 人有资料在 30 天内到期" in page and f"filed:{company}" in page and "最常缺的是" in page and "企业月报" in page
    assert str(sum(one.claimed for one in people)) in page
    digest = where.rpartition("/")[2]
    document = words(client.get(f"{where}/paper.docx").content)
    pdf = pypdfium2.PdfDocument(client.get(f"{where}/paper.pdf").content)
    text = re.sub(r"\s", "", "".join(one.get_textpage().get_text_bounded() for one in pdf))
    rows = load_workbook(BytesIO(client.get(f"{where}/paper.xlsx").content), read_only=True)["核对表"].iter_rows(min_row=2, values_only=True)
    ids = [str(row[0]) for row in rows]
    assert len(ids) > 12 and all(one in document and one in text for one in ids) and digest[:16] in text and digest[:16] in document
    assert "1 人" in client.get(f"{where}?query=filed:{company}").text
    assert client.get(f"{where}?query=filed:all").status_code in (400, 404, 409, 422)


def test_what_is_published_of_a_company_stands_as_its_public_page_says_it(firm: tuple[Client, str]) -> None:
    client, company = firm
    ledger.append([a_fact("company.registration", company, clock.today())])
    from jiaxin.apps.publication.queries import company_cards

    card = company_cards([company], clock.today())[company]
    page = client.get(client.post("/company/reports/make")["Location"]).text
    assert "与企业公开页一致" in page and f"{card.orders} 单" in page and f"{card.upheld} 件" in page and ("未签" in page) == (card.pledge_signed_on is None)


def test_a_kept_paper_stays_while_the_record_goes_on_and_the_district_does_not_see_it_as_its_own(firm: tuple[Client, str]) -> None:
    client, company = firm
    where = client.post("/company/reports/make")["Location"]
    before = client.get(f"{where}/paper.docx").content
    WorkerFile.objects.filter(company=company).update(confirmed=True, withdrawn=False)
    assert client.get(f"{where}/paper.docx").content == before
    assert client.post("/company/reports/make")["Location"] != where
    digest = where.rpartition("/")[2]
    assert Snapshot.objects.get(digest=digest).about == company
    assert desk(Role.BUREAU_CLERK).get(f"/office/packs/{digest}").status_code in (400, 404, 409, 422)
    assert oversight.kept_ones() == [] and not oversight.trend("filed", company, clock.today()) and oversight.opened(clock.today()) is None


def test_nobody_opens_the_paper_of_another_company(firm: tuple[Client, str]) -> None:
    client, company = firm
    digest = client.post("/company/reports/make")["Location"].rpartition("/")[2]
    other = signed_in(rival())
    assert other.get(f"/company/reports/{digest}/paper.pdf").status_code in (400, 403, 404, 409, 422)
    assert other.get(f"/office/reports/{company}/{digest}").status_code in (403, 404)
    bureau = desk(Role.BUREAU_CLERK)
    assert f"/office/reports/{company}/" in bureau.get(f"/office/companies/{company}").text
    assert bureau.get(f"/office/reports/{company}/{digest}").status_code == 200
    assert desk(Role.MARKET).post(f"/office/reports/{company}/make").status_code == 302
    for role in (Role.COMPANY_CLERK, Role.STREET, Role.AUDITOR, Role.ASSOCIATION):
        assert desk(role, organisation="elsewhere").get(f"/office/reports/{company}/{digest}").status_code in (403, 404), role
    assert bureau.get("/office/reports/nobody/").status_code in (400, 404, 409, 422)


def test_a_matter_in_which_a_company_has_no_part_does_not_show_by_its_number(firm: tuple[Client, str]) -> None:
    client, company = firm
    clerk, later = officer(Role.BUREAU_CLERK, "opener"), clock.now() + timedelta(days=200)
    governance.open_case(clerk, "report", company, "", {"topic": "conduct", "text": "样例举报"})
    governance.open_case(clerk, "complaint", company, "", {"text": "样例投诉", "topic": "conduct"})
    with clock.set_clock(lambda: later):
        page = client.get(client.post("/company/reports/make")["Location"]).text
        now = oversight.kept(Snapshot.objects.get(about=company).digest, company)
        assert now.at(company)["overdue"].part == 1 and [one.label for one in now.counted.late] == ["投诉"]
    assert "举报" not in page and "有 1 件事项已过期限还没办理，最久的是投诉" in page


def test_an_association_keeps_its_list_of_members(firm: tuple[Client, str], association: Client) -> None:
    where, today = "/office/members", clock.today()
    assert "还没有会员" in association.get(where).text
    add = {"do": "add", "code": CODE, "day": "2026-01-05"}
    assert "没有统一社会信用代码为" in association.post(where, add | {"code": "91340104MA00TEWT4Y"}).text
    assert "还没有到" in association.post(where, add | {"day": str(today + timedelta(days=1))}).text
    assert "日期没有填写" in association.post(where, add | {"day": "昨天"}).text
    assert association.post(where, add).status_code == 302
    assert "已经登记过" in association.post(where, add).text
    assert oversight.members("guild") == [] and "待企业确认" in association.get(where).text
    (one,) = oversight.members("guild", past=True)
    assert firm[0].post("/company/associations", {"do": "confirm", "entry": str(one.id)}).status_code == 302
    (one,) = oversight.members("guild")
    access.set_up_organisation(console_actor(), "guild-two", "样例第二协会", "association", "349912")
    second = signed_in(access.set_up_account(console_actor(), "guild-two", Role.ASSOCIATION, organisation="guild-two"))
    end = {"do": "end", "member": str(one.id), "day": str(today)}
    assert "没有找到这家会员" in second.post(where, end).text and not oversight.members("guild-two")
    assert "退会日期应在" in association.post(where, end | {"day": "2025-12-31"}).text
    assert association.post(where, end).status_code == 302 and oversight.members("guild") == []
    told = [one.text for one in notices.messages_of(firm[1], 9)]
    assert [text for text in told if "把贵企业登记为会员，入会日期 2026-01-05" in text] and [text for text in told if f"已退会，最后一天是 {today}" in text]
    assert "日期重叠" in association.post(where, add).text
    rows = list(load_workbook(BytesIO(association.get(f"{where}.xlsx").content), read_only=True).active.values)
    assert rows[1][1] == CODE and rows[1][3:5] == ("已退出", "企业自己确认") and str(rows[1][6])[:10] == str(today)
    for role in (Role.BUREAU_ADMIN, Role.COMPANY_MANAGER, Role.STREET):
        assert desk(role, organisation="elsewhere").get(where).status_code in (403, 404)


def test_an_associations_paper_ranks_its_members_and_names_their_late_matters_and_its_tasks(firm: tuple[Client, str], association: Client) -> None:
    _, company = firm
    rival()
    other = next(one for one in registry.companies().values() if one.subject != company)
    empty = association.get(association.post("/office/reports/guild/make")["Location"]).text
    assert "还没有登记会员企业" in empty
    for code in (CODE, other.credit_code):
        joined("guild", code, date(2026, 1, 5))
    bureau = officer(Role.BUREAU_CLERK, "opener")
    governance.open_case(bureau, "complaint", company, "", {"text": "样例投诉", "topic": "conduct"})
    keeping.give_task(bureau, "第 4 次联席会议", "发布行业自律公约", "guild", [], clock.today() + timedelta(days=3))
    later = clock.now() + timedelta(days=200)
    with clock.set_clock(lambda: later):
        where = association.post("/office/reports/guild/make")["Location"]
        page = association.get(where).text
        found = oversight.kept(where.rpartition("/")[2], "guild")
    league = next(t for s in oversight.paper_of(found).sections for t in s.tables if t.name == "会员名次").rows
    assert [(row[0], row[1], row[2]) for row in league] == [("1", registry.companies([company])[company].name, "2026-01-05"), ("—", other.name, "2026-01-05")]
    assert found.at("guild")["filed"].part == found.at(company)["filed"].part + found.at(other.subject)["filed"].part == 1
    assert "完整率最低的会员是" in page and "发布行业自律公约" in page and "逾期" in page and "会员企业超期未办事项" in page
    assert desk(Role.BUREAU_CLERK).get(where).status_code == 200 and "样例区家政服务业协会" in desk(Role.BUREAU_CLERK).get("/office/packs").text
    assert association.get(f"{where}/paper.docx").status_code == 200 and association.get(f"{where}/paper.exe").status_code == 404

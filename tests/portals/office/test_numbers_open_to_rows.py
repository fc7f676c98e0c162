"""Every number that is a link opens to as many rows as it says, for whoever may open it; where it does not open, the page says why."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance.models import Case
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures import DEFINITIONS
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import desk, district, fresh, officer
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
STREETS = ("349912001", "349912002", "349912999")  # the last is no street of today
_TILE = re.compile(r'<div class="jx-stat.*?</div>', re.DOTALL)
_LINKED = re.compile(r'<a (?:class="[^"]*" )?href="([^"]*/(?:workers|cases|batches)\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_VALUE = re.compile(r'jx-stat-value">([\d,]+)')


@pytest.fixture(autouse=True)
def _many_may_be_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaxin.apps.access.limits.share", lambda register: 10**9)


def _varied() -> Client:
    """The roster of the first fixture, its files made as different as files can be."""
    firm, _ = district()
    registering.set_regions([(code, f"样例{n}街道", "street", "349912", date(2020, 1, 1), None) for n, code in enumerate(STREETS[:2], 1)])
    colours, parts = ("green", "yellow", "red", "grey", ""), [*PARTS]
    for n, row in enumerate(WorkerFile.objects.order_by("subject")):
        row.street = (*STREETS, "")[n % 4]
        row.confirmed, row.withdrawn, row.claimed = n % 3 > 0, n % 11 == 0, n % 5 == 0
        row.colour, row.missing = colours[n % 5], [part for k, part in enumerate(parts) if n % (k + 2) == 0]
        row.verified = "identity" not in row.missing
        row.expires_on = clock.today() + timedelta(days=n) if n % 2 else None
        row.position = n if n % 2 else row.position
        row.company = row.company if n % 7 else ""
        row.save()
    return firm


def _numbers(page: str) -> list[tuple[int, str]]:
    """(number, address) of every number that opens: tiles, and links that are a number themselves."""
    found = [(int(_VALUE.search(tile)[1].replace(",", "")), link[1]) for tile in _TILE.findall(page) if (link := _LINKED.search(tile)) and _VALUE.search(tile)]  # type: ignore[index]  # searched in the condition
    rest = _TILE.sub("", page)
    for address, text in _LINKED.findall(rest):
        if digits := re.search(r"[\d,]*\d", re.sub(r"<[^>]*>", "", text)):
            found.append((int(digits[0].replace(",", "")), address))
    return [(number, unescape(address)) for number, address in found]


def _rows(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    told = re.search(r"(?:找到|共) ([\d,]+) [人条件]", answer.text)
    if told is None:
        assert "/batches" in address, address
        return answer.text.count("<td data-main>")
    listed = answer.text.count("<td data-main>")
    assert listed == min(int(told[1]), 20 if "/office/" in address else 50) or "没有列出" in answer.text or "/cases" in address, address
    return int(told[1])


PAGES = ("/office/", "/office/coverage", *(f"/office/board/{code}" for code in DEFINITIONS))


@pytest.mark.parametrize(
    ("role", "street"), [(Role.BUREAU_CLERK, ""), (Role.MARKET, ""), (Role.STREET, STREETS[0]), (Role.GRID, STREETS[0]), (Role.ASSOCIATION, "")]
)
def test_a_number_and_its_list_count_the_same(role: Role, street: str) -> None:
    _varied()
    client = desk(role, street=street)
    seen = dict[str, int]()
    for page in PAGES:
        answer = client.get(page)
        if answer.status_code == 403:
            continue
        for number, address in _numbers(answer.text):
            assert seen.setdefault(address, number) == number, (page, address)
    assert seen or role in (Role.ASSOCIATION, Role.GRID)
    for address, number in seen.items():
        assert _rows(client, address) == number, address


def test_the_pages_of_a_bureau_open_in_all_directions() -> None:
    _varied()
    client = desk(Role.BUREAU_CLERK)
    addresses = {address for page in PAGES for _, address in _numbers(client.get(page).text)}
    for piece in ("state=filed&", "missing=any", "missing=health", "state=waiting", "state=verified", "state=fresh", "has=training", "state=green", "street=-", "size=self"):
        assert any(piece.rstrip("&") in one for one in addresses), piece


def test_numbers_of_a_company_page_and_of_a_companys_own_pages_open_too() -> None:
    firm = _varied()
    company = WorkerFile.objects.exclude(company="").values_list("company", flat=True).first()
    for client, pages in ((desk(Role.BUREAU_CLERK), [f"/office/companies/{company}"]), (desk(Role.MARKET), [f"/office/companies/{company}"]), (firm, ["/company/", "/company/quality", "/office/coverage"])):
        found = [one for page in pages for one in _numbers(client.get(page).text)]
        assert found
        for number, address in found:
            assert _rows(client, address) == number, address


def test_a_figure_of_matters_opens_to_them_and_says_how_many_are_out_of_reach() -> None:
    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street=STREETS[0])
    actor = officer(Role.BUREAU_CLERK)
    for n in range(3):
        governance.open_case(actor, "complaint", her, f"about{n}", {"topic": "absence", "text": "没有按时上门"}, street=STREETS[0])
    Case.objects.update(due_on=clock.today() - timedelta(days=3))
    clerk = desk(Role.BUREAU_CLERK)
    page = clerk.get("/office/board/overdue").text
    assert "看分子里的 3 条" in page and f"figure=overdue&amp;street={STREETS[0]}" in page
    listed = clerk.get("/office/cases?figure=overdue").text
    assert "共 3 件" in listed
    street = desk(Role.STREET, street="349912002").get("/office/cases?figure=overdue").text
    assert "共 3 件" in street and "没有列出 3 件" in street


def test_where_numbers_do_not_open_the_page_says_why() -> None:
    _varied()
    assert "只存合计" in desk(Role.BUREAU_CLERK).get("/office/board/households").text
    assert "只能打开本街道的名单" in desk(Role.STREET, street=STREETS[0]).get("/office/board/filed").text
    assert "您的岗位不查看人员名单" in desk(Role.ASSOCIATION, organisation="association").get("/office/board/filed").text


def test_conditions_stay_in_pages_order_and_export() -> None:
    firm = _varied()
    clerk = fresh(desk(Role.BUREAU_CLERK))
    page = clerk.get("/office/workers?state=filed&missing=any&sort=expires").text
    days = re.findall(r"<span>(\d{4}-\d\d-\d\d) ", page)
    assert days == sorted(days) and len(set(days)) > 3
    assert "sort=-expires" in page and 'name="missing" value="any"' in page
    count = int(re.search(r"找到 (\d+) 人", page)[1])  # type: ignore[index]  # or it fails here
    book = clerk.post("/office/workers/list.xlsx", {"state": "filed", "missing": "any", "purpose": "安排补齐资料"})
    assert load_workbook(BytesIO(book.content)).active.max_row == count + 1
    soon = firm.get("/company/workers?within=30&sort=expires").text
    assert 'name="within" value="30"' in soon and 'name="sort" value="expires"' in soon
    book = fresh(firm).post("/company/workers/list.xlsx", {"within": "30", "sort": "expires", "purpose": "提醒证件到期"})
    assert load_workbook(BytesIO(book.content)).active.max_row == int(re.search(r"找到 (\d+) 条", soon)[1]) + 1  # type: ignore[index]  # or it fails here
    assert clerk.post("/office/workers", {"within": "30", "size": "self", "state": ""})["Location"] == "/office/workers?size=self&within=30"


def test_the_list_of_companies_is_exported_as_it_is_filtered() -> None:
    district()
    clerk = desk(Role.BUREAU_CLERK)
    listed = clerk.get("/office/companies?q=没有这家")
    assert "没有符合条件的企业" in listed.text
    found = clerk.get("/office/companies", {"q": "瑞瑞"}).text
    link = re.search(r'href="(/office/companies/list\.xlsx[^"]*)"', found)
    assert link and "?q=" in link[1]
    assert load_workbook(BytesIO(clerk.get(unescape(link[1])).content)).active.max_row == 2

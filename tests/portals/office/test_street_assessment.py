"""A year of a street: letter, signature, points from a kept counting, objection in time, answer by another, final list."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.figures import percent
from jiaxin.domain.figures.street_assessment import assessment_rules
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import desk, district, fresh, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
WHERE = "/office/assessment"


def test_from_the_letter_to_the_final_list() -> None:
    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street="349912001")
    street = signed_in(officer(Role.STREET, "street", street="349912001", organisation="street-349912001"))
    access.set_up_organisation(console_actor(), "street-349912001", "样例街道办事处", "street", "349912001")
    clerk, head, year = desk(Role.BUREAU_CLERK), fresh(signed_in(officer(Role.BUREAU_ADMIN, "head"))), str(clock.today().year)
    assert "没有下达" in clerk.get(WHERE).text
    assert clerk.post(WHERE, {"year": year, "do": "issue"}).status_code == 302
    (one,) = governance.open_cases("street-assessment")
    assert street.post(WHERE, {"year": year, "do": "issue"}).status_code == 403
    assert "签订责任书" in street.get(WHERE).text
    assert street.post(WHERE, {"year": year, "do": "sign", "case": one.id, "signer": "样某"}).status_code == 302
    assert clerk.post(WHERE, {"year": year, "do": "score"}).status_code == 302
    case = f"/office/cases/{one.id}"
    page = street.get(case).text
    assert "完整率" in page and "对评分提出异议" in street.get(WHERE).text
    assert "没有可以公布的街道" in head.post(WHERE, {"year": year, "do": "publish"}).text
    item = next(e for e in governance.case(one.id).events if e.verb == "score").said["sheet"]
    assert isinstance(item, list) and item
    chosen = str(item[0]).partition("：")[0]
    assert street.post(f"{case}/do/object", {"item": chosen, "remark": "摸底底数里有重复"}).status_code == 302
    assert "摸底底数里有重复" in clerk.get(f"{WHERE}?street=349912001").text
    answer = {"year": year, "do": "answer", "case": one.id, "points": "61.5", "result": "底数核减后重算"}
    assert "读不懂" in clerk.post(WHERE, answer | {"points": "六十"}).text
    assert clerk.post(WHERE, answer).status_code == 302
    assert "单独的页面" in clerk.post(f"{case}/do/publish", {}).text
    assert head.post(WHERE, {"year": year, "do": "publish"}).status_code == 302
    (standing,) = oversight.assessments(int(year), oversight.counted_now())
    assert (standing.state, standing.points, standing.grade, standing.signer) == ("final", 61_500, "合格", "样某")
    assert oversight.kept(standing.snapshot).digest == standing.snapshot
    rows = list(load_workbook(BytesIO(clerk.get(f"{WHERE}.xlsx").content), read_only=True).active.values)
    assert rows[1][1] == "样例街道" and rows[1][5] == "61.50" and rows[1][8] == "底数核减后重算"


def test_the_letter_of_a_street_on_paper_says_its_targets_where_it_stands_and_who_signed() -> None:
    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street="349912001")
    registering.set_regions([("349912002", "样例二街道", "street", "349912", date(2020, 1, 1), None)])
    access.set_up_organisation(console_actor(), "street-349912001", "样例街道办事处", "street", "349912001")
    street = signed_in(officer(Role.STREET, "street", street="349912001", organisation="street-349912001"))
    clerk, year, path = desk(Role.BUREAU_CLERK), str(clock.today().year), f"{WHERE}/349912001/letter"
    assert "还没有给这个街道下达责任书" in clerk.get(f"{path}.docx").text
    clerk.post(WHERE, {"year": year, "do": "issue"})
    (one,) = [c for c in governance.open_cases("street-assessment") if c.street == "349912001"]
    assert "（系统内已签订）" not in told(street.get(f"{path}.docx?year={year}").content)
    street.post(WHERE, {"year": year, "do": "sign", "case": one.id, "signer": "样某"})
    page = street.get(WHERE).text
    assert f"{path}.docx?year={year}" in page and f"{path}.pdf?year={year}" in page
    said = told(street.get(f"{path}.docx?year={year}").content)
    book, now = assessment_rules(clock.today()), oversight.kept(oversight.kept_ones(1)[0][0])
    for article in book.data["letter"]["articles"]:
        assert article in said
    for item in book.data["item"]:
        assert f"{item['figure']}:349912001" in said and percent(item["full"]) in said
    completeness = now.at("349912001")["completeness"]
    assert f"{completeness.said}（{completeness.how}）" in said and book.version in said and now.digest in said
    assert "样例街道办事处（盖章）" in said and "商务局（盖章）" in said and "负责人（签字）：样某" in said and "（系统内已签订）" in said
    pdf = pypdfium2.PdfDocument(clerk.get(f"{path}.pdf?year={year}").content)
    text = "".join("".join(one.get_textpage().get_text_bounded() for one in pdf).split())
    assert "责任书" in text and "负责人（签字）：样某" in text and "completeness:349912001" in text
    assert street.get(f"{WHERE}/349912002/letter.pdf").status_code in (403, 404)
    assert "349912002/letter" not in street.get(f"{WHERE}?street=349912002").text
    assert clerk.get(f"{path}.xlsx").status_code == 404 and clerk.get(f"{path}.docx?year=1999").status_code in (400, 404, 409, 422)
    for role in (Role.MARKET, Role.AUDITOR):
        assert desk(role, organisation="elsewhere").get(f"{path}.pdf").status_code in (403, 404)


def told(document: bytes) -> str:
    return "".join(re.findall(r"<w:t xml[^>]*>(.*?)</w:t>", zipfile.ZipFile(BytesIO(document)).read("word/document.xml").decode()))


def test_without_an_objection_the_list_waits_for_its_days() -> None:
    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street="349912001")
    clerk, head, year = desk(Role.BUREAU_CLERK), fresh(signed_in(officer(Role.BUREAU_ADMIN, "head"))), str(clock.today().year)
    for verb in ("issue", "score"):
        assert clerk.post(WHERE, {"year": year, "do": verb}).status_code == 302
    now = clock.now()
    with clock.set_clock(lambda: now + timedelta(days=20)):
        this = str(clock.today().year)
        if this == year:
            assert head.post(WHERE, {"year": year, "do": "publish"}).status_code == 302
            assert governance.closed_cases("street-assessment")[0].state_label == "已公布"


def test_who_does_not_sit_at_the_table_sees_nothing() -> None:
    for role in (Role.COMPANY_MANAGER, Role.AUDITOR, Role.GRID):
        assert desk(role, organisation="elsewhere").get(WHERE).status_code in (403, 404)


def test_more_streets_ask_the_database_no_more_often() -> None:
    district()
    clerk, year = desk(Role.BUREAU_CLERK), str(clock.today().year)
    clerk.post(WHERE, {"year": year, "do": "issue"})
    few = _questions(clerk)
    registering.set_regions([(f"34991200{n}", f"样例{n}街道", "street", "349912", date(2020, 1, 1), None) for n in range(2, 8)])
    clerk.post(WHERE, {"year": year, "do": "issue"})
    assert "样例7街道" in clerk.get(WHERE).text
    assert _questions(clerk) <= few


def _questions(client: Client) -> int:
    client.get(WHERE)
    with CaptureQueriesContext(connection) as asked:
        client.get(WHERE)
    return len(asked)

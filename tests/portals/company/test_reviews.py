"""Reviews before the company, the worker, the family and the bureau: each reads what it may, nobody reads the family."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access import queries as who
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.cast import CAST
from tests.factories.street import Street
from tests.portals.office.officers import desk, fresh
from tests.portals.spoken import CHINESE, Spoken
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        pipeline.turn_the_day()
        pipeline.advance()
        access.set_up_organisation(console_actor(), made.company, CAST.company.name, "company", CAST.company.region, CAST.company.credit_code)
        yield made


@pytest.fixture
def firm(street: Street) -> Client:
    return signed_in(access.set_up_account(console_actor(), "manager", Role.COMPANY_MANAGER, organisation=street.company, label="企业负责人"))


def rated(street: Street, stars: int, visit: str, text: str = "", on: str = "2026-10-05") -> str:
    said = Provenance("household", Channel.PHONE, f"family:{visit}")
    clear = {"order_no": visit, "stars": stars, "rated_on": on, "verified": True, "manner_stars": stars}
    (placed,) = ledger.append([Fact("rating", street.her, date.fromisoformat(on), said, (visit,), clear, {"text": text} if text else {}, Standing.PHONE)])
    return str(placed.id)


def test_the_list_shows_stars_and_words_and_neither_the_family_nor_the_day(street: Street, firm: Client) -> None:
    assert "还没有评价" in firm.get("/company/reviews").content.decode()
    rated(street, 2, "VISITNUMBER1", "地没拖干净")
    page = firm.get("/company/reviews").content.decode()
    assert "地没拖干净" in page and "2 星" in page and "态度评分" in page and "王*芳" in page and "时间不显示" in page
    assert "VISITNUMBER1" not in page and "2026-10-05" not in page and CAST.worker.name not in page
    file = firm.get(f"/company/workers/{street.her}").content.decode()
    assert "地没拖干净" not in file and "VISITNUMBER1" not in file and "2026-10-05" not in file and "/company/reviews?worker=" in file
    assert "查看评价" in {look.purpose for look in who.who_looked(street.her)}


def test_filters_paging_and_the_workbook(street: Street, firm: Client) -> None:
    ratings = [rated(street, 1 + n % 5, f"V{n}", on="2026-10-06") for n in range(25)]
    assert "找到 25 条" in firm.get("/company/reviews").content.decode()
    assert "找到 5 条" in firm.get("/company/reviews?stars=1").content.decode()
    assert "找到 25 条" in firm.get(f"/company/reviews?worker={street.her}&page=2").content.decode()
    assert "没有符合条件" in firm.get("/company/reviews?reply=given").content.decode()
    assert firm.post("/company/reviews?stars=1", {"worker": street.her, "review": ratings[0], "text": "已改进。"})["Location"].startswith("/company/reviews?stars=1#r")
    assert "找到 1 条" in firm.get("/company/reviews?reply=given").content.decode()
    assert "找到 24 条" in firm.get("/company/reviews?reply=none").content.decode()
    rows = list(load_workbook(BytesIO(fresh(firm).post("/company/reviews.xlsx", {"stars": "1", "purpose": "核对评价回复"}).content)).active.values)
    assert len(rows) == 6 and "已改进。" in {row[10] for row in rows} and rows[1][6] == "2026 年 10 月"


def test_what_is_refused_stays_typed_with_the_thing_and_the_rule(street: Street, firm: Client) -> None:
    rating = rated(street, 2, "V1")
    answer = firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "请打 13800138000"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "一串数字“13800138000”" in page and "请打 13800138000</textarea>" in page
    assert "没有这条评价" in firm.post("/company/reviews", {"worker": street.her, "review": "nothing", "text": "已改进。"}).content.decode()
    assert record.facts_about(street.her).of("reply") == ()


def test_another_company_and_other_officers_find_nothing(street: Street, firm: Client) -> None:
    rating = rated(street, 2, "V1")
    other = "OTHERCOMPANYAAAA"
    access.set_up_organisation(console_actor(), other, CAST.rival.name, "company", CAST.rival.region, CAST.rival.credit_code)
    rival = signed_in(access.set_up_account(console_actor(), "rival", Role.COMPANY_MANAGER, organisation=other, label="x"))
    assert rival.post("/company/reviews", {"worker": street.her, "review": rating, "text": "已改进。"}).status_code == 404
    assert "还没有评价" in rival.get("/company/reviews").content.decode()
    assert rival.get(f"/office/companies/{street.company}/reviews").status_code == 404
    assert desk(Role.MARKET).get(f"/office/companies/{street.company}/reviews").status_code == 403


def test_she_reads_her_ratings_with_the_reply_and_the_bureau_hides_it(street: Street, firm: Client) -> None:
    her = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=CAST.worker.phone, subject=street.her))
    rating = rated(street, 2, "V1", "地没拖干净")
    assert firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "已安排复查。"}).status_code == 302
    page = her.get("/me/reviews").content.decode()
    assert "地没拖干净" in page and "已安排复查。" in page and CAST.company.name in page
    clerk = desk(Role.BUREAU_CLERK, username="desk")
    assert "/reviews" in clerk.get(f"/office/companies/{street.company}").content.decode()
    listed = clerk.get(f"/office/companies/{street.company}/reviews").content.decode()
    assert "已安排复查。" in listed and "隐藏这条回复" in listed
    assert "已安排复查。" in clerk.get(f"/office/workers/{street.her}").content.decode()
    (reply,) = record.facts_about(street.her).of("reply")
    hide = f"/office/replies/{street.her}/{reply.id}/hide"
    assert "没有写明隐藏的原因" in clerk.post(hide, {"why": ""}).content.decode()
    assert clerk.post(hide, {"why": "语气伤人，请学习规范", "company": street.company})["Location"].endswith("/reviews")
    for browser, address in ((her, "/me/reviews"), (firm, "/company/reviews"), (clerk, f"/office/companies/{street.company}/reviews?which=all")):
        assert "已安排复查。" not in browser.get(address).content.decode(), address
    assert "语气伤人，请学习规范" in firm.get("/company/reviews").content.decode()
    assert "隐藏" in firm.get("/company/").content.decode()
    assert len(list(load_workbook(BytesIO(fresh(clerk).post(f"/office/companies/{street.company}/reviews.xlsx", {"which": "hidden", "purpose": "核对评价回复"}).content)).active.values)) == 2


def test_she_can_object_to_a_reply_and_it_is_marked(street: Street, firm: Client) -> None:
    her = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=CAST.worker.phone, subject=street.her))
    rating = rated(street, 2, "V1")
    firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "是她不愿意拖地。"})
    (reply,) = record.facts_about(street.her).of("reply")
    assert her.post("/me/cases/object", {"entry": reply.id, "why": "不是事实"}).status_code == 302
    assert "异议中" in her.get("/me/reviews").content.decode() and "异议中" in firm.get("/company/reviews").content.decode()


def test_more_reviews_ask_the_database_no_more_often(street: Street, firm: Client, django_assert_max_num_queries) -> None:
    for n in range(25):
        rating = rated(street, 1 + n % 5, f"V{n}", "好", "2026-10-06")
        firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "谢谢。"})
    street.now += timedelta(days=2)
    with django_assert_max_num_queries(25):
        assert "找到 25 条" in firm.get("/company/reviews").content.decode()


def test_on_english_pages_only_what_was_typed_and_names_are_chinese(street: Street, firm: Client) -> None:
    her = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=CAST.worker.phone, subject=street.her))
    clerk = desk(Role.BUREAU_CLERK, username="desk")
    for n, on in enumerate(["2026-10-06"] * 5 + ["2026-08-01", "2026-07-01", "2026-07-02", "2026-08-04", "2026-09-05", "2026-02-01"]):
        rating = rated(street, 1 + n % 5, f"V{n}", "地没拖干净", on)
        firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "已改进。"})
    replies = record.facts_about(street.her).of("reply")
    clerk.post(f"/office/replies/{street.her}/{replies[0].id}/hide", {"why": "语气伤人"})
    named = re.compile("王\\*芳|样例[^ <]*|语气伤人|中文|企业负责人|desk")
    pages = ((firm, "/company/reviews"), (her, "/me/reviews"), (clerk, f"/office/companies/{street.company}/reviews?which=all"), (firm, "/company/"))
    for browser, address in pages:
        browser.cookies[COOKIE] = ENGLISH
        said = Spoken(browser.get(address).content.decode(), "en").said
        assert not [one for one in said if CHINESE.search(named.sub("", one))], address
    refused = firm.post("/company/reviews", {"worker": street.her, "review": rating, "text": "请打 13800138000"}).content.decode()
    assert "The reply holds the digits" in refused
    shown = firm.get("/company/reviews").content.decode()
    assert "October 2026" in shown and "2026, quarter 3" in shown

"""Story 9: civil affairs asks for carers of a grade-3 elder on working days; nobody with an expired check is named, each place is explained."""

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect

from jiaxin.apps.access.actions import set_up_account
from jiaxin.apps.access.queries import console_actor
from jiaxin.domain.permissions import Role
from tests.browser.district import District, press
from tests.factories.carers import STREET, STREET_NAME, carer, set_street
from tests.portals.field.doors import person
from tests.portals.office.officers import officer

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


def test_story_9_civil_affairs_finds_carers_and_sees_why_they_stand_where_they_stand(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.at("2026-11-23")
    set_street()
    tried, fresh = carer(district.street, 1, orders=6, days=WORKDAYS), carer(district.street, 2)
    expired, shy = carer(district.street, 3, health="2025-11-20"), carer(district.street, 4, purposes=("filing", "publication", "health", "background"))
    district.follow()
    district.actors["civil"] = officer(Role.CIVIL, "civil")
    district.actors["tried"] = set_up_account(console_actor(), "p-tried", Role.WORKER, phone=person(1)["phone"], subject=tried)
    with district.seat(browser, "civil") as page:
        page.goto(f"{district.address}/office/")
        press(page.get_by_role("link", name="找照护人员").first)
        page.get_by_label("老人能力等级").select_option("3")
        page.get_by_label("老人住在").select_option(STREET)
        for word in ("周一", "周二", "周三", "周四", "周五"):
            expect(page.get_by_label(word, exact=True)).to_be_checked()
        press(page.get_by_role("button", name="找人"))
        rows = page.locator("tbody tr")
        expect(page.locator("h2").first).to_contain_text(f"{STREET_NAME}，3 级老人，周一、周二、周三、周四、周五")
        expect(rows).to_have_count(2)
        assert [page.locator(f"tbody a[href='/office/workers/{one}']").count() for one in (tried, fresh, expired, shy)] == [1, 1, 0, 0]
        for at, words in ((0, ("照护经验 +12", "近 12 个月做过 6 单养老照护", "日子合适 +15")), (1, ("证照长期有效 +10", "她没有登记可服务的日子"))):
            for word in words:
                expect(rows.nth(at)).to_contain_text(word)
        expect(page.locator("main")).to_contain_text("没有有效的养老照护类健康证明")
        page.get_by_label("姓名、拼音、身份证后四位或信用码").fill(person(3)["id_number"][-4:])
        press(page.get_by_role("button", name="问一问"))
        expect(page.locator("main")).to_contain_text("没有有效的养老照护类健康证明")
        page.get_by_label("姓名、拼音、身份证后四位或信用码").fill(person(4)["id_number"][-4:])
        press(page.get_by_role("button", name="问一问"))
        expect(page.locator("main")).to_contain_text("没有找到这个人，或本人没有同意")
        assert not any(person(n)["name"] in page.content() for n in (1, 2, 3, 4)), "names are masked"
    with district.seat(browser, "tried", 390) as page:
        page.goto(f"{district.address}/me/looks")
        expect(page.locator("main")).to_contain_text("查找照护人员")
    query = f"/office/carers?grade=3&street={STREET}&start=2026-11-23&" + "&".join(f"day={day}" for day in WORKDAYS)
    district.picture(browser, "civil", query, "carers")
    district.picture(browser, "tried", "/me/work", "work-days")

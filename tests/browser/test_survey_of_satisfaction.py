"""After her rating a family answers a few questions on one screen of its phone, or says no; sums stand before officers and the company a month later."""

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from jiaxin.apps.presenting import surveying, visiting
from jiaxin.apps.presenting.models import SurveySheet
from tests.apps.presenting.test_visiting import scan
from tests.browser.district import District, press
from tests.browser.looking import LARGE, too_small, violations

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]
PHONE = 844  # px of height


def rates(page: Page, address: str, secret: str) -> None:
    page.goto(f"{address}/family/visit/{secret}")
    page.get_by_label("5 星 · 很满意").check()
    press(page.get_by_role("button", name="封存评价"))


def test_one_screen_is_answered_once_and_the_same_phone_is_left_alone(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.at("2026-11-05", "01:00")
    first = visiting.confirm(*scan(district.street.her))
    with district.seat(browser, "", 390) as page:
        rates(page, district.address, first)
        expect(page.get_by_role("heading", name="再问几个小问题")).to_be_visible()
        for button in ("交上", "不答了"):
            box = page.get_by_role("button", name=button).bounding_box()
            assert box is not None and box["y"] + box["height"] <= PHONE, f"{button} is below the screen: {box}"
        assert violations(page) == []
        press(page.get_by_role("button", name="交上"))
        expect(page.get_by_text("还没有选")).to_be_visible()
        page.get_by_label("满意", exact=True).check()
        page.get_by_label("是一样的").check()
        press(page.get_by_role("button", name="交上"))
        expect(page.get_by_role("heading", name="评价已封存")).to_be_visible()
        expect(page.get_by_text("还有几个小问题")).to_have_count(0)
        page.goto(f"{district.address}/family/visit/{first}/survey")
        expect(page.get_by_text("不用再答了")).to_be_visible()
        district.at("2026-11-06", "01:00")
        second = visiting.confirm(*scan(district.street.her))
        rates(page, district.address, second)  # the same phone, the next day
        expect(page.get_by_role("heading", name="评价已封存")).to_be_visible()
        expect(page.get_by_text("还有几个小问题")).to_have_count(0)
    assert [one.answers for one in surveying.sheets(["2026-11"])] == [{"overall": "满意", "price": "是一样的"}]


def test_the_large_view_holds_and_a_family_may_say_no(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.at("2026-11-05", "01:00")
    secret = visiting.confirm(*scan(district.street.her))
    with district.seat(browser, "", 390) as page:
        page.context.add_cookies([{"name": "view", "value": "elder", "url": district.address}])
        rates(page, district.address, secret)
        assert too_small(page, LARGE) == [] and violations(page, of_sizes=True) == []
        press(page.get_by_role("button", name="不答了"))
        expect(page.get_by_role("heading", name="评价已封存")).to_be_visible()
    assert [one.answers for one in surveying.sheets(["2026-11"])] == [{}]


def test_officers_and_the_company_see_sums_and_no_answer(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.streets()
    for day in range(14):
        district.at(f"2026-11-{day + 5:02}")
        secret = visiting.confirm(*scan(district.street.her))
        visiting.say_as_family(secret, 5, "")
        surveying.ask(secret)
        surveying.answer(secret, {"overall": "满意" if day else "不满意", "work": "干得好"})
    assert SurveySheet.objects.count() == 14
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/survey")
        expect(page.get_by_role("heading", name="答卷还不够")).to_be_visible()  # the month is not over
    district.at("2026-12-01")
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/survey")
        for by, name in (("company", ""), ("street", "样例东街道"), ("size", "微型企业"), ("month", "2026-11")):
            page.goto(f"{district.address}/office/survey?by={by}")
            row = page.locator("section", has=page.get_by_role("heading", name="总的来说，您满意吗？")).locator("tbody tr").filter(has_text=name)
            expect(row.first.locator(".jx-num")).to_have_text(["15", "15", "90", "5"])  # 14, 14, 13 of 14, none: in fives
        expect(page.get_by_text("份数太少，不公布").first).to_be_visible()  # the one that was not content
        assert violations(page) == []
        page.goto(f"{district.address}/office/board")
        expect(page.get_by_text("服务满意率")).to_be_visible()
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/survey")
        expect(page.locator("tbody tr").first.locator(".jx-num")).to_have_text(["15", "15", "90", "5"])
        assert violations(page) == []
    district.picture(browser, "clerk", "/office/survey", "office-survey")
    district.picture(browser, "company", "/company/survey", "company-survey")
    district.picture(browser, "clerk", "/office/board/survey_content", "figure-survey")

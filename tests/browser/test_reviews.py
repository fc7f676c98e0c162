"""A family rates at the door; its company answers; the family reads the answer on the page that only its phone knows."""

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect

from jiaxin.apps.ledger import queries as record
from jiaxin.apps.presenting import visiting
from tests.apps.presenting.test_visiting import scan
from tests.browser.district import District, press

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def test_the_company_answers_and_the_family_reads_it(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.at("2026-11-05")
    secret = visiting.confirm(*scan(district.street.her))
    with district.seat(browser, "", 390) as page:
        page.goto(f"{district.address}/family/visit/{secret}")
        expect(page.get_by_text("她的公司也看得到星级和文字")).to_be_visible()
        page.get_by_label("2 星 · 不满意").check()
        page.get_by_label("想说的话").fill("地没拖干净")
        press(page.get_by_role("button", name="封存评价"))
    district.at("2026-11-21")
    assert visiting.open_due() == 1
    district.follow()
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/reviews")
        expect(page.get_by_role("heading", name="还没有评价")).to_be_visible()  # the month is not over
    district.at("2026-12-01")
    with district.seat(browser, "company", 390) as page:
        page.goto(f"{district.address}/company/")
        page.goto(f"{district.address}/company/reviews")
        expect(page.get_by_text("地没拖干净")).to_be_visible()
        page.locator("summary", has_text="回复").click()
        page.get_by_label("回复内容").fill("请打 13800138000")
        press(page.get_by_role("button", name="发出"))
        expect(page.get_by_text("电话、证件号和单号都不能写")).to_be_visible()
        page.get_by_label("回复内容").fill("对不起，已安排复查并重新拖地。")
        press(page.get_by_role("button", name="发出"))
        expect(page.get_by_text("回复已发出")).to_be_visible()
    assert [e.get("text") for e in record.facts_about(district.street.her).of("reply")] == ["对不起，已安排复查并重新拖地。"]
    with district.seat(browser, "", 390) as page:
        page.goto(f"{district.address}/family/visit/{secret}")
        expect(page.get_by_text("对不起，已安排复查并重新拖地。")).to_be_visible()
    district.picture(browser, "", f"/family/visit/{secret}", "visit-replied")
    district.picture(browser, "company", "/company/reviews", "company-reviews")
    district.picture(browser, "her", "/me/reviews", "her-reviews")
    district.picture(browser, "clerk", f"/office/companies/{district.street.company}/reviews", "office-replies")
    district.picture(browser, "clerk", f"/office/workers/{district.street.her}", "office-worker-reply")
    district.picture(browser, "clerk", "/office/cases?kind=complaint", "office-complaints")
    district.picture(browser, "company", "/company/", "company-home")

"""Story 10: the month's meeting – coverage with base and date, the streets furthest behind, what is late; printed and taken along."""


import pytest
from playwright.sync_api import Browser

from tests.browser.district import District, press

pytestmark = pytest.mark.browser


def test_the_papers_of_a_meeting_from_one_press_and_each_number_opens(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.streets()
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/packs")
        press(page.get_by_role("button", name="按现在的数据生成"))
        papers = page.url
        assert "个街道的建档率低于省线" in page.inner_text("main") and "摸底日期" in page.inner_text("main")
        page.get_by_label("核对查询号").fill("coverage:all")
        press(page.get_by_role("button", name="查看"))
        assert "建档率" in page.get_by_role("status").inner_text()
        for name, kind in (("Word", "docx"), ("PDF", "pdf"), ("Excel", "xlsx")):
            with page.expect_download() as taken:
                page.locator("main").get_by_role("link", name=name).click()
            assert taken.value.suggested_filename.endswith(kind)
        page.goto(f"{district.address}/office/board")
        press(page.locator("a[href$='/office/board/coverage']"))
        assert "÷" in page.inner_text("main") and "省线" in page.inner_text("main")
    district.picture(browser, "company", "/company/quality", "company-quality")
    district.picture(browser, "", "/notices/statistics", "statistics")
    district.picture(browser, "clerk", "/office/board", "board")
    district.picture(browser, "clerk", "/office/board/coverage", "figure")
    district.picture(browser, "clerk", "/office/packs", "packs")
    district.picture(browser, "clerk", papers.removeprefix(district.address), "pack")

"""Her phone: a record frozen and a value corrected, the desk's answer on its page; a family's page of its data."""

import os
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from tests.browser.district import press, serving
from tests.browser.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def _looked(page: Page, name: str) -> None:
    if folder := os.environ.get("JIAXIN_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]  # a window has a size
    assert not (found := violations(page)), found
    if page.viewport_size["width"] < 600:  # type: ignore[index]  # as above
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]  # as above


def test_a_record_is_frozen_and_another_corrected(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        with district.seat(chromium_here, "her", 390) as page:
            page.goto(f"{district.address}/me/rights")
            _looked(page, "rights")
            press(page.get_by_role("link", name="要求冻结"))
            _looked(page, "freeze")
            page.get_by_label("整份档案").check()
            page.locator("#ground").select_option("disputed")
            page.locator("#why").fill("正在核实，先别用")
            press(page.get_by_role("button", name="要求冻结"))
            assert "已提出" in page.inner_text("main")
            _looked(page, "freeze-case")
            frozen = page.url.rsplit("/", 1)[-1]
            page.goto(f"{district.address}/me/rights/correct")
            _looked(page, "correct")
            press(page.get_by_role("link", name="更正这条").first)
            page.locator("#field").select_option("education")
            page.locator("#right_value").fill("大专")
            page.locator("#why").fill("填表时写错了")
            _looked(page, "correct-form")
            press(page.get_by_role("button", name="要求更正"))
            corrected = page.url.rsplit("/", 1)[-1]
        with district.seat(chromium_here, "clerk") as page:
            page.goto(f"{district.address}/office/cases/{corrected}")
            press(page.get_by_role("button", name="受理核查"))
            _looked(page, "desk-correct")
            page.locator("#correct-why").fill("与毕业证核对无误")
            press(page.get_by_role("button", name="更正", exact=True))
            page.goto(f"{district.address}/office/cases/{frozen}")
            _looked(page, "desk-freeze")
            page.locator("#grant-why").fill("核实期间停止使用")
            page.locator("#grant-until_on").fill("2099-01-01")
            press(page.get_by_role("button", name="决定冻结"))
        with district.seat(chromium_here, "her", 390) as page:
            page.goto(f"{district.address}/me/rights")
            text = page.inner_text("main")
            assert "已更正" in text and "整份档案已冻结" in text
            _looked(page, "rights-after")


@pytest.mark.parametrize("wide", [390, 1440])
def test_a_familys_page(chromium_here: Browser, tmp_path: Path, wide: int) -> None:
    with serving(tmp_path) as district, district.seat(chromium_here, "family", wide) as page:
        page.goto(f"{district.address}/family/rights")
        page.get_by_text("要求冻结").first.click()
        _looked(page, "family")
        assert "165****0001" in page.inner_text("main")

"""朗读: in the large views a button reads the page's sentences, stops when pressed again, and is not there where nobody can speak."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.browser import window
from tests.browser.district import District, seated
from tests.browser.voice import VOICE

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="a voice is the same on both databases")]
_MUTE = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis"


def in_large(page: Page, address: str, engine: str = VOICE) -> None:
    page.context.add_cookies([{"name": "view", "value": "elder", "url": address}])
    page.add_init_script(engine)


def read_and_stopped(page: Page) -> list[str]:
    """The sentences that the stand-in was given; then the button has been pressed once more and it was told to stop."""
    page.get_by_role("button", name="朗读", exact=True).click()
    said: list[str] = page.evaluate("window.said.map((one) => one.text)")
    assert page.evaluate("window.said.every((one) => one.lang.startsWith('zh') && one.text.length <= 121)")
    before = page.evaluate("window.stopped")
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("window.stopped") == before + 1
    expect(page.get_by_role("button", name="朗读", exact=True)).to_be_visible()
    return said


def test_a_family_page_is_read_in_the_large_view_only(chromium_here: Browser, tmp_path: Path) -> None:
    window.build(tmp_path)
    with window.serving(tmp_path) as address:
        with seated(chromium_here, address, None, 390) as page:
            page.goto(f"{address}/c/{window.CODES['green']}")
            expect(page.get_by_role("button", name="朗读")).to_have_count(0)
            in_large(page, address)
            page.reload()
            said = "".join(read_and_stopped(page))
            assert "证照有效" in said and "开门前" in said and "长辈版" not in said
        with seated(chromium_here, address, None, 390) as page:
            in_large(page, address, _MUTE)
            page.goto(f"{address}/c/{window.CODES['green']}")
            expect(page.locator("h1")).to_be_visible()
            expect(page.get_by_role("button", name="朗读")).to_have_count(0)


def test_open_pages_her_own_and_the_notice_at_the_door_are_read(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "", 390) as page:
        in_large(page, district.address)
        page.goto(f"{district.address}/report/")
        said = "".join(read_and_stopped(page))
        assert page.inner_text("h1").strip()[:6] in said
        page.add_init_script(_MUTE)
    with district.seat(browser, "her", 390) as page:
        in_large(page, district.address)
        page.goto(f"{district.address}/me/consents")
        assert "撤回后" in "".join(read_and_stopped(page))
        page.goto(f"{district.address}/field/capture")
        expect(page.locator("[data-screen]:not([hidden])")).to_have_count(1)  # the page has chosen a screen and hides none any more
        page.evaluate("document.querySelector('[data-screen=open]').hidden = false")
        page.locator("[data-read]").click()
        assert "信用档案" in page.evaluate("window.said.map((one) => one.text).join('')")
        expect(page.locator("[data-no-voice]")).to_be_hidden()

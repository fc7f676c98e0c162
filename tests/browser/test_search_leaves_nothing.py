"""A search by name leaves nothing in the browser: no entry that holds what was typed, no suggestion; and it is shown, refused and filtered like a page."""

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from jiaxin.apps.registry import queries as registry
from tests.browser.district import District, found_within

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def _searched(page: Page, typed: str) -> None:
    page.locator("input[type=search]").fill(typed)
    with found_within(page):
        page.locator("input[type=search]").press("Enter")


def test_what_is_typed_is_found_and_becomes_no_entry_of_the_history(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.follow()
    name = registry.people([district.street.her])[district.street.her].name
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/workers")
        before = page.evaluate("history.length")
        for typed in (name, "无此人甲乙", name):  # the form that came back works like the first
            _searched(page, typed)
            expect(page.locator("input[type=search]")).to_have_value(typed)
        expect(page.get_by_role("status").first).to_contain_text("找到 1 人")
        assert page.evaluate("history.length") == before and page.url == f"{district.address}/office/workers"
        assert page.evaluate("[...document.forms].every((form) => form.hasAttribute('autocomplete'))")
        kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])")
        assert name not in kept


def test_without_anything_typed_the_filters_stand_in_the_address(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.follow()
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/workers")
        page.locator("select[name=state]").select_option(index=1)
        with page.expect_navigation(url="**/office/workers?*"):
            page.locator("input[type=search]").press("Enter")


def test_a_refusal_is_read_like_a_page(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/workers")
        page.route("**/office/workers", lambda route: route.fulfill(status=409, content_type="text/html; charset=utf-8", body="<main id='content'><h1>今天看的人已到上限</h1></main>"))
        _searched(page, "样例")
        expect(page.get_by_role("heading", name="今天看的人已到上限")).to_be_visible()

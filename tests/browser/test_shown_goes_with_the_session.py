"""What is shown goes with the session: pages still open are cleared when it ends, whoever ended it; drafts under way are sealed first (OWASP ASVS 5.0, 14.3.1)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from jiaxin.apps.access import sessions
from jiaxin.apps.access.models import Account, Session
from tests.browser.district import PICTURES, District, press
from tests.browser.looking import violations
from tests.browser.test_her_own_papers import _RAW, newcomer, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shows(page: Page, district: District, path: str, words: str) -> None:
    page.goto(f"{district.address}{path}")
    expect(page.locator("#content")).to_contain_text(words)


def cleared(page: Page, *words: str) -> None:
    expect(page.get_by_role("heading", name="已退出")).to_be_visible()
    text = page.evaluate("document.documentElement.outerHTML + document.title + [...document.querySelectorAll('input')].map((one) => one.value).join()")
    assert not [word for word in words if word in text]
    assert page.title().startswith("已退出")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/signed-out-{page.viewport_size['width']}.png")  # type: ignore[index]  # it was given
    expect(page.get_by_role("link", name="重新登录")).to_be_visible()


def test_signed_out_in_another_tab(here: tuple[District, Browser]) -> None:
    district, chromium = here
    with district.seat(chromium, "her", 390) as page:
        shows(page, district, "/account/", "正在登录的设备")
        other = page.context.new_page()
        other.goto(f"{district.address}/me/")
        expect(page.get_by_role("heading", name="已退出")).to_have_count(0)  # another page of the same person changes nothing
        other.goto(f"{district.address}/sign-out/")
        with other.expect_response(lambda one: one.url.endswith("/sign-out/") and one.request.method == "POST") as answer:
            press(other.get_by_role("button", name="退出"))
        assert answer.value.header_value("clear-site-data") == '"cache"'
        cleared(page, "正在登录的设备")
        assert violations(page) == []
        expect(page.get_by_role("link", name="重新登录")).to_have_attribute("href", "/sign-in/?next=%2Faccount%2F")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_ended_from_elsewhere_it_is_noticed_within_a_minute(here: tuple[District, Browser]) -> None:
    district, chromium = here
    with district.seat(chromium, "clerk") as page:
        page.clock.install()
        shows(page, district, "/account/", "正在登录的设备")
        page.clock.run_for(61_000)
        expect(page.get_by_role("heading", name="已退出")).to_have_count(0)
        ended(district, "clerk")
        page.clock.run_for(61_000)
        cleared(page, "正在登录的设备")


def test_asking_keeps_nobody_signed_in_and_working_does(here: tuple[District, Browser]) -> None:
    district, chromium = here
    with district.seat(chromium, "clerk") as page:
        page.clock.install()
        shows(page, district, "/account/", "正在登录的设备")
        account = Account.objects.get(username="clerk")
        key = page.context.cookies()[0]["value"]
        _seen_before(key, 300)
        with page.expect_response(lambda one: one.url.endswith("/sign-in/still")):
            page.clock.run_for(61_000)
        assert (sessions.seats(account.pk)[0].seen_at or 0) == Session.objects.get(session_key=key).seen_at
        before = Session.objects.get(session_key=key).get_decoded()["seen_at"]
        page.keyboard.press("Shift")
        with page.expect_response(lambda one: "here=1" in one.url):
            page.clock.run_for(61_000)
        assert Session.objects.get(session_key=key).get_decoded()["seen_at"] > before + 200
        _seen_before(key, 16 * 60)  # nobody there for longer than the limit
        page.clock.run_for(61_000)
        cleared(page, "正在登录的设备")


def _seen_before(key: str, seconds: float) -> None:
    from jiaxin.apps.access.session_store import SEEN, SessionStore

    store = SessionStore(key)
    store[SEEN] = float(store[SEEN]) - seconds
    store.save()


def test_without_a_network_the_clock_decides(here: tuple[District, Browser]) -> None:
    district, chromium = here
    with district.seat(chromium, "clerk") as page:
        page.clock.install()
        shows(page, district, "/account/", "正在登录的设备")
        page.context.set_offline(True)
        page.clock.run_for(10 * 60_000)
        expect(page.get_by_role("heading", name="已退出")).to_have_count(0)
        page.clock.run_for(6 * 60_000)
        cleared(page, "正在登录的设备")


def test_a_page_the_browser_kept_comes_back_covered_and_is_cleared(here: tuple[District, Browser]) -> None:
    district, chromium = here
    with district.seat(chromium, "her", 390) as page:
        shows(page, district, "/account/", "正在登录的设备")
        away = "(yes) => dispatchEvent(new PageTransitionEvent(yes ? 'pagehide' : 'pageshow', { persisted: true }))"
        page.evaluate(away, True)
        expect(page.locator("body")).to_have_css("visibility", "hidden")
        page.evaluate(away, False)
        expect(page.locator("body")).to_have_css("visibility", "visible")  # she is still signed in
        page.evaluate(away, True)
        ended(district, "her")
        page.evaluate(away, False)
        cleared(page, "正在登录的设备")


def test_a_draft_under_way_is_sealed_before_the_page_is_cleared_and_is_back_after_signing_in(here: tuple[District, Browser], tmp_path: Path) -> None:
    district, chromium = here
    newcomer(district)
    with district.seat(chromium, "new", 390) as page:
        page.goto(f"{district.address}/me/file")
        ready(page)
        ended(district, "new")
        page.locator("[name=residence_address]").fill("样例东街道一号")
        page.evaluate("dispatchEvent(new Event('focus'))")  # before the pause after which it would have been kept anyway
        cleared(page, "样例东街道一号")
        page.context.add_cookies([{"name": "session", "value": district.client("new").cookies["session"].value, "url": district.address}])
        page.goto(f"{district.address}/me/file")
        ready(page)
        expect(page.locator("[name=residence_address]")).to_have_value("样例东街道一号")


def ended(district: District, who: str) -> None:
    """Somebody else ends every session of this account, as an administrator does."""
    assert sessions.end(Account.objects.get(username=district.actors[who].id).pk)


def test_who_signs_out_takes_a_draft_along_that_another_tab_had_not_sealed_yet(here: tuple[District, Browser]) -> None:
    district, chromium = here
    newcomer(district)
    with district.seat(chromium, "new", 390) as page:
        page.goto(f"{district.address}/me/file")
        ready(page)
        page.clock.install()
        page.clock.pause_at(page.evaluate("Date.now() + 1000"))  # what was typed waits to be sealed, for as long as the clock stands
        page.locator("[name=residence_address]").fill("样例东街道一号")
        other = page.context.new_page()
        other.goto(f"{district.address}/sign-out/")
        press(other.get_by_role("button", name="退出"))
        page.clock.resume()
        cleared(page, "样例东街道一号")
        assert page.evaluate(_RAW)["names"] == []

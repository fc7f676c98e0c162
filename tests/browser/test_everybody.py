"""Every public page and the home of every role: axe finds nothing, in the plain view and in the large ones; each measure holds.

What a family reads is looked at in both languages; the rest of the pages in English by the walk of every page.
"""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser

from jiaxin.portals.shared.language import COOKIE
from tests.browser import gallery, open_pages, window
from tests.browser.district import press, seated, serving
from tests.browser.keyboard import cut, keyboard
from tests.browser.lively import Lively, lively
from tests.browser.looking import LARGE, LARGEST, missing, too_small, violations
from tests.browser.voice import VOICE

pytestmark = pytest.mark.browser
same_on_both = pytest.mark.skipif(connection.vendor == "postgresql", reason="letters are as large on both databases")
LOOKED = (("", "zh"), ("elder", "zh"), ("elder30", "zh"), ("", "en"), ("elder30", "en"))  # view and language
HOMES = {
    "clerk": ("/office/", "/office/board", "/office/board/coverage", "/office/packs", "/office/coverage", "/office/workers", "/office/cases"),
    "company": ("/company/", "/company/quality", "/company/workers", "/company/upload"),
    "her": ("/me/", "/me/looks", "/me/score"), "family": ("/family/cases",), "association": ("/office/",),
}  # fmt: skip


def test_no_open_page_is_left_out(transactional_db: None, tmp_path: Path) -> None:
    with lively(tmp_path, served=False) as district:
        assert open_pages.visited(district).keys() == open_pages.open_names(), "say in open_pages where the page is seen, or why it is none"
    assert open_pages.CONSUMER.keys() == open_pages.heads(), "say in open_pages where the page is seen, or why it is none"


@same_on_both
def test_every_page_of_the_look_up(chromium_here: Browser, tmp_path: Path) -> None:
    window.build(tmp_path, b"\xff\xd8 a face", {"a" * 16: [(open_pages.OLD, "X" * 26)], "b" * 16: [("AXF1234567", "")], "c" * 16: [("JZY3402120038", "Y" * 26)], "d" * 16: [("JZY3402120038", "Z" * 26)]})
    paths = [path for some in open_pages.CONSUMER.values() if not isinstance(some, str) for path in some]
    with window.serving(tmp_path) as address:
        found = [f"{language} {view or 'plain'} {one}" for view, language in LOOKED for one in _looked_at(chromium_here, address, paths, view, language)]
    if pictures := gallery.wanted():
        pictures.hang()
    assert not found, f"{len(found)}:\n" + "\n".join(found[:80])


@same_on_both
def test_every_open_page_of_the_entrance(played_district: Lively, chromium_here: Browser) -> None:
    district = played_district
    paths = [path for some in open_pages.visited(district).values() if not isinstance(some, str) for path in some] + ["/nowhere"]
    steps = open_pages.in_steps()
    found = []
    for view, language in LOOKED:
        found += [f"{language} {view or 'plain'} {one}" for one in _looked_at(chromium_here, district.address, paths, view, language)]
        for client, path in steps.values():
            found += [f"{language} {view or 'plain'} {one}" for one in _looked_at(chromium_here, district.address, [path], view, language, client)]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:80])


def _looked_at(browser: Browser, address: str, paths: list[str], view: str, language: str, client: Client | None = None) -> list[str]:
    """Each page loaded as somebody gets it who has chosen this view and language; what is wrong with it."""
    found: list[str] = []
    pictures = gallery.wanted()
    cookies = {"view": view, "lang": language, COOKIE: language}
    with seated(browser, address, client, 390) as page:
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items() if value])
        page.add_init_script(VOICE)
        for path in paths:
            page.goto(f"{address}{path}")
            told = [*missing(page, view), *cut(page, 390), *(too_small(page, LARGEST if view == "elder30" else LARGE) if view else ())]
            told += violations(page, of_sizes=bool(view) or language != "zh")
            told += keyboard(page) if not view and language == "zh" else []
            found += [f"{path}: {one}" for one in told]
            if pictures:
                pictures.take(page, "-".join(filter(None, ("family", view, language.replace("zh", "")))), path)
                page.set_viewport_size({"width": 390, "height": 844})
    return found


def test_the_switch_of_a_family_page_stays_and_goes_back(chromium_here: Browser, tmp_path: Path) -> None:
    window.build(tmp_path)
    with window.serving(tmp_path) as address:
        context = chromium_here.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
        page = context.new_page()
        page.goto(f"{address}/c/{window.CODES['green']}")
        press(page.get_by_role("link", name="长辈版"))
        page.goto(f"{address}/help")
        assert "elder" in (page.locator("body").get_attribute("class") or "")
        press(page.get_by_role("link", name="标准版"))
        page.goto(f"{address}/")
        assert "elder" not in (page.locator("body").get_attribute("class") or "")
        context.close()


def test_the_homes_of_the_roles(transactional_db: None, chromium_here: Browser, tmp_path: Path) -> None:
    found: list[str] = []
    with serving(tmp_path) as district:
        for who, paths in HOMES.items():
            with district.seat(chromium_here, who) as page:
                for path in paths:
                    answer = page.goto(f"{district.address}{path}")
                    assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
                    found += [f"{who} {path}: {one}" for one in violations(page)]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:60])

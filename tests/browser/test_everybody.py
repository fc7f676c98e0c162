"""Every public page and the home of every role: axe finds nothing, in the plain view and in the large ones; each measure holds.

What a family reads is looked at in both languages; the rest of the pages in English by the walk of every page.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import gallery, window
from tests.browser.district import PICTURES, serving
from tests.browser.keyboard import cut
from tests.browser.looking import too_small, violations

pytestmark = pytest.mark.browser
FAMILY = (
    "/", "/help", "/company", "/company?q=样例", f"/company/{window.FIRM.credit_code}", "/company/91340104MA00TEWT4Y", "/c/nothing", "/nowhere",
    *(f"/c/{code}" for code in window.CODES.values()), f"/c/{window.CODES['green']}?s=ok",
)  # fmt: skip
OPEN = ("/notices/", "/notices/statistics", "/notices/pledge", "/report/", "/report/reply/", "/verify/", "/sign-in/", "/sign-in/phone/")
HOMES = {
    "clerk": ("/office/", "/office/board", "/office/board/coverage", "/office/packs", "/office/coverage", "/office/workers", "/office/cases"),
    "company": ("/company/", "/company/quality", "/company/workers", "/company/upload"),
    "her": ("/me/", "/me/looks", "/me/score"), "family": ("/family/cases",), "association": ("/office/",),
}  # fmt: skip


def test_every_page_a_family_reads(chromium_here: Browser, tmp_path: Path) -> None:
    window.build(tmp_path, b"\xff\xd8 a face")
    found: list[str] = []
    pictures = gallery.wanted()
    with window.serving(tmp_path) as address:
        for view, language in (("", "zh"), ("elder", "zh"), ("elder30", "zh"), ("", "en"), ("elder30", "en")):
            context = chromium_here.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="block")
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("view", view), ("lang", language)) if value])
            page = context.new_page()
            for path in FAMILY:
                page.goto(f"{address}{path}")
                found += [f"{language} {view or 'plain'} {path}: {one}" for one in (*violations(page), *cut(page, 390), *(too_small(page) if view else ()))]
                if pictures:
                    pictures.take(page, "-".join(filter(None, ("family", view, language.replace("zh", "")))), path)
                    page.set_viewport_size({"width": 390, "height": 844})
            context.close()
    if pictures:
        pictures.hang()
    assert not found, f"{len(found)}:\n" + "\n".join(found[:60])


def test_the_switch_of_a_family_page_stays_and_goes_back(chromium_here: Browser, tmp_path: Path) -> None:
    window.build(tmp_path)
    with window.serving(tmp_path) as address:
        context = chromium_here.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
        page = context.new_page()
        page.goto(f"{address}/c/{window.CODES['green']}")
        page.get_by_role("link", name="长辈版").click()
        page.goto(f"{address}/help")
        assert "elder" in (page.locator("body").get_attribute("class") or "")
        page.get_by_role("link", name="标准版").click()
        page.goto(f"{address}/")
        assert "elder" not in (page.locator("body").get_attribute("class") or "")
        context.close()


def test_every_open_page_and_the_homes_of_the_roles(transactional_db: None, chromium_here: Browser, tmp_path: Path) -> None:
    found: list[str] = []
    with serving(tmp_path) as district:
        for view in ("", "elder", "elder30"):
            with district.seat(chromium_here, "", 390) as page:
                if view:
                    page.context.add_cookies([{"name": "view", "value": view, "url": district.address}])
                for path in OPEN:
                    answer = page.goto(f"{district.address}{path}")
                    assert answer is not None and answer.ok, path
                    found += [f"{view or 'plain'} {path}: {one}" for one in (*violations(page), *(too_small(page) if view else ()))]
                    if PICTURES and path in ("/notices/", "/report/"):
                        page.screenshot(path=f"{PICTURES}/open{OPEN.index(path)}-{view or 'plain'}.png", full_page=True)
        for who, paths in HOMES.items():
            with district.seat(chromium_here, who) as page:
                for path in paths:
                    answer = page.goto(f"{district.address}{path}")
                    assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
                    found += [f"{who} {path}: {one}" for one in violations(page)]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:60])

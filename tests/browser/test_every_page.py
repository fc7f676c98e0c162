"""Every page of every role, once before the browser: axe in each view, without a mouse, at 200 %, on a phone; and that each link leads somewhere.

    JIAXIN_WALK=1 pytest -n 0 -s tests/browser/test_every_page.py
    JIAXIN_WALK=1 JIAXIN_LANGUAGE=en ...the same pages for readers of English

Which pages there are is found by pressing links from home, and the table of addresses says whether a page was left out.
"""

import os
import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Page

from jiaxin.apps.access.doors import addresses
from jiaxin.portals.shared.language import COOKIE
from tests.browser import gallery
from tests.browser.district import seated
from tests.browser.keyboard import cut, dialogs, keyboard
from tests.browser.links import Seen, reached
from tests.browser.lively import OPEN, SEATS, Lively
from tests.browser.looking import violations

asked = bool(os.environ.get("JIAXIN_WALK") or gallery.wanted())
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not asked, reason="five minutes of a browser: asked for by JIAXIN_WALK=1 or a folder for pictures")]
LANGUAGE = os.environ.get("JIAXIN_LANGUAGE", "zh")
ZOOMED = 720  # a window of 1440 px at 200 %
MENUS = "() => { document.querySelectorAll('details.jx-menu[open]').forEach((one) => (one.open = false)); window.scrollTo(0, 0); }"
VIEWS = "(size) => document.documentElement.classList.add(`jx-${size}`)"


def test_every_page_of_every_role(played_district: Lively, chromium_here: Browser) -> None:
    wrong: list[str] = []
    pictures, looked = gallery.wanted(), Counter[str]()
    kinds: set[str] = set()
    routes: set[str] = set()
    only, pages = os.environ.get("JIAXIN_SEATS", "").split(), os.environ.get("JIAXIN_PAGES", "")  # while mending: these alone
    district = played_district
    for who in ("", *SEATS):
        if only and who not in only:
            continue
        client = district.client(who)
        client.cookies[COOKIE] = LANGUAGE
        starts = OPEN if not who else district.further(who)
        fresh = []
        for seen in reached(client, "/" if who else OPEN[0], starts):
            wrong += [f"{who} {seen.path} answers {seen.status}"] if _dead(seen) else []
            if re.search(pages, seen.path) and (seen.route not in routes or seen.kinds - kinds):
                fresh.append(seen)
            routes.add(seen.route)
            kinds |= seen.kinds
        with seated(chromium_here, district.address, client if who else None) as page:
            page.context.add_cookies([{"name": COOKIE, "value": LANGUAGE, "url": district.address}])
            for seen in fresh:
                looked[who] += 1
                wrong += [f"{who} {seen.path}: {one}" for one in _looked_at(page, district, who, seen, pictures, looked[who] == 1)]
    if pictures:
        pictures.hang()
    print(f"{sum(looked.values())} pages looked at: {dict(looked)}")
    left = sorted({one.route for one in addresses() if one.route not in routes and not one.route.startswith(("api/", "static/"))})
    print("not among them:", *left, sep="\n  ")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:400])


def _dead(seen: Seen) -> bool:
    return seen.status >= 400 and seen.path not in ("/nowhere", "/join/nothing")


def _looked_at(page: Page, district: Lively, who: str, seen: Seen, pictures: gallery.Gallery | None, whole: bool) -> list[str]:
    """Everything that is asked of a page, in one load of it."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{district.address}{seen.path}")
    if pictures:
        pictures.take(page, who, seen.path)
        page.set_viewport_size({"width": 1440, "height": 900})
    told = [*keyboard(page, whole), *dialogs(page)]
    told += violations(page, whole=whole)
    told += [*cut(page, ZOOMED), *cut(page, 390)]
    for view in ("elder", "elder30"):
        page.evaluate(VIEWS, view)
        told += [f"{view} {one}" for one in cut(page, 390)]
        page.evaluate(MENUS)  # opened by the walk without a mouse, they lie over the text, as the bar at the top does where a page was left scrolled
        told += [f"{view} {one}" for one in violations(page, of_sizes=True, whole=whole)]
    return told

"""怎么用: each guide of ten minutes is walked in a browser as it is written, by the words it names.

    JIAXIN_PICTURES=test-results/pictures pytest -n 0 tests/browser/test_guides.py     and its picture in docs/how-to/roles is taken anew
"""

import base64
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Error, Locator, Page, expect

from jiaxin import pipeline
from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.presenting import visiting
from jiaxin.apps.publication import codes
from jiaxin.portals.shared.guides import Guide, Step, guides
from tests.browser import gallery
from tests.browser.district import press, seated
from tests.browser.lively import Lively
from tests.portals.field.doors import person, picture

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="a guide is walked the same way on both databases")]
PHOTO = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(picture(300).partition(",")[2])}


def test_each_guide_is_walked_as_it_is_written(played_district: Lively, chromium_here: Browser) -> None:
    known = _known(played_district)
    wrong = []
    for guide in guides():
        with seated(chromium_here, played_district.address, played_district.client(guide.seat), guide.wide, offline=True) as page:
            page.set_default_timeout(60_000)
            try:
                _walked(page, chromium_here, played_district, guide, known)
            except (AssertionError, Error) as why:
                wrong.append(f"{guide.name} at {page.url}: {str(why)[:400]}")
    assert not wrong, "\n".join(wrong)


def _known(district: Lively) -> dict[str, str]:
    """What stands in braces in a step: a code that a phone scanned, the page of a visit, somebody who is not on file yet."""
    path, _, live = codes.live_code(actor_named("p-her"), pipeline.bearers([district.her])[district.her]).partition("#")
    new = person(403)
    return {"card": f"http://localhost/c/{district.code}", "visit": visiting.confirm(path.rpartition("/")[2], live), "name": new["name"], "number": new["id_number"]}


def _walked(page: Page, browser: Browser, district: Lively, guide: Guide, known: dict[str, str]) -> None:
    """The guide as it stands in the product, from its first step to its last."""
    page.goto(f"{district.address}/guide/")
    expect(page.locator("main")).to_contain_text(guide.title)
    press(page.get_by_role("link", name="现在试试"))
    for step in guide.steps:
        if step.seat:
            with seated(browser, district.address, district.client(step.seat), guide.wide) as another:
                _step(another, district, step, known)
        else:
            _step(page, district, step, known)
        if gallery.wanted() and step is _last(guide):
            gallery.of_guide(page, guide.name)


def _step(page: Page, district: Lively, step: Step, known: dict[str, str]) -> None:
    """Presses just the words of the step, in their order."""
    if step.go:
        page.goto(f"{district.address}{step.go.format(**known)}")
    if step.pick:
        press(page.locator("main").get_by_role("link", name=step.pick, exact=True).first)
    for number, words in enumerate(step.press, 1):
        last = number == len(step.press)
        if last:
            _filled(page, district, step, known)
        button = _button(page, words, within="main" if last and (step.fill or step.tick or step.file or step.photos) else "body")
        if last and step.leaves:
            with page.expect_download() as taken:
                button.click()
            assert taken.value.path().stat().st_size > 0
        else:
            press(button)
    if step.see:
        expect(page.locator("main")).to_contain_text(step.see)


def _button(page: Page, words: str, within: str) -> Locator:
    """The link or button that says just this; what was filled in leaves by the button of its form."""
    around = page.locator(within)
    found = around.get_by_role("link", name=words, exact=True).or_(around.get_by_role("button", name=words, exact=True)).filter(visible=True)
    if not found.count():  # on a phone the menu is folded
        page.get_by_text("菜单", exact=True).click()
    return found.first


def _filled(page: Page, district: Lively, step: Step, known: dict[str, str]) -> None:
    for label, text in step.fill.items():
        box = page.get_by_label(label, exact=False).filter(visible=True).first
        if box.evaluate("(el) => el.tagName") == "SELECT":
            box.select_option(label=text)
        else:
            box.fill(text.format(**known))
    for label in step.tick:
        for box in _ticked(page, label):
            box.check()
    for label in step.photos:
        page.get_by_label(label, exact=False).first.set_input_files(PHOTO)  # type: ignore[arg-type]  # a plain mapping of the same shape
    if step.file:
        page.locator("input[type=file]").set_input_files(str(district.roster))


def _ticked(page: Page, label: str) -> Iterator[Locator]:
    exact = page.get_by_label(label, exact=True)
    yield (exact if exact.count() else page.get_by_label(label, exact=False)).first


def _last(guide: Guide) -> Step:
    return [one for one in guide.steps if one.see and not one.seat][-1]

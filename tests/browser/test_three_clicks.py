"""The ten most common tasks before a real browser: the browser itself counts the clicks, three at most from the role's home."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.browser.district import answering, installed, press, seated
from tests.portals.test_ten_tasks import BOOK, seats

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="clicks are the same on both databases")]
WIDE = {"her": 390}
_COUNT = "addEventListener('click', (event) => event.isTrusted && window.jxClicked(), true)"


def test_each_of_the_ten_takes_three_clicks_that_the_browser_counts(transactional_db: None, chromium_here: Browser, tmp_path: Path) -> None:
    with installed(tmp_path):
        people = dict(seats())
        with answering() as address:
            for task in BOOK["task"]:
                clicks: list[int] = []
                with seated(chromium_here, address, people[task["who"]], WIDE.get(task["who"], 1440)) as page:
                    page.expose_function("jxClicked", lambda clicks=clicks: clicks.append(1))
                    page.add_init_script(_COUNT)
                    page.goto(f"{address}{task['start']}")
                    for words in task["click"]:
                        filled(page, task.get("fill", {}))
                        said = page.locator("main").get_by_role("button", name=words).or_(page.get_by_role("link", name=words))
                        if not said.filter(visible=True).count():  # on a phone the menu is folded: a click more
                            page.get_by_text("菜单", exact=True).click()
                        press(said.filter(visible=True).first)
                    expect(page.locator("main")).to_contain_text(task["see"])
                assert len(task["click"]) <= len(clicks) <= BOOK["most_clicks"], f"{task['what']}: {len(clicks)} clicks"


def filled(page: Page, fill: dict[str, str]) -> None:
    """What is typed on this page; typing is no click."""
    for label, text in fill.items():
        box = page.get_by_label(label).filter(visible=True)
        if box.count():
            box.first.focus()
            page.keyboard.insert_text(text)

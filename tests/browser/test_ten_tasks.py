"""The ten most common tasks, from the role's home in three clicks at most, in a real browser; and pictures of what is new."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.district import District, press
from tests.browser.looking import violations
from tests.browser.test_meeting import chromium_here, here  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
BOOK = tomllib.loads(Path(__file__).with_name("ten_tasks.toml").read_text("utf-8"))
NEW = (
    ("clerk", "/office/coverage"), ("clerk", "/office/returns"), ("clerk", "/office/tasks"), ("clerk", "/office/assessment"), ("clerk", "/office/rules/mappings"),
    ("clerk", "/office/rules/mappings/new?base=mapping-ministry-2026"), ("company", "/company/returns"), ("company", "/company/stars"), ("company", "/company/workers/mapped"),
)  # fmt: skip


def named(page: Page, words: str) -> Any:
    """The link or button that says this; in the menu or on the page, whichever comes first."""
    return page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first


def test_each_of_the_ten_tasks_takes_three_clicks_at_most(here: tuple[District, Browser]) -> None:  # noqa: F811 - the fixture
    district, browser = here
    district.streets()
    assert len(BOOK["task"]) == 10
    for task in BOOK["task"]:
        assert len(task["click"]) <= BOOK["most_clicks"], task["what"]
        with district.seat(browser, task["who"]) as page:
            page.goto(f"{district.address}{task['start']}")
            for words in task["click"]:
                for label, text in task.get("fill", {}).items():
                    if (box := page.get_by_label(label)).count():
                        box.fill(text)
                press(named(page, words))
            expect(page.locator("main"), task["what"]).to_contain_text(task["see"])
    for who, path in NEW:
        district.picture(browser, who, path, path.partition("?")[0].strip("/").replace("/", "-"))
        with district.seat(browser, who) as page:
            page.goto(f"{district.address}{path}")
            assert violations(page) == [], path

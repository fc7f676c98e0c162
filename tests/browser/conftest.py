"""What every browser story asks for: one Chromium a module, and a district of its own before it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.district import District, serving
from tests.browser.lively import Lively, lively

# How long an `expect` waits before it says that something is not there: a machine with other work to do still gets to it.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def chromium_here() -> Iterator[Browser]:
    """The browser of this module; its driver's loop ends with it, because it would be in the way of other tests."""
    with sync_playwright() as play, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's own loop runs in this thread
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"])
        yield chromium
        chromium.close()


@pytest.fixture
def here(transactional_db: None, tmp_path: Path, chromium_here: Browser) -> Iterator[tuple[District, Browser]]:
    """The program on a port of its own with one company and one worker, and the browser that looks at it."""
    with serving(tmp_path) as district:
        yield district, chromium_here


@pytest.fixture
def played_district(transactional_db: None, chromium_here: Browser, tmp_path: Path) -> Iterator[Lively]:
    """Two months of the demo with one of everything begun, served to a browser."""
    with lively(tmp_path) as district:
        yield district

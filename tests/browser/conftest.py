"""What every browser story asks for: one Chromium a module, and a district of its own before it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from tests.browser.district import District, serving
from tests.browser.lively import Lively, lively


@pytest.fixture(scope="module")
def chromium_here() -> Iterator[Browser]:
    """The browser of this module; its driver's loop ends with it, because it would be in the way of other tests."""
    with sync_playwright() as play, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's own loop runs in this thread
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def here(transactional_db: None, tmp_path: Path, chromium_here: Browser) -> Iterator[tuple[District, Browser]]:
    """The program on a port of its own with one company and one worker, and the browser that looks at it."""
    with serving(tmp_path) as district:
        yield district, chromium_here


@pytest.fixture(scope="module")
def played_district(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, chromium_here: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lively]:
    """Two months of the demo, built once for all tests of a module and taken away after them."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined] - pytest-django gives the class no public name
        try:
            with lively(tmp_path_factory.mktemp("played")) as district:
                yield district
        finally:
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False, inhibit_post_migrate=True)

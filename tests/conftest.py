"""What every test can ask for: the cast, an injected clock, a data folder, a browser where there is one.

Run on PostgreSQL with `pytest --store=postgres`; `-m database` picks the tests that need a database at all.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest

from jiaxin.kit.crypto.pkcs11 import KeyDevice
from tests import emptying, soft_device, strictness
from tests.cast import CAST, Cast

hypothesis.settings.register_profile("ci", max_examples=30, deadline=None, derandomize=True)
hypothesis.settings.register_profile("deep", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("JIAXIN_HYPOTHESIS", "ci"))

WITHOUT_DATABASE = ("architecture", "domain", "golden", "market")  # folders in which no test may ask for one
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "django_db_setup"}
HERE = Path(__file__).resolve().parent
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=("sqlite", "postgres"), default="sqlite", help="the database to run on")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only tests with a database are wanted, half of the suite need not even be read."""
    if config.getoption("markexpr") == "database" and collection_path.parent == HERE and collection_path.name in WITHOUT_DATABASE:
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a database, so that the second store repeats only that; skip what needs a browser."""
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            if item.path.relative_to(HERE).parts[0] in WITHOUT_DATABASE:
                raise pytest.UsageError(f"{item.nodeid} asks for a database; {', '.join(WITHOUT_DATABASE)} do without, and are not read for the second store")
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed on this machine; .ci/run installs it"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: walking through it again and again for what is no longer used is in vain."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def stricter_than_production() -> Iterator[None]:
    with strictness.enforced(), emptying.allowed():
        yield


@pytest.fixture(autouse=True, scope="session")
def works_for_the_district() -> None:
    """Like a job: what a test prepares reaches everywhere. Requests are cut down by the gate, as in service."""
    from jiaxin.apps.access.scoping import whole_district

    whole_district()


SUITES = {"international": ("aes256gcm", "sha256"), "national": ("sm4gcm", "sm3")}  # ciphers, hash of the logs


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `crypto` runs twice: SM4, SM3 and HMAC-SM3 the second time."""
    if metafunc.definition.get_closest_marker("crypto"):
        metafunc.parametrize("crypto_suite", list(SUITES), indirect=True)


@pytest.fixture(autouse=True)
def crypto_suite(request: pytest.FixtureRequest) -> Iterator[str]:
    """Keys of the test's own under the suite it runs under; for all others, the settings as they are."""
    if not hasattr(request, "param"):
        yield ""
        return
    from jiaxin.apps.access import vault

    settings = request.getfixturevalue("settings")
    settings.CRYPTO_SUITE, log_hash = SUITES[request.param]
    settings.DISTRICT = replace(settings.DISTRICT, log_hash=log_hash)
    settings.KEYS_FOLDER = request.getfixturevalue("tmp_path") / "keys-of-the-suite"
    vault.forget()
    yield request.param
    vault.forget()


@pytest.fixture(scope="session")
def cast() -> Cast:
    return CAST


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district's data folder of one test's own, for commands that are told where to keep everything."""
    folder = tmp_path / "district"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("JIAXIN_DATA", str(folder))
    return folder


class Clock:
    """The injected clock: stands still until told. `clock()` is the instant, `clock.today` the local date."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        from zoneinfo import ZoneInfo

        return self.now.astimezone(ZoneInfo("Asia/Shanghai")).date()

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """10:00 in the morning in Shanghai on 2026-11-23, the day the fixture workbooks are read as of."""
    return Clock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def key_device(tmp_path_factory: pytest.TempPathFactory) -> KeyDevice:
    """A token of this process's own in a stand-in device; a test takes a label of keys of its own (`dataclasses.replace`)."""
    if soft_device.LIBRARY is None:
        pytest.skip(soft_device.MISSING)
    soft_device.made_in(tmp_path_factory.mktemp("device"))
    return KeyDevice(str(soft_device.LIBRARY), soft_device.TOKEN)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; a test that asks for it carries the `browser` marker."""
    assert CHROMIUM is not None, "mark the test with @pytest.mark.browser"
    return CHROMIUM

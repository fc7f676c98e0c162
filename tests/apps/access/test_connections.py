"""The server's own list of where it may connect is made from the program's list, and the two agree (ASVS 5.0, 13.2.5)."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest

from config.district import CityIdentity
from jiaxin.apps.access import connections
from jiaxin.apps.access.connections import OFFICE, WINDOW, WORK
from jiaxin.kit.scanning import Scanner
from jiaxin.kit.syslog import Receiver
from jiaxin.portals.console import connections as command
from tests.architecture.test_no_fetching import _ALLOWED
from tests.faults.test_one_request_is_one_request import PAGE


@pytest.fixture
def everything(settings, monkeypatch):
    """A district with all there is, each at a number of its own (RFC 5737)."""
    settings.CITY_IDENTITY = CityIdentity("https://192.0.2.10:8443/oidc", "jiaxin")
    settings.LOG_RECEIVER = Receiver("192.0.2.20")
    settings.SCANNER = Scanner(("192.0.2.30", 3310))
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.0/8"), ip_network("198.51.100.5/32"))
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "django.db.backends.postgresql", "HOST": "192.0.2.40", "PORT": "", "NAME": "jiaxin", "USER": "a"})
    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda data: None)
    return settings


def allowed(text: str) -> set[str]:
    return set(re.findall(r"^IPAddressAllow=(\S+)$", text, re.M))


def test_the_list_is_that_of_the_source():
    assert set(connections.REACHING) == {path for path in _ALLOWED if not path.startswith("jiaxin/demo/")}


def test_each_unit_may_reach_what_its_process_needs_and_nothing_else(everything, tmp_path: Path, capsys):
    assert command.run([str(tmp_path)]) == 0
    made = {path.stem: path.read_text("utf-8") for path in tmp_path.iterdir()}
    proxy = "198.51.100.5/32"
    assert {name: allowed(text) for name, text in made.items()} == {
        OFFICE: {"localhost", proxy, "192.0.2.10", "192.0.2.30", "192.0.2.40"},
        WINDOW: {"localhost", proxy},
        WORK: {"localhost", "192.0.2.20", "192.0.2.40"},
    }
    assert all(len(re.findall(r"^IPAddressDeny=any$", text, re.M)) == 1 for text in made.values())
    said = capsys.readouterr().out
    for one in connections.places():
        assert f"{one.host}:{one.port}" in said
        assert {name for name, text in made.items() if one.host in allowed(text)} == set(one.units)


def test_without_any_of_them_nothing_but_this_machine(settings, monkeypatch):
    settings.CITY_IDENTITY = settings.LOG_RECEIVER = settings.SCANNER = None
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "django.db.backends.sqlite3", "HOST": "", "PORT": ""})
    assert {frozenset(allowed(text)) for text in connections.units().values()} == {frozenset({"localhost"})}


def test_a_name_nobody_knows_writes_nothing(everything, tmp_path: Path):
    everything.LOG_RECEIVER = Receiver("nowhere.invalid")
    assert command.run([str(tmp_path)]) == 2 and not list(tmp_path.iterdir())


def test_the_processes_are_started_as_the_page_says():
    for line in connections._COMMANDS.values():
        assert f"   {line} " in PAGE

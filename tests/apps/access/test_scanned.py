"""Every file that comes in is shown to the district's scanner; nothing infected is taken, and nothing passes unseen in silence (ASVS 5.0, 5.4.3)."""

import io
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from config.district import scanner
from jiaxin.apps.access import actions, doctor, scanned
from jiaxin.apps.access.models import Alarm
from jiaxin.domain.errors import Refused
from jiaxin.kit import scanning
from jiaxin.kit.scanning import Scanner, Silent
from tests.apps.access.scanner_server import EICAR, VIRUS, by_path, by_port

pytestmark = pytest.mark.django_db


def test_the_protocol_over_a_socket_and_over_a_port():
    with tempfile.TemporaryDirectory() as folder, by_path(Path(folder)) as (path, _):
        assert scanning.answers(Scanner(path))
        assert scanning.found_in(Scanner(path), [EICAR]) == VIRUS
    with by_port() as (address, server):
        large = bytes(300_000)  # several blocks
        assert scanning.found_in(Scanner(address), [large, b"tail"]) == "" and server.seen == [large + b"tail"]


def test_a_scanner_that_is_away_breaks_off_or_takes_no_more_has_seen_nothing():
    with by_port() as (address, server):
        server.most = 1000
        with pytest.raises(Silent, match="limit exceeded"):
            scanning.found_in(Scanner(address), [bytes(5000)])
        server.mute, server.most = True, 1 << 20
        with pytest.raises(Silent):
            scanning.found_in(Scanner(address), [b"x"])
    with pytest.raises(Silent):
        scanning.found_in(Scanner(address), [b"x"])
    assert not scanning.answers(Scanner(address))
    assert not scanning.answers(Scanner("/nowhere/at/all"))


def test_what_is_infected_is_refused_by_its_name_also_inside_a_zip(settings):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("a.txt", EICAR)
    with by_port() as (address, _):
        settings.SCANNER = Scanner(address)
        for data in (EICAR, packed.getvalue()):
            with pytest.raises(Refused, match=r"“名册\.xlsx”里查出病毒") as refused:
                actions.scan("名册.xlsx", data)
            assert refused.value.code == scanned.INFECTED and VIRUS in refused.value.said and "查杀病毒" in refused.value.do_this
        actions.scan("名册.xlsx", b"clean")
    assert not Alarm.objects.exists()


def test_where_nobody_looked_it_is_refused_and_rings(settings):
    settings.SCANNER = Scanner("/nowhere/at/all")
    with pytest.raises(Refused, match="没有回应") as refused:
        actions.scan("名册.xlsx", b"clean")
    assert refused.value.code == scanned.UNSEEN
    (alarm,) = Alarm.objects.all()
    assert (alarm.kind, alarm.seen_at) == ("scanner", None) and "名册" not in alarm.said


def test_let_past_only_where_the_setting_says_so_and_never_in_silence(settings):
    settings.SCANNER = Scanner("/nowhere/at/all", "pass")
    actions.scan("名册.xlsx", b"clean")
    assert Alarm.objects.get().kind == "scanner"


def test_an_upload_waits_for_a_scanner_that_comes_back(settings, monkeypatch):
    calls = []

    def late(_scanner, _data):
        calls.append(1)
        if len(calls) < 3:
            raise Silent("away")
        return ""

    monkeypatch.setattr(scanning, "found_in", late)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    settings.SCANNER = Scanner("/x", wait_seconds=30)
    actions.scan("名册.xlsx", b"clean")
    assert len(calls) == 3 and not Alarm.objects.exists()


def test_without_a_scanner_everything_is_as_before_and_the_doctor_says_so(settings):
    settings.SCANNER = None
    actions.scan("名册.xlsx", EICAR)
    assert "uploads.scanner" in {one.code for one in doctor.findings()}
    settings.SCANNER = Scanner("/nowhere/at/all")
    assert "uploads.scanner-silent" in {one.code for one in doctor.findings()}
    with by_port() as (address, _):
        settings.SCANNER = Scanner(address)
        assert not {one.code for one in doctor.findings()} & {"uploads.scanner", "uploads.scanner-silent"}


@pytest.mark.parametrize(("said", "meant"), [
    ('address = "/run/clamd.ctl"', Scanner("/run/clamd.ctl")), ('address = "scanner.example:3310"\nwait_seconds = 20', Scanner(("scanner.example", 3310), wait_seconds=20)),
    ('address = "10.0.0.9:3310"\nsilent = "pass"', Scanner(("10.0.0.9", 3310), "pass")),
])  # fmt: skip
def test_the_setting_as_written(tmp_path, said, meant):
    assert scanner(tmp_path) is None
    (tmp_path / "jiaxin.toml").write_text(f"[scanner]\n{said}\n", encoding="utf-8")
    assert scanner(tmp_path) == meant


@pytest.mark.parametrize("said", ["", 'address = "scanner"', 'address = "/x"\nsilent = "maybe"', 'address = "/x"\nwait_seconds = 900', 'address = "/x"\nport = 3'])
def test_a_setting_nobody_understands_stops_the_start(tmp_path, said):
    (tmp_path / "jiaxin.toml").write_text(f"[scanner]\n{said}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="scanner"):
        scanner(tmp_path)

"""Advisories of others' code against what is locked: what is affected, since when it is known, what is past its days (ASVS 5.0, 15.2.1)."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jiaxin.apps.access import doctor, doctoring, flaws, limits
from jiaxin.kit import advisories, clock
from jiaxin.kit.advisories import NPM, PYPI, Pin, Unreadable, cvss3, grade_of, touches
from jiaxin.portals.console import flaws as command

pytestmark = pytest.mark.django_db


def advisory(package: str, *events: dict[str, str], ecosystem: str = PYPI, id: str = "GHSA-xxxx", severity: str = "HIGH", **more: Any) -> dict[str, Any]:
    return {"id": id, "affected": [{"package": {"ecosystem": ecosystem, "name": package}, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}], "database_specific": {"severity": severity}}], **more}


def test_every_locked_version_is_known() -> None:
    found = advisories.pins(flaws.ROOT / "requirements", flaws.ROOT / "package-lock.json")
    django = next(one for one in found if one.name == "django" and one.where != ("wapiti.txt",))
    assert "runtime.txt" in django.where and django.version.startswith("5.2")
    assert {one.ecosystem for one in found} == {PYPI, NPM} and any(one.name == "htmx.org" for one in found)
    locked = {path.name for path in (flaws.ROOT / "requirements").glob("*.txt")} | {"package-lock.json"}
    assert {name for one in found for name in one.where} == locked


@pytest.mark.parametrize(("events", "version", "touched"), [
    ([{"introduced": "0"}, {"fixed": "5.2.4"}], "5.2.3", True), ([{"introduced": "0"}, {"fixed": "5.2.4"}], "5.2.4", False),
    ([{"introduced": "0"}, {"fixed": "5.2.10"}], "5.2.9", True),  # not by letters
    ([{"introduced": "5.0"}, {"fixed": "5.0.9"}, {"introduced": "5.2"}, {"fixed": "5.2.1"}], "5.1", False),
    ([{"introduced": "5.0"}, {"fixed": "5.0.9"}, {"introduced": "5.2"}, {"fixed": "5.2.1"}], "5.2", True),
    ([{"introduced": "1"}, {"last_affected": "2"}], "2", True), ([{"introduced": "1"}, {"last_affected": "2"}], "2.0.1", False),
    ([{"introduced": "3"}], "2.9", False), ([{"introduced": "0"}, {"fixed": "1.0"}], "1.0rc1", True),
])  # fmt: skip
def test_a_version_lies_in_a_range_or_not(events: list[dict[str, str]], version: str, touched: bool) -> None:
    assert touches({"ranges": [{"type": "ECOSYSTEM", "events": events}]}, Pin(PYPI, "a", version, ())) is touched


@pytest.mark.parametrize(("version", "touched"), [("2.0.0-beta.2", True), ("2.0.0-beta.11", False), ("2.0.0", False), ("1.9.9", True)])
def test_npm_orders_as_semantic_versions(version: str, touched: bool) -> None:
    assert touches({"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0-beta.10"}]}]}, Pin(NPM, "a", version, ())) is touched


def test_listed_versions_count_and_ranges_of_commits_do_not() -> None:
    assert touches({"versions": ["1.2"]}, Pin(PYPI, "a", "1.2", ()))
    assert not touches({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, Pin(PYPI, "a", "1.2", ()))


@pytest.mark.parametrize(("vector", "points"), [  # examples of FIRST's own page, CVSS 3.1
    ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4), ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8), ("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0), ("CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0), ("CVSS:4.0/AV:N", None), ("CVSS:3.1/AV:N", None),
])  # fmt: skip
def test_vectors_come_to_the_points_of_the_standard(vector: str, points: float | None) -> None:
    assert cvss3(vector) == points


def test_the_gravest_word_counts_and_silence_is_not_harmless() -> None:
    vector = {"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}
    assert grade_of(vector, {"database_specific": {"severity": "LOW"}}) == "critical"
    assert grade_of({}, {"database_specific": {"severity": "MODERATE"}}) == "medium"
    assert grade_of({"severity": [{"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"}]}, {}) == "high"


@pytest.fixture
def locks(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/runtime.txt").write_text("django-ninja==1.4.0 \\\n    --hash=sha256:00\npillow[x]==13.0.0 ; python_version > '3' \\\n    --hash=sha256:00\n")
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": {"": {"name": "jiaxin"}, "node_modules/htmx.org": {"version": "2.0.11"}}}))
    looked = flaws.look_through
    monkeypatch.setattr(flaws, "look_through", lambda path: looked(path, tmp_path))
    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda data: None)
    return tmp_path


def test_what_is_past_its_days_ends_with_one_and_the_first_sight_counts(locks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, day = locks / "all.zip", clock.now()
    with zipfile.ZipFile(file, "w") as packed:
        for n, one in enumerate((
            advisory("Django_Ninja", {"introduced": "0"}, {"fixed": "1.4.1"}, id="GHSA-1", severity="CRITICAL"), advisory("htmx.org", {"introduced": "0"}, ecosystem=NPM, id="GHSA-2", severity="LOW"),
            advisory("pillow", {"introduced": "0"}, id="GHSA-3", withdrawn="2026-01-01T00:00:00Z"), advisory("pillow", {"introduced": "14"}, id="GHSA-4"),
        )):  # fmt: skip
            packed.writestr(f"{n}.json", json.dumps(one))
    assert command.run([str(file)]) == 0
    said = capsys.readouterr().out
    assert "GHSA-1" in said and "1.4.1 起已修复" in said and "GHSA-2" in said and "GHSA-3" not in said and "GHSA-4" not in said
    with clock.set_clock(lambda: day + timedelta(days=limits.FLAW_DAYS["critical"])):
        assert command.run([str(file)]) == 0
    with clock.set_clock(lambda: day + timedelta(days=limits.FLAW_DAYS["critical"] + 1)):
        capsys.readouterr()
        assert command.run([str(file)]) == 1
        late = [line for line in capsys.readouterr().out.splitlines() if "已超期" in line]
        assert len(late) == 1 and "GHSA-1" in late[0]
        assert [one.code for one in flaws.findings()] == ["flaws.late"]
    (locks / "requirements/runtime.txt").write_text("django-ninja==1.4.1 \\\n    --hash=sha256:00\n")
    with clock.set_clock(lambda: day + timedelta(days=limits.FLAW_DAYS["critical"] + 2)):
        assert command.run([str(file)]) == 0 and not list(flaws.findings())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'[{"name": "no id"}]', b'{"vulns": [7]}', b"PK\x03\x04broken"])
def test_what_cannot_be_read_concludes_nothing_and_changes_nothing(locks: Path, content: bytes) -> None:
    (locks / "good.json").write_text(json.dumps([advisory("pillow", {"introduced": "0"})]))
    assert command.run([str(locks / "good.json")]) == 0
    before = flaws.last()
    (locks / "bad.json").write_bytes(content)
    assert command.run([str(locks / "bad.json")]) == 2 and command.run([str(locks / "none.json")]) == 2
    assert flaws.last() == before


def test_the_doctor_reads_the_last_look(locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (locks / "locked-on").write_text(f"{clock.today()}\n")
    monkeypatch.setattr(doctoring, "LOCKED_ON", locks / "locked-on")

    def codes() -> set[str]:
        return {one.code for one in doctor.findings() if one.code.startswith("flaws.")}

    assert codes() == {"flaws.never"}
    (locks / "one.json").write_text(json.dumps(advisory("other", {"introduced": "0"})))
    flaws.look_through(locks / "one.json")
    assert codes() == set()
    later = clock.now() + timedelta(days=limits.FLAWS_LOOKED_EVERY_DAYS + 1)
    with clock.set_clock(lambda: later):
        assert codes() == {"flaws.old"}


def test_a_version_nobody_can_order_is_not_passed_over() -> None:
    with pytest.raises(Unreadable, match="no semantic version"):
        touches({"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}, Pin(NPM, "a", "latest", ()))

"""Passwords of known breaches are refused once the operator's list is installed; until then, and where it breaks, the shipped list stands (ASVS 5.0, 6.2.12)."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.district import breached_passwords
from jiaxin.apps.access import doctor
from jiaxin.kit import breached
from jiaxin.portals.console import breached as command

LEAKED, GOOD = "lanterns quietly by 77 rivers", "rivers quietly by 78 lanterns"


def line(password: str, count: int = 3) -> str:
    return f"{hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()}:{count}\r\n"


def listed(*passwords: str) -> bytes:
    return "".join(sorted(map(line, passwords))).encode()


@pytest.fixture
def shelf(tmp_path: Path, settings, monkeypatch) -> Path:
    settings.DATA = tmp_path
    settings.BREACHED_PASSWORDS = breached_passwords(tmp_path)
    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda data: None)
    return tmp_path


def code_of(password: str) -> list[str]:
    try:
        validate_password(password)
    except ValidationError as why:
        return [one.code for one in why.error_list]
    return []


def test_a_breached_password_is_refused_once_the_list_is_installed(shelf: Path) -> None:
    assert code_of(LEAKED) == []
    (shelf / "list.txt").write_bytes(listed(LEAKED, *(f"other {n}" for n in range(500))))
    assert command.run([str(shelf / "list.txt")]) == 0
    assert code_of(LEAKED) == ["password_breached"]
    assert code_of(LEAKED + " ") == [] and code_of(LEAKED.upper()) == [] and code_of(GOOD) == []
    assert code_of("password12") == ["password_too_common"]  # the shipped list stands beside


def test_every_one_of_the_list_is_found_and_nothing_else(shelf: Path) -> None:
    inside = [f"word {n}" for n in range(1000)]
    assert breached.compact(listed(*inside).splitlines(keepends=True), shelf / "c") == 1000 == breached.size(shelf / "c")
    assert (shelf / "c").stat().st_size == 16 + 10 * 1000
    assert all(breached.holds(shelf / "c", one) for one in inside)
    assert not any(breached.holds(shelf / "c", f"out {n}") for n in range(1000))


def test_rare_ones_can_be_left_out(shelf: Path) -> None:
    lines = sorted([line("often", 900), line("once", 1)])
    assert breached.compact([one.encode() for one in lines], shelf / "c", least=10) == 1
    assert breached.holds(shelf / "c", "often") and not breached.holds(shelf / "c", "once")


@pytest.mark.parametrize("text", [b"", b"hello\n", listed("a", "b", "c")[::-1], b"".join(reversed(listed("a", "b").splitlines(keepends=True))), listed("a") * 2])
def test_what_is_no_list_changes_nothing(shelf: Path, text: bytes) -> None:
    (shelf / "good").write_bytes(listed(LEAKED))
    assert command.run([str(shelf / "good")]) == 0
    (shelf / "bad").write_bytes(text)
    assert command.run([str(shelf / "bad")]) == 2 and command.run([str(shelf / "none")]) == 2
    assert code_of(LEAKED) == ["password_breached"]
    assert not list(shelf.glob("*.new"))


@pytest.mark.django_db
def test_a_list_that_cannot_be_read_is_named_and_the_shipped_one_stands(shelf: Path, settings) -> None:
    (shelf / "breached-passwords").write_bytes(b"torn")
    assert code_of(LEAKED) == [] and code_of("password12") == ["password_too_common"]
    assert "passwords.breached" in {one.code for one in doctor.findings()}
    (shelf / "breached-passwords").unlink()
    assert not {one.code for one in doctor.findings()} & {"passwords.breached", "passwords.breached-none"}
    settings.REFUSE_WHEN_WEAK = True
    assert "passwords.breached-none" in {one.code for one in doctor.findings()}


def test_the_setting_names_another_place(tmp_path: Path) -> None:
    assert breached_passwords(tmp_path) == tmp_path / "breached-passwords"
    (tmp_path / "jiaxin.toml").write_text('[passwords]\nbreached = "/srv/lists/compact"\n')
    assert breached_passwords(tmp_path) == Path("/srv/lists/compact")
    (tmp_path / "jiaxin.toml").write_text("[passwords]\nlist = 3\n")
    with pytest.raises(SystemExit, match="passwords"):
        breached_passwords(tmp_path)

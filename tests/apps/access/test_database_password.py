"""The program proves itself to PostgreSQL by a password that one command changes while everything runs, or by a certificate (ASVS 5.0, 13.2.1)."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from config.environment import databases
from jiaxin.apps.access import databaseroles, databasesecrets, keyfiles, limits
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.portals.console import database_password as command

ADDRESS = "postgresql://jiaxin_app:of-before@127.0.0.1:5432/jiaxin"


@pytest.fixture
def keys(tmp_path: Path, settings, monkeypatch) -> Path:
    settings.KEYS_FOLDER = tmp_path / "keys"
    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda data: None)
    return settings.KEYS_FOLDER / "database"


@pytest.fixture
def account(keys: Path, settings):
    """The program's account, which the server asks for a password; as things were before, at the end."""
    if connection.vendor != "postgresql":
        pytest.skip("asked of PostgreSQL; run with --store=postgres")
    with connection.cursor() as cursor:
        cursor.execute("SHOW hba_file")
        hba = Path(cursor.fetchone()[0])
    before, name = hba.read_text(), databaseroles.APP
    databaseroles.make_accounts()
    with hba.open("r+") as rules:  # the same file: it belongs to the user who runs the server
        rules.write(f"host all {name} 127.0.0.1/32 scram-sha-256\n{before}")
    _heard()
    yield name
    with hba.open("w") as rules:
        rules.write(before)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {name} PASSWORD NULL")
    _heard()


def _heard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("SELECT pg_sleep(0.3)")


def by_file(account: str, keys: Path) -> bool:
    """A new connection as a running process makes it: libpq reads the file that the settings name."""
    at = databasesecrets._where() | {"user": account, "passfile": str(keys)}
    try:
        with psycopg.connect(**at) as line:
            return bool(line.execute("SELECT current_user").fetchone() == (account,))
    except psycopg.OperationalError:
        return False


@pytest.mark.django_db(transaction=True)
def test_one_command_changes_it_and_the_file_opens_the_door(account, keys, capsys):
    assert not by_file(account, keys)  # so that the door is one
    assert command.run(["--account", account]) == 0
    first = keys.read_text()
    assert by_file(account, keys) and keys.stat().st_mode & 0o077 == 0
    assert command.run(["--account", account]) == 0
    assert by_file(account, keys) and keys.read_text() != first and len(keys.read_text().splitlines()) == 2
    old = first.splitlines()[1].rpartition(":")[2]
    assert not databasesecrets.opens(account, old), "the password of before is dead"
    said = capsys.readouterr()
    assert old not in said.out + said.err and account in said.out
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [account])
        assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$")


@pytest.mark.django_db(transaction=True)
def test_stopped_in_the_middle_it_goes_on_from_there(account, keys, monkeypatch):
    databasesecrets.rotate(account)
    with monkeypatch.context() as broken:
        broken.setattr(databasesecrets, "opens", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))  # after the server was told
        with pytest.raises(KeyboardInterrupt):
            databasesecrets.rotate(account)
    assert not by_file(account, keys)  # the server knows the new one, the file the old one
    monkeypatch.setattr(databasesecrets, "_tell_the_server", lambda *_: pytest.fail("it knows already"))
    databasesecrets.rotate(account)
    assert by_file(account, keys)


@pytest.mark.django_db
def test_what_is_no_account_of_ours_is_refused(keys):
    with pytest.raises(Refused):
        databasesecrets.rotate("postgres; --")
    if connection.vendor == "sqlite":
        assert command.run([]) == 2


def test_the_file_stands_above_the_address_for_the_account_it_holds(monkeypatch, tmp_path):
    monkeypatch.setenv("JIAXIN_DATABASE", ADDRESS)
    at = databases(tmp_path)["default"]
    assert at["PASSWORD"] == "of-before" and "passfile" not in at["OPTIONS"]
    keyfiles.replace(tmp_path / "keys/database", b"# changed 2026-01-01 jiaxin_owner\n*:*:*:jiaxin_owner:x\n")
    assert databases(tmp_path)["default"]["PASSWORD"] == "of-before"
    keyfiles.replace(tmp_path / "keys/database", b"# changed 2026-01-01 jiaxin_app\n*:*:*:jiaxin_app:x\n")
    at = databases(tmp_path)["default"]
    assert at["PASSWORD"] == "" and at["OPTIONS"]["passfile"] == str(tmp_path / "keys/database")


def test_what_is_never_changed_or_overdue_is_named_and_a_certificate_needs_none(keys, settings, monkeypatch):
    def codes(**at: object) -> list[str]:
        monkeypatch.setitem(settings.DATABASES, "default", {"USER": "jiaxin_app", "PASSWORD": "", "OPTIONS": {}} | at)
        return [one.code for one in databasesecrets.findings()]

    certificate = {"sslmode": "verify-full", "sslcert": "/k/app.crt", "sslkey": "/k/app.key"}
    assert codes(PASSWORD="x") == ["database.password-fixed"] and codes(PASSWORD="x", OPTIONS=certificate) == []
    for days, expected in ((limits.DATABASE_PASSWORD_DAYS, []), (limits.DATABASE_PASSWORD_DAYS + 1, ["database.password-old"])):
        keyfiles.replace(keys, f"# changed {clock.today() - timedelta(days=days)} jiaxin_app\n*:*:*:jiaxin_app:x\n".encode())
        assert codes() == expected


def test_a_client_certificate_reaches_the_driver(monkeypatch, tmp_path):
    monkeypatch.setenv("JIAXIN_DATABASE", "postgresql://jiaxin_app@db.example/jiaxin?sslmode=verify-full&sslrootcert=/k/ca.pem&sslcert=/k/app.crt&sslkey=/k/app.key")
    assert databases(tmp_path)["default"]["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/k/ca.pem", "sslcert": "/k/app.crt", "sslkey": "/k/app.key"}

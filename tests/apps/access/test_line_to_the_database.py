"""A PostgreSQL on another machine is reached encrypted and by its name, or production does not start."""

import pytest

from config.environment import databases
from jiaxin.apps.access import doctor


def _found(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> list[tuple[str, str]]:
    monkeypatch.setenv("JIAXIN_DATABASE", address)
    return [(one.code, one.grade) for one in doctor._line(databases(tmp_path)["default"])]


@pytest.mark.parametrize("address", [
    "postgresql://a:b@db.example.cn:5432/jiaxin", "postgresql://a:b@10.0.0.9/jiaxin", "postgresql://a:b@db.example.cn/jiaxin?sslmode=require",
    "postgresql://a:b@db.example.cn/jiaxin?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
])  # fmt: skip
def test_a_line_that_may_be_read_or_led_astray_is_an_error(address, monkeypatch, tmp_path):
    assert _found(address, monkeypatch, tmp_path) == [("database.line", "error")]


@pytest.mark.parametrize("address", [
    "postgresql://a:b@db.example.cn/jiaxin?sslmode=verify-full&sslrootcert=/etc/ca.pem", "postgresql://a:b@127.0.0.1:5432/jiaxin",
    "postgresql://a:b@localhost/jiaxin", "postgresql://a:b@/jiaxin", "postgresql://a:b@%2Frun%2Fpostgresql/jiaxin", "",
])  # fmt: skip
def test_a_checked_line_and_this_very_machine_are_none(address, monkeypatch, tmp_path):
    assert _found(address, monkeypatch, tmp_path) == []


def test_what_the_address_says_reaches_the_driver(monkeypatch, tmp_path):
    monkeypatch.setenv("JIAXIN_DATABASE", "postgresql://a:b@db.example.cn/jiaxin?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")
    assert databases(tmp_path)["default"]["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}


def test_a_word_nobody_understands_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("JIAXIN_DATABASE", "postgresql://a:b@db.example.cn/jiaxin?sslmod=verify-full")
    with pytest.raises(SystemExit, match="sslmod"):
        databases(tmp_path)


@pytest.mark.django_db
def test_the_doctor_names_it_and_production_does_not_start(settings, monkeypatch):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("asked of PostgreSQL; run with --store=postgres")
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db.example.cn")
    assert "database.line" in {one.code for one in doctor.findings()}
    settings.REFUSE_WHEN_WEAK = True
    with pytest.raises(SystemExit, match=r"db\.example\.cn"):
        doctor.refuse_when_weak()

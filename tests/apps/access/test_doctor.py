from datetime import timedelta

import pytest
from django.db import connection

from jiaxin.apps.access import alarms, ceremony, doctor, doctoring, flaws, keyfiles, limits, vault
from jiaxin.apps.access.models import Alarm
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock, scanning
from jiaxin.kit.scanning import Scanner
from jiaxin.kit.syslog import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(settings, tmp_path, monkeypatch):
    """An installation as it should be, as far as settings and files go."""
    settings.SECRET_KEY = "kX9v" * 16
    settings.ALLOWED_HOSTS = ["jiaxin.example.cn"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.OUTBOX_PAGE = False
    settings.SESSIONS_LIMITED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.LOG_RECEIVER = Receiver("logs.example.cn")
    settings.SCANNER = Scanner("/scanner")
    monkeypatch.setattr(scanning, "answers", lambda _scanner: True)
    settings.SECOND_FACTOR_REQUIRED = True
    monkeypatch.setattr(doctoring, "clock_is_kept", lambda: True)
    monkeypatch.setattr(flaws, "findings", lambda: iter(()))  # its own tests say what then
    monkeypatch.setattr(doctoring, "LOCKED_ON", tmp_path / "locked-on")  # the real one grows old; its own test says what then
    settings.KEYS_FOLDER = tmp_path / "keys"
    vault.forget()
    vault.ensure_keys(["aaaa"])
    vault.blind_index("phone", "1")
    keyfiles.make(settings.KEYS_FOLDER / "log")
    yield settings
    vault.forget()


def codes() -> set[str]:
    return {weakness.code for weakness in doctor.findings() if not weakness.code.startswith("database.")}


def test_a_sound_installation_has_no_findings(sound):
    assert codes() == set()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECRET_KEY", "development only: a district's own key is made at setup", "settings.secret"),
        ("SECRET_KEY", "short", "settings.secret"),
        ("ALLOWED_HOSTS", ["*"], "settings.hosts"),
        ("SESSION_COOKIE_SECURE", False, "settings.http"),
        ("OUTBOX_PAGE", True, "settings.outbox"),
        ("SESSIONS_LIMITED", False, "settings.sessions"),
        ("SECOND_FACTOR_REQUIRED", False, "settings.second-factor"),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "settings.hasher"),
    ],
)
def test_each_weak_setting_is_named(sound, name, value, code):
    setattr(sound, name, value)
    assert codes() == {code}


def test_debugging_is_an_error(sound, monkeypatch):
    # Not through the fixture: announcing a change of DEBUG makes new template engines, without the suite's strictness.
    monkeypatch.setattr("django.conf.settings.DEBUG", True)
    assert codes() == {"settings.debug"}


def test_a_key_file_that_others_may_read_is_an_error(sound):
    (sound.KEYS_FOLDER / "kek").chmod(0o644)
    found = [weakness for weakness in doctor.findings() if weakness.code == "keys.open"]
    assert [weakness.grade for weakness in found] == ["error"]
    assert "chmod 600" in found[0].do_this


def test_a_key_folder_that_others_may_enter_is_an_error(sound):
    sound.KEYS_FOLDER.chmod(0o755)
    assert codes() == {"keys.folder"}


def test_an_address_without_a_door_is_an_error(sound):
    sound.ROOT_URLCONF = "tests.apps.access.addresses_undeclared"
    assert codes() == {"doors.none"}


def test_a_database_that_may_lose_what_it_acknowledged_is_an_error(sound):
    """The test store on SQLite runs without waiting for the disk, and on PostgreSQL as a superuser."""
    errors = {weakness.code for weakness in doctor.findings() if weakness.grade == "error"}
    assert ("database.durability" if connection.vendor == "sqlite" else "database.role") in errors


def test_every_finding_says_what_to_do(sound):
    sound.OUTBOX_PAGE = True
    sound.SECRET_KEY = "short"
    assert all(weakness.said and weakness.do_this for weakness in doctor.findings())


def test_a_weak_installation_is_refused_where_the_profile_insists(sound, monkeypatch):
    weak = doctor.Weakness("settings.debug", "error", "调试模式开着。", "请关闭。")
    hint = doctor.Weakness("keys.none", "warning", "密钥目录还没有建立。", "请建立。")
    monkeypatch.setattr(doctor, "findings", lambda: [weak, hint])
    doctor.refuse_when_weak()  # the demo goes on
    sound.REFUSE_WHEN_WEAK = True
    with pytest.raises(SystemExit, match="调试模式开着") as refused:
        doctor.refuse_when_weak()
    assert "密钥目录" not in str(refused.value)
    monkeypatch.setattr(doctor, "findings", lambda: [hint])
    doctor.refuse_when_weak()


def test_an_administrator_without_a_second_factor_is_named(sound, district):
    found = {one.code: one for one in doctor.findings()}["accounts.second-factor"]
    assert (found.grade, found.point) == ("warning", "8.1.4.1 d")
    assert all(name in found.said for name in ("security", "system", "auditor", "bureau")) and "rival" not in found.said


@pytest.mark.parametrize(("kept", "named"), [(True, False), (None, False), (False, True)])
def test_a_clock_that_is_not_kept_is_named_where_it_can_be_told(sound, monkeypatch, kept, named):
    monkeypatch.setattr(doctoring, "clock_is_kept", lambda: kept)
    assert ("clock.unsynchronised" in codes()) is named


def test_the_kernel_is_asked_without_harm():
    assert doctoring.clock_is_kept() in (True, False, None)


def test_a_drill_that_is_overdue_is_named(sound):
    keyfiles.replace(sound.KEYS_FOLDER / "recovery", b"x")
    assert "keys.drill" in codes()
    for days, named in ((limits.DRILL_EVERY_DAYS, False), (limits.DRILL_EVERY_DAYS + 1, True)):
        keyfiles.replace(sound.KEYS_FOLDER / doctoring.DRILLED, (clock.today() - timedelta(days=days)).isoformat().encode())
        assert ("keys.drill" in codes()) is named


def test_the_embedded_database_in_service_is_named_and_too_large_a_one_stops(sound, monkeypatch):
    grades = {}
    for most in (limits.SQLITE_OWNERS, 0):
        monkeypatch.setattr(limits, "SQLITE_OWNERS", most)
        sound.REFUSE_WHEN_WEAK = True
        grades[most] = [one.grade for one in doctor.findings() if one.code == "database.sqlite"]
    assert list(grades.values()) == ([["warning"], ["error"]] if connection.vendor == "sqlite" else [[], []])


def test_a_silent_log_server_stops_the_pages_and_not_the_process_that_delivers(sound, monkeypatch):
    monkeypatch.setattr("jiaxin.apps.access.shipping.waits_since", lambda: clock.now() - timedelta(minutes=limits.SHIPPING_OVERDUE_MINUTES + 1))
    silent = [one for one in doctor.findings() if one.code == doctor.LOGS_WAIT]
    assert [one.grade for one in silent] == ["error"]
    sound.REFUSE_WHEN_WEAK = True
    monkeypatch.setattr(doctor, "findings", lambda: silent)
    with pytest.raises(SystemExit, match="没有送达"):
        doctor.refuse_when_weak()
    doctor.refuse_when_weak(mends=(doctor.LOGS_WAIT,))


def test_jobs_do_not_start_where_pages_would_not(sound, monkeypatch):
    from jiaxin.portals.console import district as opening
    from jiaxin.portals.console import work

    monkeypatch.setattr(opening, "open_district", lambda data: data)
    monkeypatch.setattr(doctor, "findings", lambda: [doctor.Weakness("settings.debug", "error", "调试模式开着。", "关闭。")])
    sound.REFUSE_WHEN_WEAK = True
    with pytest.raises(SystemExit, match="拒绝启动"):
        work.run(["--once"])


@pytest.mark.parametrize(("days", "found"), [(limits.LOCKS_EVERY_DAYS, set()), (limits.LOCKS_EVERY_DAYS + 1, {"locks.old"})])
def test_locks_that_are_past_their_days_are_named(sound, monkeypatch, tmp_path, days, found):
    path = tmp_path / "locked-on"
    path.write_text(f"{clock.today() - timedelta(days=days)}\n")
    monkeypatch.setattr(doctoring, "LOCKED_ON", path)
    assert codes() == found


def test_a_backup_that_was_not_made_is_named_and_rings_until_one_is(sound):
    assert "backup.old" not in codes() and alarms.watch() == 0, "before the ceremony none can be made"
    sound.REFUSE_WHEN_WEAK = True
    assert "keys.no-ceremony" in codes()
    keyfiles.replace(sound.KEYS_FOLDER / "recovery", b"x")
    assert "backup.old" in codes() and "keys.no-ceremony" not in codes()
    assert alarms.watch() == 1 and Alarm.objects.get().kind == "backup"
    ceremony.backed_up()
    assert "backup.old" not in codes()
    for days, named in ((limits.BACKUP_EVERY_DAYS - 1, False), (limits.BACKUP_EVERY_DAYS + 1, True)):
        at = clock.now() - timedelta(days=days)
        keyfiles.replace(sound.KEYS_FOLDER / doctoring.BACKED_UP, at.isoformat().encode())
        assert ("backup.old" in codes()) is named


def test_a_state_that_was_looked_at_rings_a_day_later_and_at_once_when_it_says_something_else(sound, monkeypatch):
    keeper, now = Actor("keeper", Role.SECURITY_ADMIN), clock.now()

    def stands(said, **later):
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(**later))
        return alarms.sound(alarms.Sign("leak", "one", said, clock.now()))

    assert stands("报告主管部门已超过时限")
    alarms.seen(keeper, Alarm.objects.get().pk, "正在写报告")
    assert not stands("报告主管部门已超过时限", minutes=5)
    assert stands("告知本人已超过时限", minutes=6)
    alarms.seen(keeper, Alarm.objects.get(seen_at=None).pk, "正在通知")
    assert not stands("告知本人已超过时限", hours=2)
    assert stands("告知本人已超过时限", minutes=6, hours=limits.ALARM_AGAIN_HOURS)

"""The key-encryption key: in a file or in a device, replaced as a job, and named when it is overdue."""

from dataclasses import replace

import pytest
from django.db import connection

from config.district import district, key_device
from jiaxin.apps.access import actions, doctor, keyfiles, limits, rewrapping, rootkeys, vault
from jiaxin.apps.access.models import Alarm, OwnerKey
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock as the_clock
from jiaxin.kit.crypto import Suite
from tests.soft_device import PIN

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
PEOPLE = ["AAAA", "BBBB", "CCCC"]


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, clock):
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.CRYPTO_SUITE = "aes256gcm"
    vault.forget()
    with the_clock.set_clock(clock):
        yield
    vault.forget()


@pytest.fixture
def in_device(settings, key_device, request):
    """From here on the settings name a device; nothing has been moved yet."""

    def turn() -> None:
        settings.KEY_DEVICE = replace(key_device, key=f"kek-{request.node.name}")
        keyfiles.replace(settings.KEYS_FOLDER / rootkeys.PIN, f"{PIN}\n".encode())
        vault.forget()

    return turn


def sealed() -> dict[str, bytes]:
    vault.ensure_keys(PEOPLE)
    return dict(zip(PEOPLE, vault.seal_many([(one, one.encode(), b"place") for one in PEOPLE]), strict=True))


def opened(held: dict[str, bytes]) -> list[bytes | None]:
    vault.forget()
    return vault.open_many([(one, value, b"place") for one, value in held.items()])


def to_the_end() -> None:
    while rewrapping.work():
        pass


def kek_ids() -> set[str]:
    return set(OwnerKey.objects.values_list("kek_id", flat=True))


def doctors() -> set[str]:
    return {one.code for one in doctor.findings() if one.code.startswith("keys.")}


def test_a_district_founded_with_a_device_has_no_key_file(in_device, settings):
    in_device()
    held = sealed()
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]
    assert not (settings.KEYS_FOLDER / "kek").exists()
    assert [one.kept for one in rootkeys.in_device()] == [True]
    (only,) = kek_ids()
    assert rootkeys.on_device(only) and "SoftHSM" in rootkeys.told()
    assert doctors() & {"keys.device", "keys.device-pin", "keys.device-empty", "keys.device-open", "keys.file-left", "keys.behind"} == set()


def test_from_the_file_to_the_device_everything_stays_readable_and_the_file_can_go(in_device, settings):
    held = sealed()
    in_device()
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]  # before the move: by the file
    assert {"keys.device-empty", "keys.file-left"} <= doctors()
    assert rewrapping.begin(rewrapping.NEW_KEY).because == rewrapping.DEVICE
    to_the_end()
    assert all(rootkeys.on_device(one) for one in kek_ids())
    assert "keys.file-left" in doctors() and "keys.behind" not in doctors()
    (settings.KEYS_FOLDER / "kek").unlink()
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]


def test_a_second_key_of_the_device_replaces_the_first(in_device):
    in_device()
    held, before = sealed(), kek_ids()
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    assert kek_ids().isdisjoint(before) and len(rootkeys.in_device()) == 2
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]


def test_a_device_that_does_not_answer_is_refused_named_and_no_way_leads_around_it(in_device, settings):
    in_device()
    held = sealed()
    settings.KEY_DEVICE = replace(settings.KEY_DEVICE, token="unplugged")
    for ask in (lambda: opened(held), lambda: vault.ensure_keys(["DDDD"]), lambda: rewrapping.begin(rewrapping.NEW_KEY)):
        vault.forget()
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "vault.device"
    assert "keys.device" in doctors()
    assert not (settings.KEYS_FOLDER / "kek").exists()
    assert not OwnerKey.objects.filter(owner="DDDD").exists()


def test_a_key_that_is_not_in_the_device_any_more_is_not_replaced(in_device, settings):
    in_device()
    held = sealed()
    settings.KEY_DEVICE = replace(settings.KEY_DEVICE, key=settings.KEY_DEVICE.key + "x")
    for ask in (lambda: opened(held), lambda: vault.ensure_keys(["DDDD"])):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "vault.no-kek"


def test_a_pin_that_others_may_read_stops_everything(in_device, settings):
    in_device()
    held = sealed()
    (settings.KEYS_FOLDER / rootkeys.PIN).chmod(0o644)
    with pytest.raises(Refused) as refused:
        opened(held)
    assert refused.value.code == "vault.key-file-open"


def test_the_change_of_a_key_goes_on_where_it_was_killed_and_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr(rewrapping, "_AT_ONCE", 2)
    held, before = sealed(), kek_ids()
    begun = rewrapping.begin(rewrapping.NEW_KEY)
    assert (begun.total, begun.done, begun.ended_at) == (3, 0, None)
    assert actions.rewrap() == 2
    assert len(kek_ids()) == 2 and opened(held) == [b"AAAA", b"BBBB", b"CCCC"]  # half-way everything opens
    again = rewrapping.begin(rewrapping.NEW_KEY)  # the console, started anew: no third key
    assert (again.total, again.done) == (3, 2)
    assert actions.rewrap() == 1 and actions.rewrap() == 0
    ended = rewrapping.progress()
    assert ended is not None and ended.done == 3 and ended.ended_at == the_clock.now()
    assert len(kek_ids()) == 1 and kek_ids().isdisjoint(before) and rewrapping.behind() == 0
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]
    assert len(rootkeys.known()) == 2


def test_a_process_killed_between_the_new_key_and_its_job_leaves_no_key_beside_it():
    sealed()
    rootkeys.add()
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    assert len(rootkeys.known()) == 2


def test_another_process_that_still_holds_the_old_key_reads_what_was_wrapped_anew():
    """Its list of keys is read again when the file has moved, without a start."""
    held = sealed()
    first = rootkeys.known()
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    assert list(rootkeys.known())[:1] == list(first) and len(rootkeys.known()) == 2
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]


def test_after_the_change_of_suite_keys_are_wrapped_in_it_and_old_values_still_open(settings):
    held = sealed()
    settings.CRYPTO_SUITE = "sm4gcm"
    assert rewrapping.behind() == 3 and "keys.behind" in doctors()
    rewrapping.begin(rewrapping.SUITE)
    to_the_end()
    assert {bytes(one)[1] for one in OwnerKey.objects.values_list("wrapped", flat=True)} == {2}
    assert rewrapping.behind() == 0 and len(rootkeys.known()) == 1
    assert opened(held) == [b"AAAA", b"BBBB", b"CCCC"]


def test_a_destroyed_key_stays_destroyed(settings):
    held = sealed()
    vault.destroy(["BBBB"], "erasure")
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    assert opened(held) == [b"AAAA", None, b"CCCC"]
    assert rewrapping.progress().done == 2


def test_an_overdue_key_rings_once_and_is_silent_again_after_its_replacement(clock):
    sealed()
    clock.forward(days=limits.KEK_EVERY_DAYS)
    rewrapping.watch()
    assert not Alarm.objects.exists() and "keys.overdue" not in doctors()
    clock.forward(days=3)
    actions.watch()
    actions.watch()
    assert list(Alarm.objects.values_list("kind", "about")) == [("keys", "kek")]
    assert "超期 3 天" in Alarm.objects.get().said and "keys.overdue" in doctors()
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    assert rewrapping.overdue_days() == 0 and "keys.overdue" not in doctors()
    assert rewrapping.in_use_since() == the_clock.now()


def test_a_job_that_stands_still_for_a_day_rings(clock):
    sealed()
    rewrapping.begin(rewrapping.NEW_KEY)
    clock.forward(hours=23)
    rewrapping.watch()
    assert not Alarm.objects.exists()
    clock.forward(hours=2)
    rewrapping.watch()
    assert list(Alarm.objects.values_list("kind", "about")) == [("keys", "job")]


def test_nothing_of_a_key_is_in_the_row_of_a_job(settings):
    sealed()
    rewrapping.begin(rewrapping.NEW_KEY)
    to_the_end()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_rewrapping")
        row = cursor.fetchone()
    assert all(secret.raw.hex() not in str(row) for secret in keyfiles.read(settings.KEYS_FOLDER / "kek"))


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ('library = "/usr/lib/x.so"\ntoken = "t"', True),
        ('library = "/usr/lib/x.so"\ntoken = "t"\nkey = "k"\nsm4 = { seal = 0x80000101, generate = 0x80000102, key_type = 0x80000103 }', True),
        ('library = "/usr/lib/x.so"', False),
        ('library = "/usr/lib/x.so"\ntoken = ""', False),
        ('library = "/usr/lib/x.so"\ntoken = "t"\npin = "1234"', False),
        ('library = "/usr/lib/x.so"\ntoken = "t"\nsm4 = { seal = 1 }', False),
    ],
)
def test_what_the_settings_say_of_a_device_is_whole_or_stops_the_start(tmp_path, said, whole):
    (tmp_path / "jiaxin.toml").write_text(f"[keys]\n{said}\n", "utf-8")
    if not whole:
        with pytest.raises(SystemExit, match="library and token"):
            key_device(tmp_path)
        return
    found = key_device(tmp_path)
    assert found is not None and (found.token, found.key) == ("t", "k" if "key =" in said else "jiaxin-kek")
    assert (found.mechanism.suite, found.mechanism.key_bytes) == ((Suite.SM4GCM, 16) if "sm4" in said else (Suite.AES256GCM, 32))


def test_without_a_word_of_it_there_is_no_device_and_a_hash_nobody_knows_stops_the_start(tmp_path):
    assert key_device(tmp_path) is None
    (tmp_path / "jiaxin.toml").write_text('[district]\nlog_hash = "md5"\n', "utf-8")
    assert key_device(tmp_path) is None
    with pytest.raises(SystemExit, match="log_hash"):
        district(tmp_path)

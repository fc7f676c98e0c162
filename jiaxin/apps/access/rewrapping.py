"""更换主密钥 — every person's key wrapped anew, as a job that says how far it is and goes on where it was killed.

Wanted after a new key-encryption key (`because` = kek), after the change of suite (suite) or from the key file to a
device (device). What persons' keys seal stays as it is: values of both suites lie side by side, and the record cannot
be written anew. A key that another process makes meanwhile is wrapped by the newest key already, or met by the last pass.

The key in use is to be replaced each `limits.KEK_EVERY_DAYS` days; `watch` rings where that is overdue.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min

from jiaxin.apps.access import alarms, ceremony, limits, rootkeys, vault
from jiaxin.apps.access.models import OwnerKey, Rewrapping
from jiaxin.kit import clock
from jiaxin.kit.crypto import Suite, nonces

NEW_KEY, SUITE, DEVICE = "kek", "suite", "device"  # the last one is found out, never asked for
REASONS = {NEW_KEY: "更换主密钥", SUITE: "更换密码算法", DEVICE: "主密钥移入密码设备"}
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` keys; `ended_at` is None while it goes on."""

    because: str
    total: int
    done: int
    began_at: datetime
    ended_at: datetime | None


def begin(because: str) -> Progress:
    """Start, with a fresh key-encryption key for `kek`; where one is under way, that one goes on and nothing is made."""
    with transaction.atomic():
        if (open_one := _open()) is not None:
            return _told(open_one)
        if settings.KEY_DEVICE is not None and not rootkeys.in_device():
            because = DEVICE
            rootkeys.add()
        elif not rootkeys.known() or (because == NEW_KEY and _wraps_something(_in_use())):
            rootkeys.add()  # one that wraps nothing yet is what a killed process made
        row = Rewrapping.objects.create(because=because, kek_id=_in_use(), suite=_suite(), began_at=clock.now(), total=_waiting_count())
    return _told(row)


def work() -> int:
    """One portion of the job that is under way; how many keys. The job process calls this, and the console until it ends."""
    if (row := _open()) is None:
        return 0
    with transaction.atomic():
        row = Rewrapping.objects.select_for_update().get(pk=row.pk)
        if row.ended_at is not None:
            return 0
        waiting = _waiting(row.kek_id, row.suite)
        if waiting:
            _wrap(waiting, row.kek_id, row.suite)
            Rewrapping.objects.filter(pk=row.pk).update(done=row.done + len(waiting))
            return len(waiting)
    if (Path(settings.KEYS_FOLDER) / "recovery").exists():
        ceremony.seal_keys()  # before the end is told: killed here, it is sealed by the next call
    Rewrapping.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now())
    return 0


def progress() -> Progress | None:
    """Of the last one, ended or not."""
    row = Rewrapping.objects.order_by("-id").first()
    return None if row is None else _told(row)


def behind() -> int:
    """Keys that are not wrapped by the key and the suite in use."""
    return _waiting_count() if OwnerKey.objects.exists() else 0


def in_use_since() -> datetime | None:
    """When the key in use was made: by the last change of it, else with the first person's key."""
    changed = Rewrapping.objects.filter(because__in=(NEW_KEY, DEVICE)).order_by("-id").first()
    found: datetime | None = changed.began_at if changed else OwnerKey.objects.aggregate(at=Min("made_at"))["at"]
    return found


def overdue_days() -> int:
    """For how many days the key in use should have been replaced; 0 while it is good."""
    since = in_use_since()
    return 0 if since is None else max(0, (clock.now() - since).days - limits.KEK_EVERY_DAYS)


def watch() -> None:
    """Ring where the key is overdue, and where a job has stood still for a day."""
    if days := overdue_days():
        alarms.sound(alarms.Sign("keys", "kek", f"主密钥已用满 {limits.KEK_EVERY_DAYS} 天，超期 {days} 天未更换", clock.now()))
    last = progress()
    if last is not None and last.ended_at is None and (clock.now() - last.began_at).days >= 1:
        alarms.sound(alarms.Sign("keys", "job", f"{REASONS[last.because]}没有完成：{last.done:,} / {last.total:,}", clock.now()))


def _open() -> Rewrapping | None:
    return Rewrapping.objects.filter(ended_at=None).order_by("id").first()


def _told(row: Rewrapping) -> Progress:
    return Progress(row.because, row.total, row.done, row.began_at, row.ended_at)


def _in_use() -> str:
    return list(rootkeys.known())[-1]


def _suite() -> int:
    """As it stands in a wrapped key: a device has its own."""
    return int(Suite.named(settings.CRYPTO_SUITE) if settings.KEY_DEVICE is None else settings.KEY_DEVICE.mechanism.suite)


def _wraps_something(kek_id: str) -> bool:
    return OwnerKey.objects.filter(kek_id=kek_id, destroyed_at=None).exists()


_OTHERWISE = "FROM access_key WHERE destroyed_at IS NULL AND (kek_id <> %s OR substr(wrapped, 2, 1) <> %s)"


def _waiting_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_OTHERWISE}", [_in_use(), bytes([_suite()])])
        return int(cursor.fetchone()[0])


def _waiting(kek_id: str, suite: int) -> list[tuple[str, bytes, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT owner, wrapped, kek_id {_OTHERWISE} ORDER BY owner LIMIT %s", [kek_id, bytes([suite]), _AT_ONCE])
        return list(cursor.fetchall())


def _wrap(rows: list[tuple[str, bytes, str]], new_id: str, suite: int) -> None:
    """A key destroyed or wrapped anew by somebody else meanwhile stays as it is."""
    keks = rootkeys.known()
    with connection.cursor() as cursor:
        for (owner, wrapped, kek_id), nonce in zip(rows, nonces(len(rows)), strict=True):
            if kek_id not in keks:
                raise vault.no_kek(kek_id)
            anew = keks[kek_id].unwrap(bytes(wrapped), owner.encode()).wrapped_by(keks[new_id], owner.encode(), Suite(suite), nonce)
            cursor.execute(
                "UPDATE access_key SET wrapped = %s, kek_id = %s WHERE owner = %s AND wrapped = %s AND destroyed_at IS NULL", [anew, new_id, owner, bytes(wrapped)]
            )

"""保管库 — one key per person, and the only place that opens what is sealed under it.

An owner is a subject id, a claim id or `file:<name>`. Its key lies in `access_key`, wrapped by the
key-encryption key, which lies outside the database (`rootkeys`). Destroying a key erases everything sealed
under it, in every copy, and leaves a tombstone.

Not here  who may look (domain/permissions), the receipt of a look (access/actions.log_read).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from jiaxin.apps.access import keyfiles, rootkeys
from jiaxin.apps.access.keyring import Keyring
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.kit.crypto import Digest, Key, Suite, Wrapping, blinded, mac, macs, nonces, random_keys

_AT_ONCE = 2_000  # owners in one IN (…)
_MARK_BYTES = 16
_keyring = Keyring(room=4_096)


def seal_many(items: Sequence[tuple[str, bytes, bytes]]) -> list[bytes]:
    """Seal (owner, plaintext, associated data) each. Every owner must have a key: see ensure_keys."""
    keys = _keys({owner for owner, _, _ in items})
    suite = Suite.named(settings.CRYPTO_SUITE)
    sealed: list[bytes] = []
    for (owner, plaintext, associated), nonce in zip(items, nonces(len(items)), strict=True):
        key = keys[owner]
        if key is None:
            raise Refused("vault.destroyed", "这份档案的密钥已经销毁，不能再写入。", "请核对对象，必要时重新建档。")
        sealed.append(key.seal(plaintext, associated, suite, nonce))
    return sealed


def open_many(items: Sequence[tuple[str, bytes, bytes]]) -> list[bytes | None]:
    """Open (owner, sealed, associated data) each; None where the owner's key has been destroyed.

    Raises kit.crypto.Broken for a value that was altered or moved. The caller has written the receipt.
    """
    keys = _keys({owner for owner, _, _ in items})
    return [
        None if (key := keys[owner]) is None else key.open(sealed, associated) for owner, sealed, associated in items
    ]


def ensure_keys(owners: Iterable[str]) -> int:
    """Make a key for every owner that never had one; how many were made. A tombstone stays a tombstone."""
    wanted = list(dict.fromkeys(owners))
    with transaction.atomic():
        known = {owner for owner, _, _ in _rows(wanted)}
        fresh = [owner for owner in wanted if owner not in known]
        if not fresh:
            return 0
        kek_id, kek = list(_keks().items())[-1]
        now = connection.ops.adapt_datetimefield_value(clock.now())
        suite = Suite.named(settings.CRYPTO_SUITE)
        drawn = list(zip(fresh, random_keys(len(fresh)), nonces(len(fresh)), strict=True))
        rows = [(owner, kek.wrap(raw, owner.encode(), suite, nonce), kek_id, now, "") for owner, raw, nonce in drawn]
        with connection.cursor() as cursor:
            # Somebody else may make the same key at this moment: theirs stays, and ours was never used.
            cursor.executemany(
                "INSERT INTO access_key (owner, wrapped, kek_id, made_at, destroyed_because)"
                " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (owner) DO NOTHING",
                rows,
            )
            all_ours = cursor.rowcount == len(rows)
        _keyring.made(fresh, {owner: Key(raw) for owner, raw, _ in drawn} if all_ours else {})
    return len(fresh)


def destroy(owners: Iterable[str], reason: str) -> int:
    """Empty these keys for ever; how many were alive. What they sealed can never be read again."""
    gone = list(dict.fromkeys(owners))
    now = connection.ops.adapt_datetimefield_value(clock.now())
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(gone), _AT_ONCE):
            some = gone[start : start + _AT_ONCE]
            cursor.execute(
                "UPDATE access_key SET wrapped = %s, destroyed_at = %s, destroyed_because = %s"
                f" WHERE destroyed_at IS NULL AND owner IN ({_marks(some)})",
                [b"", now, reason, *some],
            )
            count += cursor.rowcount
        cursor.execute(
            "INSERT INTO access_vault (id, generation) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET generation = access_vault.generation + 1"
        )
        _keyring.destroyed(gone)
    return count


def destroyed(owners: Iterable[str]) -> set[str]:
    """Of these owners, those whose key has been destroyed."""
    return {owner for owner, wrapped, _ in _rows(list(dict.fromkeys(owners))) if not wrapped}


def blind_index(field: str, value: str) -> bytes:
    """32 bytes that are equal when the values are, and say nothing to whoever lacks the index key.

    The caller brings the value to its one written form first (domain.values). Each field has its own
    key, so that a phone number in one column cannot be matched with another.
    """
    return blind_index_many(field, [value])[0]


def blind_index_many(field: str, values: Sequence[str | bytes]) -> list[bytes]:
    key, algorithm = _index_key(_folder(), field)
    return macs(key, [value if isinstance(value, bytes) else value.encode() for value in values], algorithm)


def marks(field: str, values: Sequence[bytes]) -> list[bytes]:
    """Blind indexes cut to half: enough to tell things apart, half the room in an index."""
    key, algorithm = _index_key(_folder(), field)
    return [found[:_MARK_BYTES] for found in macs(key, values, algorithm)]


def blind_blocks(field: str, blocks: bytes) -> bytes:
    """Many values of 16 bytes each, blinded at once under the field's own key: for indexes of block keys."""
    key, algorithm = _index_key(_folder(), field)
    return blinded(key[:16], blocks, sm4=algorithm is Digest.SM3)


def forget() -> None:
    """Drop every unwrapped key and every secret held in memory."""
    _keyring.clear()
    rootkeys.forget()
    _index_key.cache_clear()


def _keys(owners: set[str]) -> dict[str, Key | None]:
    """The key of each owner; None for a tombstone."""
    now = generation()
    held = _keyring.held(owners, now)
    keys: dict[str, Key | None] = dict(held)
    missing = [owner for owner in owners if owner not in held]
    if not missing:
        return keys
    keks = _keks()
    for owner, wrapped, kek_id in _rows(missing):
        if not wrapped:
            keys[owner] = None
            continue
        if kek_id not in keks:
            raise no_kek(kek_id)
        keys[owner] = keks[kek_id].unwrap(bytes(wrapped), owner.encode())
    _keyring.keep({owner: key for owner in missing if (key := keys.get(owner)) is not None}, now)
    if lost := [owner for owner in missing if owner not in keys]:
        raise LookupError(f"{len(lost)} owners have no key, the first is {min(lost)!r}: call ensure_keys first")
    return keys


def _rows(owners: Sequence[str]) -> list[tuple[str, bytes, str]]:
    found: list[tuple[str, bytes, str]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(owners), _AT_ONCE):
            some = owners[start : start + _AT_ONCE]
            cursor.execute(f"SELECT owner, wrapped, kek_id FROM access_key WHERE owner IN ({_marks(some)})", some)
            found.extend(cursor.fetchall())
    return found


def _marks(values: Sequence[str]) -> str:
    return ",".join(["%s"] * len(values))


def generation() -> int:
    """Grows with every destruction of a key: who keeps opened data drops it when this moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation FROM access_vault WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _keks() -> dict[str, Wrapping]:
    """By id, the one in use last. Made on the first day of a district, never again."""
    if not (found := rootkeys.known()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM access_key LIMIT 1")
            if cursor.fetchone():
                raise no_kek()
        rootkeys.add()
        found = rootkeys.known()
    return found


def no_kek(kek_id: str = "") -> Refused:
    """The key-encryption key with this id (without one: any) is not to be had."""
    if kek_id.startswith(rootkeys.ON_DEVICE):
        return Refused("vault.no-kek", f"密码设备里没有保管库的主密钥（编号 {kek_id}），个人信息无法打开。", "不要新建密钥；请从设备的备份恢复原密钥后重试。")
    if kek_id:
        return Refused("vault.no-kek", f"保管库的主密钥（编号 {kek_id}）不在本机，个人信息无法打开。", "请由密钥保管人恢复 keys/kek 文件后重试。")
    return Refused("vault.no-kek", "保管库的主密钥文件 keys/kek 不见了，个人信息无法打开。", "不要新建密钥；请由密钥保管人恢复原文件后重试。")


@lru_cache(maxsize=64)
def _index_key(folder: Path, field: str) -> tuple[bytes, Digest]:
    """The digest's name stands beside the key: another suite must not silently make another index."""
    path = folder / "index"
    name = Digest.SM3 if Suite.named(settings.CRYPTO_SUITE) is Suite.SM4GCM else Digest.SHA256
    secret = (keyfiles.read(path) or keyfiles.make(path, name))[-1]
    algorithm = Digest(secret.name)
    return mac(secret.raw, b"blind index of " + field.encode(), algorithm), algorithm


def _folder() -> Path:
    return Path(settings.KEYS_FOLDER)

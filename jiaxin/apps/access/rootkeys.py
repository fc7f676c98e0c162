"""主密钥 — the keys that wrap every person's key, and where they lie: a file of this district, or a certified device.

Which one is the district's choice in `jiaxin.toml`: without [keys] the file `keys/kek`, with it a device reached by
PKCS#11 (`kit/crypto/pkcs11`), whose keys are labelled `<key>-0001`, `<key>-0002` … and never leave it. A key made
before is kept for reading: after the change to a device the file still opens what it wrapped, until everything has
been wrapped anew (`rewrapping`).

There is no way around a device that does not answer: nothing is opened and nothing is wrapped by another key.
"""

import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from jiaxin.apps.access import keyfiles
from jiaxin.domain.errors import Refused
from jiaxin.kit.crypto import Key, Suite, Wrapping
from jiaxin.kit.crypto.pkcs11 import DeviceError, DeviceKey, Found, KeyDevice, Token

PIN = "device-pin"  # in the folder of keys; for its owner alone, like the key files
ON_DEVICE = "dev-"  # begins the id of a key in a device, as `access_key.kek_id` has it
_LOOK_AGAIN_SECONDS = 60  # whether another process has made a new key in the device
_Back = TypeVar("_Back")


def known() -> dict[str, Wrapping]:
    """By id, the one in use last; empty in a district that never had one. Raises Refused for a device that does not answer."""
    folder = Path(settings.KEYS_FOLDER)
    return dict(_known(folder, _stamp(folder)))


def forget() -> None:
    _known.cache_clear()
    _token.cache_clear()


def add() -> str:
    """A fresh key; the one in use from now on. Its id."""
    folder = Path(settings.KEYS_FOLDER)
    if settings.KEY_DEVICE is None:
        if keyfiles.read(folder / "kek"):
            keyfiles.add(folder / "kek")
        else:
            keyfiles.make(folder / "kek")
    else:
        token, label = device(), settings.KEY_DEVICE.key
        have = answered(lambda: token.keys(label))
        number = int(have[-1].label.rpartition("-")[2]) + 1 if have else 1
        answered(lambda: token.generate(f"{label}-{number:04d}", secrets.token_bytes(4)))
    _known.cache_clear()
    return list(known())[-1]


def on_device(kek_id: str) -> bool:
    return kek_id.startswith(ON_DEVICE)


def in_device() -> list[Found]:
    """The district's keys in the device, the one in use last. Raises Refused where it does not answer."""
    token = device()
    return answered(lambda: token.keys(settings.KEY_DEVICE.key))


def device() -> Token:
    """The token that the settings name."""
    return _token(Path(settings.KEYS_FOLDER), settings.KEY_DEVICE)


def told() -> str:
    """Where the key in use lies, in one sentence."""
    if settings.KEY_DEVICE is None:
        return "主密钥在本机文件 keys/kek 中，不在数据库里。"
    have = in_device()
    label = have[-1].label if have else "尚未生成"
    return f"主密钥在密码设备中（PKCS#11，令牌 {settings.KEY_DEVICE.token}，{device().about}；在用 {label}），不出设备。"


def answered(ask: Callable[[], _Back]) -> _Back:
    """What a device says; its failures as a refusal that says what to do."""
    try:
        return ask()
    except DeviceError as why:
        raise Refused(
            "vault.device", f"存放主密钥的密码设备没有应答（{why}），个人信息暂时打不开。", "请检查设备、驱动库和 keys/device-pin；设备恢复后自动继续，不要改用别的密钥。"
        ) from why


class _InDevice:
    """A device's key whose failures are told as refusals."""

    def __init__(self, key: DeviceKey) -> None:
        self._key = key

    def wrap(self, raw: bytes, owner: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        return answered(lambda: self._key.wrap(raw, owner, suite, nonce))

    def unwrap(self, wrapped: bytes, owner: bytes) -> Key:
        return answered(lambda: self._key.unwrap(wrapped, owner))


def _stamp(folder: Path) -> tuple[int, int]:
    """Moves when the key file is written anew; with a device once a minute, too."""
    try:
        changed = (folder / "kek").stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return changed, 0 if settings.KEY_DEVICE is None else int(time.monotonic() // _LOOK_AGAIN_SECONDS)


@lru_cache(maxsize=4)
def _known(folder: Path, _stamp: tuple[int, int]) -> dict[str, Wrapping]:
    found: dict[str, Wrapping] = {secret.name: Key(secret.raw) for secret in keyfiles.read(folder / "kek")}
    if settings.KEY_DEVICE is not None:
        token = device()
        for one in in_device():
            found[ON_DEVICE + one.id.hex()] = _InDevice(DeviceKey(token, one))
    return found


@lru_cache(maxsize=2)
def _token(folder: Path, device: KeyDevice) -> Token:
    return Token(Path(device.library), device.token, keyfiles.text(folder / PIN).encode(), device.mechanism)

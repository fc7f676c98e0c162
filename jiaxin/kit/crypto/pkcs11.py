"""密码设备 — key-encryption keys inside a certified device, reached by PKCS#11 (OASIS, version 2.40): the key never leaves it.

The device seals and opens the keys of persons; this process sends them in and gets them back, and never sees the key
that does it. Talked to through the library that the maker of the device supplies, by the table of functions that
C_GetFunctionList returns; nothing is installed for it. A wrapped key has the form of `sealing`:

    byte 0 version 1 · byte 1 suite · bytes 2-13 nonce · the rest: ciphertext and tag, bound to `key of <owner>`

AES-256-GCM is a mechanism of the standard. SM4 has no number in version 2.40: every maker has his own for SM4-GCM
and for the type of SM4 keys, and the district writes both into its settings (`Mechanism`); they are handed on as they
stand, with the parameters of GCM. ASSUMED: a maker's SM4-GCM takes CK_GCM_PARAMS; to be tried on his device.

Not here  which device, which key is in use (apps/access/rootkeys); the interface of GM/T 0018, which is another one.
"""

import ctypes
import os
import threading
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_ubyte, c_ulong, c_void_p, cast
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from jiaxin.kit.crypto.sealing import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Broken, Key, Suite

CKM_AES_GCM, CKM_AES_KEY_GEN, CKK_AES = 0x1087, 0x1080, 0x1F
_CLASS, _TOKEN, _PRIVATE, _LABEL = 0x0, 0x1, 0x2, 0x3
_KEY_TYPE, _ID, _SENSITIVE, _ENCRYPT, _DECRYPT = 0x100, 0x102, 0x103, 0x104, 0x105
_VALUE_LEN, _EXTRACTABLE, _SECRET_KEY = 0x161, 0x162, 0x4
_OK, _ALREADY_LOGGED_IN, _ALREADY_INITIALIZED = 0x0, 0x100, 0x191
_NOT_WHAT_WAS_SEALED = {0x40, 0x41}  # CKR_ENCRYPTED_DATA_INVALID, …_LEN_RANGE
_GONE = {0x30, 0x31, 0x32, 0xB0, 0xB3, 0x101, 0x190}  # device error, memory, removed; session closed, invalid; logged out; not initialised
_GENERAL_ERROR = 0x5  # what SoftHSM says of a tag that does not fit
_SERIAL, _READ_WRITE, _USER = 0x4, 0x2, 1
_OS_LOCKING = 0x2
_HEAD = 2 + NONCE_BYTES
_MOST = 64  # keys of one label on one token
_Back = TypeVar("_Back")


class DeviceError(Exception):
    """The device did not answer, or refused. The text says at which call and with which code of the standard."""

    def __init__(self, call: str, code: int = 0) -> None:
        super().__init__(f"{call} CKR 0x{code:x}" if code else call)
        self.code = code


@dataclass(frozen=True, slots=True)
class Mechanism:
    """How the device seals: numbers of PKCS#11 or of its maker, and the suite that is written beside it."""

    suite: Suite = Suite.AES256GCM
    seal: int = CKM_AES_GCM
    generate: int = CKM_AES_KEY_GEN
    key_type: int = CKK_AES
    key_bytes: int = 32


@dataclass(frozen=True, slots=True)
class KeyDevice:
    """Which device a district uses. `library`: the maker's, by its path; `key`: its keys are labelled `key-0001` and on."""

    library: str
    token: str
    key: str = "jiaxin-kek"
    mechanism: Mechanism = Mechanism()


class _Version(Structure):
    _fields_ = [("major", c_ubyte), ("minor", c_ubyte)]


class _Functions(Structure):
    _fields_ = [("version", _Version), ("at", c_void_p * 62)]


class _Attribute(Structure):
    _fields_ = [("type", c_ulong), ("value", c_void_p), ("length", c_ulong)]


class _Mechanism(Structure):
    _fields_ = [("mechanism", c_ulong), ("parameter", c_void_p), ("length", c_ulong)]


class _Gcm(Structure):
    _fields_ = [("iv", c_char_p), ("iv_length", c_ulong), ("iv_bits", c_ulong), ("aad", c_char_p), ("aad_length", c_ulong), ("tag_bits", c_ulong)]


class _Starting(Structure):
    _fields_ = [("create", c_void_p), ("destroy", c_void_p), ("lock", c_void_p), ("unlock", c_void_p), ("flags", c_ulong), ("reserved", c_void_p)]


class _TokenInfo(Structure):
    _fields_ = [("label", c_char * 32), ("maker", c_char * 32), ("model", c_char * 16), ("serial", c_char * 16), ("flags", c_ulong), ("numbers", c_ulong * 10), ("versions", c_ubyte * 4), ("clock", c_char * 16)]


_AT = {
    "C_Initialize": 0, "C_Finalize": 1, "C_GetSlotList": 4, "C_GetTokenInfo": 6, "C_OpenSession": 12, "C_CloseSession": 13, "C_Login": 18,
    "C_GetAttributeValue": 24, "C_FindObjectsInit": 26, "C_FindObjects": 27, "C_FindObjectsFinal": 28,
    "C_EncryptInit": 29, "C_Encrypt": 30, "C_DecryptInit": 33, "C_Decrypt": 34, "C_GenerateKey": 58,
}  # fmt: skip
_TAKES: dict[str, tuple[Any, ...]] = {
    "C_Initialize": (c_void_p,),
    "C_Finalize": (c_void_p,),
    "C_GetSlotList": (c_ubyte, c_void_p, c_void_p),
    "C_GetTokenInfo": (c_ulong, c_void_p),
    "C_OpenSession": (c_ulong, c_ulong, c_void_p, c_void_p, c_void_p),
    "C_CloseSession": (c_ulong,),
    "C_Login": (c_ulong, c_ulong, c_char_p, c_ulong),
    "C_GetAttributeValue": (c_ulong, c_ulong, c_void_p, c_ulong),
    "C_FindObjectsInit": (c_ulong, c_void_p, c_ulong),
    "C_FindObjects": (c_ulong, c_void_p, c_ulong, c_void_p),
    "C_FindObjectsFinal": (c_ulong,),
    "C_EncryptInit": (c_ulong, c_void_p, c_ulong),
    "C_Encrypt": (c_ulong, c_char_p, c_ulong, c_void_p, c_void_p),
    "C_DecryptInit": (c_ulong, c_void_p, c_ulong),
    "C_Decrypt": (c_ulong, c_char_p, c_ulong, c_void_p, c_void_p),
    "C_GenerateKey": (c_ulong, c_void_p, c_void_p, c_ulong, c_void_p),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A key on the token. `kept`: the device says that its value can never be read out of it."""

    label: str
    id: bytes
    handle: int
    kept: bool


class Token:
    """One token of a device, by its label; opened at the first use, again after a fork and after the device was away. Safe between threads."""

    def __init__(self, library: Path, label: str, pin: bytes, mechanism: Mechanism) -> None:
        self._library, self.label, self._pin, self.mechanism = library, label, pin, mechanism
        self._lock = threading.RLock()
        self._functions: c_void_p | None = None
        self._session, self._process, self.about = 0, 0, ""
        self._handles: dict[bytes, int] = {}  # of this session

    def __repr__(self) -> str:
        return f"Token({self.label})"  # never the PIN

    def keys(self, prefix: str) -> list[Found]:
        """Secret keys labelled `prefix-NNNN`, the newest last."""
        return self._within(lambda: self._listed(prefix))

    def generate(self, label: str, key_id: bytes) -> None:
        """A fresh key inside the device, marked never to leave it."""

        def make() -> None:
            wanted = [
                (_CLASS, c_ulong(_SECRET_KEY)), (_KEY_TYPE, c_ulong(self.mechanism.key_type)), (_VALUE_LEN, c_ulong(self.mechanism.key_bytes)),
                (_TOKEN, c_ubyte(1)), (_PRIVATE, c_ubyte(1)), (_SENSITIVE, c_ubyte(1)), (_EXTRACTABLE, c_ubyte(0)), (_ENCRYPT, c_ubyte(1)), (_DECRYPT, c_ubyte(1)),
                (_LABEL, ctypes.create_string_buffer(label.encode(), len(label.encode()))), (_ID, ctypes.create_string_buffer(key_id, len(key_id))),
            ]  # fmt: skip
            handle = c_ulong()
            self._call("C_GenerateKey", self._session, byref(_Mechanism(self.mechanism.generate, None, 0)), _attributes(wanted), len(wanted), byref(handle))

        self._within(make)

    def seal(self, handle: Callable[[], int], plain: bytes, associated: bytes, nonce: bytes) -> bytes:
        return self._within(lambda: self._turned("C_EncryptInit", "C_Encrypt", handle(), plain, associated, nonce))

    def open(self, handle: Callable[[], int], sealed: bytes, associated: bytes, nonce: bytes) -> bytes:
        return self._within(lambda: self._turned("C_DecryptInit", "C_Decrypt", handle(), sealed, associated, nonce))

    def handle_of(self, key: Found) -> int:
        """Of this session; called by what works within one."""
        if key.id not in self._handles:
            self._handles = {one.id: one.handle for one in self._listed(key.label.rpartition("-")[0])}
        if key.id not in self._handles:
            raise DeviceError(f"{key.label} is gone")
        return self._handles[key.id]

    def _within(self, work: Callable[[], _Back]) -> _Back:
        """Once more with a fresh session where the old one is gone: a device that was started anew is no outage."""
        with self._lock:
            for again in (True, False):
                try:
                    if not self._session or self._process != os.getpid():
                        self._open()
                    return work()
                except DeviceError as why:
                    if why.code not in _GONE or not again:
                        raise
                    self._session = 0
        raise AssertionError("the second try returns or raises")

    def _open(self) -> None:
        if self._functions is None or self._process != os.getpid():
            try:
                library = ctypes.CDLL(str(self._library))
                table = POINTER(_Functions)()
                if library.C_GetFunctionList(byref(table)) != _OK:
                    raise DeviceError("C_GetFunctionList")
            except (OSError, AttributeError) as why:
                raise DeviceError(f"{self._library.name}: {type(why).__name__}") from why
            self._functions = cast(table.contents.at, c_void_p)
            self._process = os.getpid()
        self._call("C_Initialize", byref(_Starting(flags=_OS_LOCKING)), fine=(_ALREADY_INITIALIZED,))
        slot = self._slot()
        session = c_ulong()
        self._call("C_OpenSession", slot, _SERIAL | _READ_WRITE, None, None, byref(session))
        self._session, self._handles = session.value, {}
        self._call("C_Login", self._session, _USER, self._pin, len(self._pin), fine=(_ALREADY_LOGGED_IN,))

    def _slot(self) -> int:
        slots, count = (c_ulong * _MOST)(), c_ulong(_MOST)
        self._call("C_GetSlotList", 1, slots, byref(count))
        for slot in slots[: count.value]:
            info = _TokenInfo()
            self._call("C_GetTokenInfo", slot, byref(info))
            if bytes(info.label).rstrip(b" \0").decode("utf-8", "replace") == self.label:
                self.about = " ".join(bytes(one).strip(b" \0").decode("utf-8", "replace") for one in (info.maker, info.model, info.serial))
                return int(slot)
        raise DeviceError(f"no token is labelled {self.label}")

    def _listed(self, prefix: str) -> list[Found]:
        self._call("C_FindObjectsInit", self._session, _attributes([(_CLASS, c_ulong(_SECRET_KEY))]), 1)
        handles, count = (c_ulong * _MOST)(), c_ulong()
        try:
            self._call("C_FindObjects", self._session, handles, _MOST, byref(count))
        finally:
            self._call("C_FindObjectsFinal", self._session)
        found = []
        for handle in handles[: count.value]:
            label = self._value(handle, _LABEL).decode("utf-8", "replace")
            head, _, number = label.rpartition("-")
            if head == prefix and number.isdigit():
                kept = self._value(handle, _SENSITIVE) == b"\1" and self._value(handle, _EXTRACTABLE) == b"\0"
                found.append(Found(label, self._value(handle, _ID), int(handle), kept))
        return sorted(found, key=lambda one: int(one.label.rpartition("-")[2]))

    def _value(self, handle: int, which: int) -> bytes:
        room = ctypes.create_string_buffer(256)
        asked = (_Attribute * 1)(_Attribute(which, cast(room, c_void_p), len(room)))
        self._call("C_GetAttributeValue", self._session, handle, asked, 1)
        return room.raw[: asked[0].length]

    def _turned(self, begin: str, go: str, handle: int, data: bytes, associated: bytes, nonce: bytes) -> bytes:
        gcm = _Gcm(nonce, len(nonce), len(nonce) * 8, associated, len(associated), TAG_BYTES * 8)
        self._call(begin, self._session, byref(_Mechanism(self.mechanism.seal, cast(byref(gcm), c_void_p), ctypes.sizeof(gcm))), handle)
        room = ctypes.create_string_buffer(len(data) + 2 * TAG_BYTES)
        length = c_ulong(len(room))
        self._call(go, self._session, data, len(data), room, byref(length))
        return room.raw[: length.value]

    def _call(self, name: str, *arguments: Any, fine: tuple[int, ...] = ()) -> None:
        assert self._functions is not None and self._functions.value is not None
        address = c_void_p.from_address(self._functions.value + _AT[name] * ctypes.sizeof(c_void_p)).value or 0
        if not address:
            raise DeviceError(f"the library has no {name}")
        code = int(CFUNCTYPE(c_ulong, *_TAKES[name])(address)(*arguments))
        if code not in (_OK, *fine):
            raise DeviceError(name, code)


class DeviceKey:
    """A key-encryption key in a device. Its handle is asked for again where a session is new: handles need not outlive one."""

    __slots__ = ("_found", "_token")

    def __init__(self, token: Token, found: Found) -> None:
        self._token, self._found = token, found

    def __repr__(self) -> str:
        return f"DeviceKey({self._found.label})"

    def wrap(self, raw: bytes, owner: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        """`suite` is the device's own, whatever is asked: one device key has one mechanism."""
        nonce = nonce or os.urandom(NONCE_BYTES)
        return bytes((1, self._token.mechanism.suite)) + nonce + self._token.seal(self._handle, raw, b"key of " + owner, nonce)

    def unwrap(self, wrapped: bytes, owner: bytes) -> Key:
        if len(wrapped) != _HEAD + KEY_BYTES + TAG_BYTES or wrapped[:2] != bytes((1, self._token.mechanism.suite)):
            raise Broken("not a key that this device wrapped")
        try:
            raw = self._token.open(self._handle, wrapped[_HEAD:], b"key of " + owner, wrapped[2:_HEAD])
        except DeviceError as why:
            if why.code in _NOT_WHAT_WAS_SEALED or why.code == _GENERAL_ERROR:
                raise Broken("the value, its place or its key is not the one it was sealed with") from why
            raise
        return Key(raw)

    def _handle(self) -> int:
        return self._token.handle_of(self._found)


def _attributes(wanted: list[tuple[int, Any]]) -> Any:
    found = (_Attribute * len(wanted))(*(_Attribute(which, cast(byref(value), c_void_p), ctypes.sizeof(value)) for which, value in wanted))
    setattr(found, "values", wanted)  # noqa: B010  # an address alone keeps nothing alive, and the type of the array knows no such name
    return found

"""A stream sealed to a public key: whoever writes it cannot read it again. X25519, HKDF-SHA256, AES-256-GCM in chunks.

    8 bytes    JXBOX\\1\\0\\0
    32 bytes   public key of this box, drawn for it
    chunks     4 bytes length, then the sealed chunk; its nonce is its number, and the last one is marked in what
               it is bound to, so that a box cut short or re-ordered does not open
"""

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jiaxin.kit.crypto.sealing import Broken

CHUNK = 1 << 20
_MAGIC = b"JXBOX\x01\x00\x00"
_LENGTH = struct.Struct(">I")


def new_pair() -> tuple[bytes, bytes]:
    """(private, public), 32 bytes each."""
    key = X25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


class Sealer:
    """A file to write into: what is written is sealed. Close it, or the box does not open."""

    def __init__(self, public: bytes, out: BinaryIO) -> None:
        once = X25519PrivateKey.generate()
        mine = once.public_key().public_bytes_raw()
        self._key = _key(once.exchange(X25519PublicKey.from_public_bytes(public)), mine, public)
        self._out, self._waiting, self._number = out, b"", 0
        out.write(_MAGIC + mine)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(self._waiting[:CHUNK], b"chunk")
            self._waiting = self._waiting[CHUNK:]
        return len(data)

    def close(self) -> None:
        self._put(self._waiting, b"last")

    def _put(self, data: bytes, bound: bytes) -> None:
        box = self._key.encrypt(self._number.to_bytes(12, "big"), data, bound)
        self._out.write(_LENGTH.pack(len(box)) + box)
        self._number += 1


class Opener:
    """A file to read from: what a box holds."""

    def __init__(self, source: BinaryIO, private: bytes) -> None:
        self._chunks, self._waiting = opened(source, private), b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._waiting) < size:
            if (chunk := next(self._chunks, None)) is None:
                break
            self._waiting += chunk
        size = len(self._waiting) if size < 0 else size
        data, self._waiting = self._waiting[:size], self._waiting[size:]
        return data


def seal(chunks: Iterable[bytes], public: bytes, out: BinaryIO) -> None:
    sealer = Sealer(public, out)
    for chunk in chunks:
        sealer.write(chunk)
    sealer.close()


def opened(source: BinaryIO, private: bytes) -> Iterator[bytes]:
    """The chunks in order. Raises Broken for a wrong key, an altered box or one cut short."""
    if source.read(len(_MAGIC)) != _MAGIC:
        raise Broken("not a sealed box")
    theirs = source.read(32)
    mine = X25519PrivateKey.from_private_bytes(private)
    key = _key(mine.exchange(X25519PublicKey.from_public_bytes(theirs)), theirs, mine.public_key().public_bytes_raw())
    number, head = 0, source.read(_LENGTH.size)
    while head:
        box = source.read(_LENGTH.unpack(head)[0])
        head = source.read(_LENGTH.size)
        try:
            yield key.decrypt(number.to_bytes(12, "big"), box, b"chunk" if head else b"last")
        except InvalidTag:
            raise Broken("the box was altered or cut short, or the key is another one") from None
        number += 1
    if number == 0:
        raise Broken("the box was cut short")


def _key(shared: bytes, once: bytes, public: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=None, info=b"jiaxin box" + once + public).derive(shared))

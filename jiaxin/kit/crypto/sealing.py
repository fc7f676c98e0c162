"""Authenticated encryption of small values under a 256-bit key, in one of two suites.

A sealed value says how it was made, so values of both suites lie side by side and the configured
suite only decides how new ones are written:

    byte 0      format version, 1
    byte 1      suite: 1 = AES-256-GCM, 2 = SM4-GCM (GB/T 32907-2016)
    bytes 2-13  nonce, random
    bytes 14-   ciphertext and a 16-byte tag

The caller binds the value to its place with associated data: moved to another place, it does not open.
A nonce is 96 random bits. A person's key seals some hundreds of values and the key-encryption key
wraps at most tens of millions, both far below the 2**32 values a key may seal with random nonces
(NIST SP 800-38D, 8.3).
"""

import os
from collections.abc import Iterator
from enum import IntEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jiaxin.kit.crypto.digests import Digest, digest

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
_VERSION = 1
_HEAD = 2 + NONCE_BYTES


class Suite(IntEnum):
    AES256GCM = 1
    SM4GCM = 2

    @classmethod
    def named(cls, name: str) -> "Suite":
        try:
            return cls[name.upper()]
        except KeyError:
            raise ValueError(f"unknown suite {name!r}: use aes256gcm or sm4gcm") from None


_PREFIX = {suite: bytes((_VERSION, suite)) for suite in Suite}


class Broken(Exception):
    """A sealed value does not open: altered, moved, cut short, or sealed under another key."""


class Wrapping(Protocol):
    """包裹密钥: what a key-encryption key can do, wherever it lies: here (`Key`), or in a device (`pkcs11.DeviceKey`)."""

    def wrap(self, raw: bytes, owner: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        """Another key (32 bytes), sealed and bound to its owner; `nonce`: one of `nonces(n)`, without it one is drawn."""

    def unwrap(self, wrapped: bytes, owner: bytes) -> "Key":
        """The key that was wrapped for this owner. Raises Broken for an altered one, or one of somebody else."""


class Key:
    """A 256-bit key, ready to seal and open. Safe to share between threads."""

    __slots__ = ("_aes", "_raw", "_sm4")

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(raw)}")
        self._raw = raw
        self._aes: AESGCM | None = None
        self._sm4: algorithms.SM4 | None = None

    def __repr__(self) -> str:
        return "Key(…)"  # the default would be harmless today; a dataclass tomorrow would print the secret

    def seal(self, plaintext: bytes, associated: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        """`nonce` is for bulk work, one of `nonces(n)` each; without it one is drawn."""
        nonce = nonce or os.urandom(NONCE_BYTES)
        if suite is Suite.AES256GCM:
            return _PREFIX[suite] + nonce + self._for_aes().encrypt(nonce, plaintext, associated)
        encryptor = Cipher(self._for_sm4(), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated)
        body = encryptor.update(plaintext) + encryptor.finalize()
        return _PREFIX[suite] + nonce + body + encryptor.tag

    def open(self, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext, whichever suite sealed it; raises Broken."""
        if len(sealed) < _HEAD + TAG_BYTES or sealed[0] != _VERSION:
            raise Broken("not a sealed value of a version we know")
        nonce, suite = sealed[2:_HEAD], sealed[1]
        try:
            if suite == Suite.AES256GCM:
                return self._for_aes().decrypt(nonce, sealed[_HEAD:], associated)
            if suite == Suite.SM4GCM:
                body, tag = sealed[_HEAD:-TAG_BYTES], sealed[-TAG_BYTES:]
                decryptor = Cipher(self._for_sm4(), modes.GCM(nonce, tag)).decryptor()
                decryptor.authenticate_additional_data(associated)
                return decryptor.update(body) + decryptor.finalize()
        except InvalidTag:
            raise Broken("the value, its place or its key is not the one it was sealed with") from None
        raise Broken(f"suite {suite} is not known")

    def wrap(self, raw: bytes, owner: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        """Another key, sealed under this one and bound to its owner."""
        return self.seal(raw, b"key of " + owner, suite, nonce)

    def unwrap(self, wrapped: bytes, owner: bytes) -> "Key":
        return Key(self.open(wrapped, b"key of " + owner))

    def wrapped_by(self, other: Wrapping, owner: bytes, suite: Suite = Suite.AES256GCM, nonce: bytes = b"") -> bytes:
        """This key, wrapped by another one: for a change of keys, without showing what it is to whoever does it."""
        return other.wrap(self._raw, owner, suite, nonce)

    def _for_aes(self) -> AESGCM:
        if self._aes is None:
            self._aes = AESGCM(self._raw)
        return self._aes

    def _for_sm4(self) -> algorithms.SM4:
        # SM4 keys have 128 bits. Deriving them keeps the two suites from ever sharing key material.
        if self._sm4 is None:
            self._sm4 = algorithms.SM4(digest(b"sm4 key from " + self._raw, Digest.SM3)[:16])
        return self._sm4


def nonces(count: int) -> Iterator[bytes]:
    """`count` nonces out of one call to the system's generator: a third of the price of a call each."""
    block = os.urandom(NONCE_BYTES * count)
    return (block[at : at + NONCE_BYTES] for at in range(0, len(block), NONCE_BYTES))


def random_keys(count: int) -> Iterator[bytes]:
    """`count` fresh raw keys."""
    block = os.urandom(KEY_BYTES * count)
    return (block[at : at + KEY_BYTES] for at in range(0, len(block), KEY_BYTES))

"""Digests and keyed digests: SHA-256 and SM3 (GB/T 32905-2016), by name, so that a district can choose."""

import hashlib
import hmac
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


class Digest(StrEnum):
    SHA256 = "sha256"
    SM3 = "sm3"


def digest(data: bytes, algorithm: Digest = Digest.SHA256) -> bytes:
    """32 bytes."""
    if algorithm is Digest.SHA256:
        return hashlib.sha256(data).digest()
    # hashlib offers SM3 only where the system's OpenSSL does; the cryptography wheel brings its own.
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return sm3.finalize()


def mac(key: bytes, data: bytes, algorithm: Digest = Digest.SHA256) -> bytes:
    """HMAC, 32 bytes."""
    if algorithm is Digest.SHA256:
        return hmac.digest(key, data, "sha256")
    sm3 = HMAC(key, hashes.SM3())
    sm3.update(data)
    return sm3.finalize()

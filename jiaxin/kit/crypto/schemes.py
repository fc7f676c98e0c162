"""签名算法 by name, so that a district can choose: Ed25519 (RFC 8032) or SM2 with SM3 (GB/T 32918.2-2016).

Private keys have 32 bytes, signatures 64 in both; public keys 32 and 64.
"""

from enum import StrEnum

from jiaxin.kit.crypto import sm2
from jiaxin.kit.crypto.signing import Signer, Verifier


class Scheme(StrEnum):
    ED25519 = "ed25519"
    SM2 = "sm2"


def new_private(scheme: Scheme) -> bytes:
    return sm2.new_private() if scheme is Scheme.SM2 else Signer.new().private


def public_of(scheme: Scheme, private: bytes) -> bytes:
    return sm2.public_of(private) if scheme is Scheme.SM2 else Signer(private).public


def sign(scheme: Scheme, private: bytes, message: bytes) -> bytes:
    return sm2.sign(private, message) if scheme is Scheme.SM2 else Signer(private).sign(message)


def accepts(scheme: str, public: bytes, signature: bytes, message: bytes) -> bool:
    """False for a scheme that is not known."""
    if scheme == Scheme.SM2:
        return sm2.accepts(public, signature, message)
    return scheme == Scheme.ED25519 and len(public) == 32 and Verifier(public).accepts(signature, message)

"""COSE_Sign1 — a signed thing with the key it names (RFC 9052, sections 4.2 and 4.4), and its base32 form.

Bytes outside the envelope (`bound`) are signed with it: a card's payload is bound to the code in its address,
so that it cannot be moved to another address, and costs not one byte for that.
"""

from base64 import b32decode, b32encode
from collections.abc import Callable
from dataclasses import dataclass

from jiaxin.domain.onecode.cbor import Cbor, Malformed, Tag, decode, encode

EDDSA = -8  # RFC 9053
SM2 = -65601  # of the range for private use; ASSUMED: no number is registered for SM2 with SM3
ALGORITHMS = {EDDSA: "ed25519", SM2: "sm2"}
SIGN1, SIGNATURE_BYTES, KID_BYTES = 18, 64, 4
_LONGEST = 1_000  # characters of base32 anybody has to look at
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was signed, by which algorithm (COSE number) and key, and the signature."""

    algorithm: int
    kid: bytes
    payload: bytes
    signature: bytes

    def message(self, bound: bytes) -> bytes:
        """The bytes that the signature covers."""
        return encode(["Signature1", _protected(self.algorithm, self.kid), bound, self.payload])

    def to_bytes(self) -> bytes:
        return encode(Tag(SIGN1, [_protected(self.algorithm, self.kid), {}, self.payload, self.signature]))


def signed(payload: bytes, bound: bytes, algorithm: int, kid: bytes, sign: Sign) -> Envelope:
    draft = Envelope(algorithm, kid, payload, b"")
    return Envelope(algorithm, kid, payload, sign(draft.message(bound)))


def opened(raw: bytes) -> Envelope:
    """Raises Malformed for anything but one COSE_Sign1 of our shape."""
    outer = decode(raw)
    if not isinstance(outer, Tag) or outer.number != SIGN1 or not isinstance(outer.value, list) or len(outer.value) != 4:
        raise Malformed("not a COSE_Sign1")
    protected, unprotected, payload, signature = outer.value
    if not isinstance(protected, bytes) or not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise Malformed("not a COSE_Sign1")
    head = decode(protected)
    if unprotected != {} or not isinstance(head, dict) or set(head) != {1, 4}:
        raise Malformed("headers we do not know")
    algorithm, kid = head[1], head[4]
    if not isinstance(algorithm, int) or not isinstance(kid, bytes) or len(kid) != KID_BYTES:
        raise Malformed("headers we do not know")
    if len(signature) != SIGNATURE_BYTES:
        raise Malformed("a signature of another length")
    return Envelope(algorithm, kid, payload, signature)


def to_text(raw: bytes) -> str:
    """Base32 without padding: the alphabet that QR codes pack tightest and addresses leave alone."""
    return b32encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Raises Malformed for anything `to_text` would not have written."""
    if not text or len(text) > _LONGEST:
        raise Malformed("no payload, or far too long")
    try:
        raw = b32decode(text + "=" * (-len(text) % 8))
    except ValueError as why:
        raise Malformed("not base32") from why
    if to_text(raw) != text:
        raise Malformed("not in its one form")
    return raw


def _protected(algorithm: int, kid: bytes) -> bytes:
    head: Cbor = {1: algorithm, 4: kid}
    return encode(head)

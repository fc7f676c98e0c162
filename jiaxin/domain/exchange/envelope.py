"""信封 — one sealed, signed and numbered message to one recipient; and the slip that says how far somebody has read.

    header     who to whom, for what purpose, the how-manieth, after which one, when, under which key, digest of the content
    signature  over `jiaxin exchange 1` and the canonical header
    payload    sealed to the recipient; its digest stands in the header
    withheld   instead of a payload: the sender's signature that the content was taken back (consent ended, person erased)

The hash of an envelope covers header and signature; the next envelope names it, so nothing can be left out or put between.
A bundle is what travels: envelopes in order and the slip of who sends it, as one JSON file or one request.

Not here  keys and ciphers (apps/access, kit/crypto), whether an envelope is accepted (judging), what a payload says (content).
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from jiaxin.kit.canonical import canonical

FORMAT = "jiaxin-exchange-1"
ASK, RECORD, NONE = "ask", "record", "none"
KINDS = (ASK, RECORD, NONE)
_SIGNED, _WITHHELD, _SLIP = b"jiaxin exchange 1\n", b"jiaxin exchange 1 withheld\n", b"jiaxin exchange 1 slip\n"
_DIGITS = frozenset("0123456789abcdef")
MOST = 1 << 53  # what every JSON reader keeps exactly


class Misshapen(Exception):
    """Not an envelope, slip or bundle of a form we know."""


@dataclass(frozen=True, slots=True)
class Header:
    """`at`: seconds since 1970, UTC; `previous`: hash of the envelope before, empty for the first; `payload`: SHA-256, hexadecimal."""

    kind: str
    sender: str
    recipient: str
    purpose: str
    number: int
    previous: str
    at: int
    key: str
    payload: str

    @property
    def signed(self) -> bytes:
        return _SIGNED + canonical(asdict(self))


@dataclass(frozen=True, slots=True)
class Envelope:
    header: Header
    signature: bytes
    payload: bytes = b""
    withheld: bytes = b""

    @property
    def hash(self) -> str:
        return sha256(self.header.signed + self.signature).hexdigest()

    @property
    def whole(self) -> bool:
        """Whether the content is the one that was signed."""
        return digest_of(self.payload) == self.header.payload

    def written(self) -> dict[str, Any]:
        content = {"payload": b64encode(self.payload).decode()} if self.payload else {"withheld": self.withheld.hex()}
        return {"header": asdict(self.header), "signature": self.signature.hex(), **content}


@dataclass(frozen=True, slots=True)
class Slip:
    """回单: up to which number the sender of the slip has read the recipient's envelopes, the hash of that one, and which it lacks."""

    sender: str
    recipient: str
    have: int
    hash: str
    missing: tuple[int, ...]
    at: int
    key: str
    signature: bytes = b""

    @property
    def signed(self) -> bytes:
        return _SLIP + canonical(self._body())

    def written(self) -> dict[str, Any]:
        return {**self._body(), "signature": self.signature.hex()}

    def _body(self) -> dict[str, Any]:
        said = asdict(self)
        del said["signature"]
        return said | {"missing": list(self.missing)}


@dataclass(frozen=True, slots=True)
class Bundle:
    envelopes: tuple[Envelope, ...]
    slip: Slip | None

    def written(self) -> bytes:
        said = {"format": FORMAT, "envelopes": [one.written() for one in self.envelopes], "slip": self.slip.written() if self.slip else None}
        return canonical(said)


def digest_of(payload: bytes) -> str:
    return sha256(payload).hexdigest()


def withheld_statement(envelope_hash: str) -> bytes:
    """What is signed to say that the content of an envelope will not come."""
    return _WITHHELD + envelope_hash.encode("ascii")


def read_bundle(data: bytes, most: int) -> Bundle:
    """Raises Misshapen, also for more than `most` envelopes."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise Misshapen("not JSON") from None
    if not isinstance(said, dict) or set(said) != {"format", "envelopes", "slip"} or said["format"] != FORMAT or not isinstance(said["envelopes"], list):
        raise Misshapen("not a bundle")
    if len(said["envelopes"]) > most:
        raise Misshapen("too many envelopes")
    return Bundle(tuple(read_envelope(one) for one in said["envelopes"]), _slip(said["slip"]) if said["slip"] is not None else None)


def read_envelope(said: object) -> Envelope:
    if not isinstance(said, Mapping) or set(said) not in ({"header", "signature", "payload"}, {"header", "signature", "withheld"}):
        raise Misshapen("not an envelope")
    head = said["header"]
    texts = ("kind", "sender", "recipient", "purpose", "previous", "key", "payload")
    if not isinstance(head, Mapping) or set(head) != {*texts, "number", "at"}:
        raise Misshapen("not a header")
    header = Header(**{name: _text(head[name]) for name in texts}, number=_whole(head["number"]), at=_whole(head["at"]))
    if header.number < 1 or not _hex(header.payload, 64) or not (header.previous == "" or _hex(header.previous, 64)):
        raise Misshapen("not a header")
    payload = _base64(said["payload"]) if "payload" in said else b""
    return Envelope(header, _bytes(said["signature"]), payload, _bytes(said["withheld"]) if "withheld" in said else b"")


def _slip(said: object) -> Slip:
    texts = ("sender", "recipient", "hash", "key")
    if not isinstance(said, Mapping) or set(said) != {*texts, "have", "missing", "at", "signature"} or not isinstance(said["missing"], Sequence):
        raise Misshapen("not a slip")
    missing = tuple(_whole(one) for one in said["missing"])
    return Slip(**{name: _text(said[name]) for name in texts}, have=_whole(said["have"]), missing=missing, at=_whole(said["at"]), signature=_bytes(said["signature"]))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 64 or not value.isascii() or not value.isprintable():
        raise Misshapen("not a word")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < MOST:
        raise Misshapen("not a number")
    return value


def _hex(value: str, length: int) -> bool:
    return len(value) == length and _DIGITS.issuperset(value)


def _bytes(value: object) -> bytes:
    if not isinstance(value, str) or len(value) != 128 or not _hex(value, 128):
        raise Misshapen("not a signature")
    return bytes.fromhex(value)


def _base64(value: object) -> bytes:
    try:
        found = b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        found = b""
    if not found:
        raise Misshapen("not a content")
    return found

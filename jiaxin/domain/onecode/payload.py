"""签名内容 — what a code says by itself, signed: the public tier in clear and one root over all that may be shown later.

A CWT (RFC 8392): issuer 1, expiry 4, issued 6, and under one private claim an array. Format 2, written now:

    [2, status index, root (16 bytes), photo (16 bytes or none), masked name, trades, state, live]

Format 1, still read:  [1, status index, root (32 bytes), masked name, trades, state]

Unit     instants are Unix seconds; `trades` is a bit for each place in TRADES; `photo` and `root` are SHA-256 cut short
Silent   about her number, phone, address, whole name, conduct: a code is a picture that anybody may keep
Why      one root and no list of digests: twelve digests make a code that phones do not read (docs/decisions)
"""

from dataclasses import dataclass

from jiaxin.domain.onecode.cbor import Cbor, Malformed, decode, encode
from jiaxin.domain.onecode.envelope import Envelope, Sign, from_text, signed, to_text

FORMAT = 2
BYTES_AT_MOST = 200
PRIVATE = -65537
# The places are printed in codes: new trades are added at the end, none is ever moved.
TRADES = (
    "保洁", "收纳", "做饭", "保姆", "钟点", "母婴护理", "育婴", "产后康复", "养老照护", "病患陪护", "接送", "搬家", "维修", "宠物", "管家",
)  # fmt: skip
STATES = ("grey", "green", "yellow")
_ROOT_BYTES = {1: 32, 2: 16}
_LENGTH = {1: 6, 2: 8}
_NAME_BYTES = 24


class Newer(Exception):
    """A format later than this program."""


@dataclass(frozen=True, slots=True)
class Payload:
    """One code's signed content. `live` = made on her phone a moment ago, not printed."""

    issuer: str
    issued_at: int
    expires_at: int
    place: int  # in the status list
    root: bytes
    photo: bytes
    name: str
    trades: tuple[str, ...]
    state: str
    live: bool = False
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        bits = sum(1 << TRADES.index(one) for one in self.trades)
        state = STATES.index(self.state)
        said: list[Cbor]
        if self.format == 1:
            said = [1, self.place, self.root, self.name, bits, state]
        else:
            said = [2, self.place, self.root, self.photo, self.name, bits, state, self.live]
        return encode({1: self.issuer, 4: self.expires_at, 6: self.issued_at, PRIVATE: said})


def sealed(payload: Payload, code: str, algorithm: int, kid: bytes, sign: Sign) -> bytes:
    """The signed bytes of a code. Raises ValueError above the length that phones still read."""
    raw = signed(payload.to_bytes(), bound(code), algorithm, kid, sign).to_bytes()
    if len(raw) > BYTES_AT_MOST:
        raise ValueError(f"a payload of {len(raw)} bytes; at most {BYTES_AT_MOST} can be read from a card")
    return raw


def bound(code: str) -> bytes:
    """The address a payload belongs to, as it is signed."""
    return b"jiaxin:" + code.strip().lower().encode()


def read(envelope: Envelope) -> Payload:
    """Raises Malformed or Newer."""
    claims = decode(envelope.payload)
    if not isinstance(claims, dict) or set(claims) != {1, 4, 6, PRIVATE}:
        raise Malformed("not a code's claims")
    issuer, expires, issued, said = claims[1], claims[4], claims[6], claims[PRIVATE]
    if not isinstance(said, list) or not said or not _whole(said[0]):
        raise Malformed("not a code's claims")
    number = said[0]
    if number not in _LENGTH:
        raise Newer(f"format {number}")
    if len(said) != _LENGTH[number]:
        raise Malformed("not a code's claims")
    place, root, photo, name, bits, state, live = said[1:] if number == 2 else (*said[1:3], b"", *said[3:], False)
    if not isinstance(issuer, str) or not (_whole(expires) and _whole(issued) and _whole(place)):
        raise Malformed("not a code's claims")
    if not isinstance(root, bytes) or len(root) != _ROOT_BYTES[number] or not isinstance(photo, bytes):
        raise Malformed("not a code's claims")
    if len(photo) not in (0, 16) or not isinstance(name, str) or len(name.encode()) > _NAME_BYTES:
        raise Malformed("not a code's claims")
    if not (_whole(bits) and _whole(state)) or bits >> len(TRADES) or state >= len(STATES) or not isinstance(live, bool):
        raise Malformed("not a code's claims")
    trades = tuple(one for i, one in enumerate(TRADES) if bits >> i & 1)
    return Payload(issuer, issued, expires, place, root, photo, name, trades, STATES[state], live, number)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def address(base: str, code: str, raw: bytes) -> str:
    """What the QR code holds: the path opens the live page, the part after # never leaves the phone."""
    return f"{base}/c/{code}#{to_text(raw)}"


def split(text: str) -> tuple[str, bytes]:
    """(code, signed bytes) of an address. Raises Malformed."""
    path, mark, fragment = text.strip().partition("#")
    code = path.rstrip("/").partition("/c/")[2].partition("/")[0].partition("?")[0]
    if not mark or not code:
        raise Malformed("no code or no payload in this address")
    return code.lower(), from_text(fragment)

"""状态名单 — one bit list over all codes, small enough that every verifier carries it.

Each code holds a random place. Places whose code is stopped are sent as gaps in Golomb-Rice coding, with one bit
each: over for good, or stopped for the time being. At 2,000 of 100,000 codes that is under 5 kB; a general-purpose
packer needs more, and a browser without one can still read this.

A list is signed like a code. It says when it was made, when to ask for the next, and from when on it is too old to
rely on: a verifier that cannot get a younger one then refuses.

Unit    instants are Unix seconds; places 0 … `size` - 1
Source  IETF draft-ietf-oauth-status-list: random places, ttl and exp; the coding is ours
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiaxin.domain.onecode.cbor import Cbor, Malformed, decode, encode
from jiaxin.domain.onecode.envelope import Envelope, Sign, signed
from jiaxin.domain.onecode.payload import PRIVATE

SIZE = 1 << 24
BOUND = b"jiaxin:status"
OVER, PAUSED = 1, 2
_VERSION, _TTL = 1, 65534
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class StatusList:
    issuer: str
    made_at: int
    renew_after: int  # seconds
    refuse_after: int  # instant
    stopped: Mapping[int, int]  # place → OVER or PAUSED

    def to_bytes(self) -> bytes:
        places = sorted(self.stopped)
        steps, gaps = _gaps(places)
        flags = _packed("".join("1" if self.stopped[one] == PAUSED else "0" for one in places))
        said: Cbor = [_VERSION, SIZE, steps, len(places), gaps, flags]
        return encode({1: self.issuer, 4: self.refuse_after, 6: self.made_at, _TTL: self.renew_after, PRIVATE: said})


def sealed(listed: StatusList, algorithm: int, kid: bytes, sign: Sign) -> bytes:
    return signed(listed.to_bytes(), BOUND, algorithm, kid, sign).to_bytes()


def read(envelope: Envelope) -> StatusList:
    """Raises Malformed."""
    claims = decode(envelope.payload)
    if not isinstance(claims, dict) or set(claims) != {1, 4, 6, _TTL, PRIVATE}:
        raise Malformed("not a status list")
    issuer, refuse, made, renew, said = claims[1], claims[4], claims[6], claims[_TTL], claims[PRIVATE]
    if not isinstance(said, list) or len(said) != 6 or said[0] != _VERSION or said[1] != SIZE:
        raise Malformed("not a status list")
    _, _, steps, count, gaps, flags = said
    if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in (refuse, made, renew, steps, count)):
        raise Malformed("not a status list")
    if not isinstance(issuer, str) or not isinstance(gaps, bytes) or not isinstance(flags, bytes):
        raise Malformed("not a status list")
    if steps > 24 or count > _MOST or len(flags) != -(-count // 8):
        raise Malformed("not a status list")
    places = _places(gaps, steps, count)
    stopped = {p: PAUSED if flags[i >> 3] >> (7 - (i & 7)) & 1 else OVER for i, p in enumerate(places)}
    return StatusList(issuer, made, renew, refuse, stopped)


def _gaps(places: list[int]) -> tuple[int, bytes]:
    """Each distance to the place before, less one, as quotient in unary and remainder of `steps` bits."""
    mean = SIZE // (len(places) or 1)
    steps = max(0, (mean * 69 // 100).bit_length() - 1) if mean > 1 else 0
    out, before = [], -1
    for place in places:
        gap = place - before - 1
        out.append("1" * (gap >> steps) + "0" + (format(gap & (1 << steps) - 1, f"0{steps}b") if steps else ""))
        before = place
    return steps, _packed("".join(out))


def _places(gaps: bytes, steps: int, count: int) -> list[int]:
    bits = "".join(format(byte, "08b") for byte in gaps)
    found, at, before = [], 0, -1
    for _ in range(count):
        end = bits.find("0", at)
        if end < 0 or end + steps >= len(bits) + (steps == 0):
            raise Malformed("a status list cut short")
        low = int(bits[end + 1 : end + 1 + steps], 2) if steps else 0
        before += (end - at << steps) + low + 1
        at = end + 1 + steps
        found.append(before)
    if before >= SIZE or "1" in bits[at:] or len(bits) - at >= 8:
        raise Malformed("a status list with something left over")
    return found


def _packed(bits: str) -> bytes:
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0") or "0", 2).to_bytes(-(-len(bits) // 8), "big") if bits else b""

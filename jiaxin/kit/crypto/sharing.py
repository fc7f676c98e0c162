"""Shares of a secret: any `needed` of them give it back, fewer say nothing. Shamir over GF(2⁸), byte by byte.

A share is text to print: `jx-share-<which>-<needed>-<id>-<hex>-<check>`. The id names the secret without giving it away,
so that shares of two keys cannot be mixed; the check finds a mistyped digit. Source: A. Shamir, How to share a
secret, CACM 22 (1979); the field is that of AES (x⁸+x⁴+x³+x+1).
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor

from jiaxin.kit.crypto.digests import digest

_HEAD = "jx-share"


class NoSecret(Exception):
    """These shares do not give a secret back, and why."""


@dataclass(frozen=True, slots=True)
class Share:
    """`which` is the place x; `at` holds the value of each byte's polynomial there."""

    which: int
    needed: int
    of: str
    at: bytes

    def __repr__(self) -> str:
        return f"Share({self.which} of {self.of})"

    @property
    def text(self) -> str:
        body = f"{_HEAD}-{self.which}-{self.needed}-{self.of}-{self.at.hex()}"
        return f"{body}-{_check(body)}"


def split(secret: bytes, shares: int = 3, needed: int = 2) -> list[Share]:
    if not 1 < needed <= shares < 256:
        raise ValueError("two or more are needed, and no more than there are")
    name = _name(secret)
    polynomials = [bytes([byte]) + secrets.token_bytes(needed - 1) for byte in secret]
    return [Share(x, needed, name, bytes(_at(poly, x) for poly in polynomials)) for x in range(1, shares + 1)]


def joined(shares: Sequence[Share]) -> bytes:
    """The secret. Raises NoSecret for too few, mixed or altered shares."""
    found = {share.which: share for share in shares}
    if len({(share.of, share.needed, len(share.at)) for share in shares}) != 1:
        raise NoSecret("shares of different secrets")
    if len(found) < next(iter(found.values())).needed:
        raise NoSecret(f"{len(found)} of {next(iter(found.values())).needed} shares")
    places = sorted(found)
    secret = bytes(
        _xor(_times(found[x].at[at], _weight(x, places)) for x in places) for at in range(len(found[places[0]].at))
    )
    if _name(secret) != found[places[0]].of:
        raise NoSecret("an altered share")
    return secret


def read(text: str) -> Share:
    """A share as typed from paper. Raises NoSecret where a digit is wrong."""
    body, _, check = "".join(text.split()).lower().rpartition("-")
    parts = body.removeprefix(f"{_HEAD}-").split("-")
    if not body.startswith(_HEAD) or len(parts) != 4 or check != _check(body):
        raise NoSecret("a mistyped share")
    return Share(int(parts[0]), int(parts[1]), parts[2], bytes.fromhex(parts[3]))


def _name(secret: bytes) -> str:
    return digest(b"id of shared secret " + secret)[:4].hex()


def _check(body: str) -> str:
    return digest(body.encode())[:3].hex()


def _at(polynomial: bytes, x: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = _times(value, x) ^ coefficient
    return value


def _weight(x: int, places: Sequence[int]) -> int:
    """Lagrange's weight of a place for the value at 0."""
    above, below = 1, 1
    for other in places:
        if other != x:
            above, below = _times(above, other), _times(below, x ^ other)
    return _times(above, _inverse(below))


def _inverse(a: int) -> int:
    result = 1
    for _ in range(254):  # a²⁵⁴ is 1/a in GF(2⁸)
        result = _times(result, a)
    return result


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _xor(values: Iterable[int]) -> int:
    return reduce(xor, values, 0)

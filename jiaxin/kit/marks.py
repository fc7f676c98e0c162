"""Codes of five signs that tell whose copy of a list a row came from, whatever order the rows are in.

Each copy draws its own codes; a fragment's codes are counted in every copy. A code has 25 bits in Crockford's
base 32 (no I, L, O, U), read back as people type it. How likely a wrong copy would hold as many by chance is
a binomial tail, and that figure is part of the answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 5
SPACE = 32**LENGTH
CERTAIN = 1e-6
_READ = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Traced:
    """`copy` is empty where nothing can be said. `chance`: of naming a wrong copy, over all copies together."""

    copy: str
    found: int
    of: int
    chance: float


def code(digest: bytes) -> str:
    """Five signs from the first 25 bits."""
    number = int.from_bytes(digest[:4], "big") >> 7
    return "".join(SIGNS[number >> shift & 31] for shift in range(20, -1, -5))


def read(typed: str) -> str:
    """A code as somebody typed it, in its one form; empty where it is none."""
    found = "".join(typed.split()).upper().translate(_READ)
    return found if len(found) == LENGTH and all(sign in SIGNS for sign in found) else ""


def traced(typed: Iterable[str], copies: Mapping[str, Collection[str]]) -> Traced:
    """The copy that a fragment was taken from, with the chance of being wrong; no copy above `CERTAIN`."""
    codes = {one for text in typed if (one := read(text))}
    best, most = "", 0
    for name, marked in copies.items():
        if (found := len(codes & set(marked))) > most:
            best, most = name, found
    if not best:
        return Traced("", 0, len(codes), 1.0)
    chance = min(1.0, sum(_tail(len(codes), most, len(set(marked)) / SPACE) for name, marked in copies.items() if name != best))
    # where there is a single copy, a stranger's list is what it could be mistaken for
    chance = max(chance, _tail(len(codes), most, len(set(copies[best])) / SPACE))
    return Traced(best if chance < CERTAIN else "", most, len(codes), chance)


def distinct(digests: Sequence[bytes]) -> list[str]:
    """Codes of a copy in order; where two would be the same, the later one moves on."""
    taken: dict[str, None] = {}
    for digest in digests:
        number = int.from_bytes(digest[:4], "big")
        while (one := code(number.to_bytes(4, "big"))) in taken:
            number = (number + (1 << 7)) % (1 << 32)
        taken[one] = None
    return list(taken)


def _tail(tries: int, least: int, chance: float) -> float:
    """P(at least `least` of `tries` by chance)."""
    if chance <= 0 or least == 0:
        return 1.0 if least == 0 else 0.0
    return min(1.0, sum(exp(_log_choose(tries, k) + k * log(chance) + (tries - k) * log1p(-chance)) for k in range(least, tries + 1)))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)

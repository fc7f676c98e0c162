"""Random identifiers that can be read aloud: base32 letters and digits, lower case.

Ids drawn together share a random beginning, so that they lie side by side in every index: a chunk of an
import then touches a few pages of it instead of one for each id. They say nothing of time or order; that
two ids were drawn in one go can be told, so what is public (a code) is always drawn alone.
"""

import os

SUBJECT_BITS = 80
CODE_BITS = 128
_SHARED = 5  # signs: 25 bits, more goes than a district ever makes
_LETTERS = b"abcdefghijklmnopqrstuvwxyz234567"
_FIVE_BITS = bytes(_LETTERS[byte & 31] for byte in range(256))


def new_id(bits: int = SUBJECT_BITS) -> str:
    """80 bits are 16 characters; 128 bits take 26 (and are 130)."""
    return new_ids(1, bits)[0]


def new_ids(count: int, bits: int = SUBJECT_BITS) -> list[str]:
    """One call to the system for many ids, five bits of each byte: at import speed the calls are what costs."""
    own = -(-bits // 5) - _SHARED
    pool = os.urandom(_SHARED + own * count).translate(_FIVE_BITS).decode()
    shared = pool[:_SHARED]
    return [shared + pool[i : i + own] for i in range(_SHARED, _SHARED + own * count, own)]

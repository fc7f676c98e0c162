"""Random identifiers that say nothing and can be read aloud: base32 letters and digits, lower case."""

import os

SUBJECT_BITS = 80
CODE_BITS = 128
_LETTERS = b"abcdefghijklmnopqrstuvwxyz234567"
_FIVE_BITS = bytes(_LETTERS[byte & 31] for byte in range(256))


def new_id(bits: int = SUBJECT_BITS) -> str:
    """80 bits are 16 characters; 128 bits take 26 (and are 130)."""
    return new_ids(1, bits)[0]


def new_ids(count: int, bits: int = SUBJECT_BITS) -> list[str]:
    """One call to the system for many ids, five bits of each byte: at import speed the calls are what costs."""
    size = -(-bits // 5)
    pool = os.urandom(size * count).translate(_FIVE_BITS).decode()
    return [pool[i : i + size] for i in range(0, size * count, size)]

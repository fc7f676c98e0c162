"""Random identifiers that say nothing and can be read aloud: base32 without padding, lower case."""

import os
from base64 import b32encode

SUBJECT_BITS = 80
CODE_BITS = 128


def new_id(bits: int = SUBJECT_BITS) -> str:
    """80 bits are 16 characters, 128 bits are 26."""
    return b32encode(os.urandom(bits // 8)).decode().rstrip("=").lower()


def new_ids(count: int, bits: int = SUBJECT_BITS) -> list[str]:
    """One call to the system for many ids: at import speed the calls are what costs."""
    step = bits // 8
    pool = os.urandom(step * count)
    return [b32encode(pool[i * step : (i + 1) * step]).decode().rstrip("=").lower() for i in range(count)]

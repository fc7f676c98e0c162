"""Canonical bytes: UTF-8 NFC JSON, sorted keys, no blanks; whole numbers, text, true/false, null, lists, objects.

The bytes are what leaves and signatures cover, so they must not depend on the encoder: golden
vectors and a comparison with the standard library are in the tests.
"""

from typing import Any

import orjson


def canonical(value: Any) -> bytes:
    """Bytes of a value. Floats and dates are refused: write decimals and dates as text first."""
    return orjson.dumps(value, option=_OPTIONS, default=_refuse)


_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} has no canonical form: write it as text")

"""CBOR — the part of RFC 8949 that codes need, in its one deterministic form (section 4.2.1).

Whole numbers, bytes, text, arrays, maps, tags, true, false, null. `decode` takes nothing that `encode` would not
have written, so a signed thing has exactly one spelling and no mutation of it means the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Tag:
    number: int
    value: "Cbor"


Cbor: TypeAlias = "int | bytes | str | bool | Sequence[Cbor] | Mapping[int, Cbor] | Tag | None"
_SIMPLE = {False: b"\xf4", True: b"\xf5", None: b"\xf6"}
_DEEPEST = 8
_LARGEST = 1 << 53  # what a browser counts exactly; nothing we sign holds more


class Malformed(ValueError):
    """Not CBOR, or not in its one form."""


def encode(value: Cbor) -> bytes:
    if value is None or isinstance(value, bool):
        return _SIMPLE[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        raw = value.encode()
        return _head(3, len(raw)) + raw
    if isinstance(value, Tag):
        return _head(6, value.number) + encode(value.value)
    if isinstance(value, Mapping):
        pairs = sorted((encode(key), encode(one)) for key, one in value.items())
        return _head(5, len(pairs)) + b"".join(key + one for key, one in pairs)
    return _head(4, len(value)) + b"".join(encode(one) for one in value)


def decode(raw: bytes) -> Cbor:
    """The value; raises Malformed for anything `encode` would not have written."""
    try:
        value, end = _read(raw, 0, 0)
        same = end == len(raw) and encode(value) == raw
    except (IndexError, UnicodeDecodeError, TypeError) as why:
        raise Malformed("cut short or not of our kinds") from why
    if not same:
        raise Malformed("not in its one form")
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for size, mark in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | mark]) + number.to_bytes(size, "big")
    raise Malformed("a number above 64 bits")


def _read(raw: bytes, at: int, depth: int) -> tuple[Cbor, int]:
    if depth > _DEEPEST:
        raise Malformed("nested too deeply")
    major, low = raw[at] >> 5, raw[at] & 31
    at += 1
    if major == 7:
        simple = {20: False, 21: True, 22: None}
        if low not in simple:
            raise Malformed("a kind we do not use")
        return simple[low], at
    if low >= 24:
        if low > 27:
            raise Malformed("of no stated length")
        size = 1 << low - 24
        number = int.from_bytes(_cut(raw, at, size), "big")
        at += size
        if number >= _LARGEST:
            raise Malformed("a number above 53 bits")
    else:
        number = low
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (2, 3):
        body = _cut(raw, at, number)
        return (body if major == 2 else body.decode()), at + number
    if major == 6:
        inner, at = _read(raw, at, depth + 1)
        return Tag(number, inner), at
    if number > len(raw):
        raise Malformed("longer than its bytes")
    if major == 4:
        items: list[Cbor] = []
        for _ in range(number):
            item, at = _read(raw, at, depth + 1)
            items.append(item)
        return items, at
    pairs: dict[int, Cbor] = {}
    for _ in range(number):
        key, at = _read(raw, at, depth + 1)
        if not isinstance(key, int) or isinstance(key, bool) or key in pairs:
            raise Malformed("a key that is no number, or twice the same")
        pairs[key], at = _read(raw, at, depth + 1)
    return pairs, at


def _cut(raw: bytes, at: int, size: int) -> bytes:
    if at + size > len(raw):
        raise Malformed("cut short")
    return raw[at : at + size]

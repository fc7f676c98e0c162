"""列 — many readings as arrays, so that a million rows are compared in seconds and one row by the same code.

Text becomes 64-bit marks (equal text, equal mark); names stay as characters and sounds, numbers as digits.
Nothing here depends on which other rows there are: the columns of one row equal its part of a million.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity.names_heard import HIDDEN, LONGEST, Heard, loose, syllable
from jiaxin.domain.identity.numbers_taken_apart import PLACES
from jiaxin.domain.identity.phones_given import MOST as PHONES
from jiaxin.domain.identity.places_named import MOST as PIECES
from jiaxin.domain.identity.reading import Reading

Marks = NDArray[np.uint64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

NONE, ANY = 0, 1  # in names: no character here; one that is not known
UNREAD = 15  # in numbers: a place that is not known (X is 10)


@dataclass(slots=True)
class Columns:
    """One line per reading."""

    characters: NDArray[np.uint32]  # [n, 6]
    sounds: NDArray[np.uint16]  # [n, 6]
    loose: NDArray[np.uint16]  # [n, 6]: zh=z, ng=n, l=n
    whole: Flags  # a whole name, not a form of address
    sex: Bytes
    digits: Bytes  # [n, 18]
    standing: Bytes
    birth: NDArray[np.int32]
    phones: Ints  # [n, 3]
    native: NDArray[np.uint32]  # [n, 3]: province, city, county
    job: Marks
    company: Marks

    def __len__(self) -> int:
        return len(self.sex)

    def take(self, rows: Ints) -> "Columns":
        return Columns(*(getattr(self, f.name)[rows] for f in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        return cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))


def mark(text: str) -> int:
    """64 bits that stand for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


_remembered: Callable[[str], int] = lru_cache(1 << 17)(mark)


@cache
def _sound_number(sound: str) -> int:
    return 2 + mark(sound) % 65521


@cache
def _of_character(character: str) -> tuple[int, int, int]:
    if character == HIDDEN:
        return ANY, ANY, ANY
    sound = syllable(character)
    return ord(character), _sound_number(sound), _sound_number(loose(sound))


@lru_cache(1 << 18)
def _of_name(heard: Heard) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    if heard.syllables:
        found = [(ANY, _sound_number(s), _sound_number(loose(s))) for s in heard.syllables]
    else:
        found = [_of_character(c) for c in heard.text]
    if len(found) > LONGEST:
        found[LONGEST - 1 :] = [_rest(found[LONGEST - 1 :])]
    found += [(NONE, NONE, NONE)] * (LONGEST - len(found))
    characters, sounds, alike = zip(*found, strict=True)
    return characters, sounds, alike


def _rest(found: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The end of a long name as one character: equal where it is equal."""
    characters, sounds, alike = zip(*found, strict=True)
    said = ANY if ANY in characters else 0x110000 + mark(repr(characters)) % 0xFFFF0000
    return said, 2 + mark(repr(sounds)) % 65521, 2 + mark(repr(alike)) % 65521


@lru_cache(1 << 16)
def _of_places(pieces: tuple[str, ...]) -> tuple[int, ...]:
    return tuple([mark(p) & 0xFFFFFFFF or 1 if p else 0 for p in pieces] + [0] * (PIECES - len(pieces)))


_PLACE_VALUES = np.full(256, UNREAD, np.uint8)
_PLACE_VALUES[np.frombuffer(b"0123456789X", np.uint8)] = np.arange(11, dtype=np.uint8)


def columns(readings: Iterable[Reading]) -> Columns:
    rows = list(readings)
    n = len(rows)
    names = [_of_name(r.name) for r in rows]
    digits = np.frombuffer("".join([r.number.places for r in rows]).encode("ascii"), np.uint8).reshape(n, PLACES)
    return Columns(
        _matrix((x[0] for x in names), np.uint32, LONGEST),
        _matrix((x[1] for x in names), np.uint16, LONGEST),
        _matrix((x[2] for x in names), np.uint16, LONGEST),
        np.array([r.name.whole for r in rows], np.bool_),
        np.array([r.sex for r in rows], np.uint8),
        _PLACE_VALUES[digits],
        np.array([r.number.standing for r in rows], np.uint8),
        np.array([r.birth for r in rows], np.int32),
        _phones(rows),
        _matrix((_of_places(r.native) for r in rows), np.uint32, PIECES),
        np.array([_remembered(r.job) if r.job else 0 for r in rows], np.uint64),
        np.array([_remembered(r.company) if r.company else 0 for r in rows], np.uint64),
    )


def _matrix(lines: Iterable[Sequence[int]], of: type[np.generic], width: int) -> NDArray[Any]:
    return np.fromiter(chain.from_iterable(lines), of).reshape(-1, width)


def _phones(rows: Sequence[Reading]) -> Ints:
    found = np.zeros((len(rows), PHONES), np.int64)
    found[:, 0] = [int(r.phones[0]) if r.phones else 0 for r in rows]
    for at, row in enumerate(rows):
        if len(row.phones) > 1:
            found[at, 1 : len(row.phones)] = [int(phone) for phone in row.phones[1:]]
    return found


FEW = 4  # lines up to which plain numbers are faster than arrays
_ALL = 0xFFFFFFFFFFFFFFFF


def mixed(*parts: NDArray[np.generic] | int) -> Marks:
    """One mark out of several columns (splitmix64); the order counts."""
    size = max((len(part) for part in parts if isinstance(part, np.ndarray)), default=1)
    if size <= FEW:
        lists = [part.tolist() if isinstance(part, np.ndarray) else [part] * size for part in parts]
        return np.array([mixed_one(line) for line in zip(*lists, strict=True)], np.uint64)
    total: Any = np.uint64(0)
    with np.errstate(over="ignore"):
        for part in parts:
            value = np.asarray(part).astype(np.uint64)
            total = (total ^ value) + np.uint64(0x9E3779B97F4A7C15)
            total = (total ^ (total >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            total = (total ^ (total >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            total = total ^ (total >> np.uint64(31))
    return np.asarray(total, np.uint64)


def mixed_one(parts: Iterable[int]) -> int:
    """One mark out of so many numbers, as `mixed` makes it of columns."""
    total = 0
    for part in parts:
        total = ((total ^ (part & _ALL)) + 0x9E3779B97F4A7C15) & _ALL
        total = ((total ^ (total >> 30)) * 0xBF58476D1CE4E5B9) & _ALL
        total = ((total ^ (total >> 27)) * 0x94D049BB133111EB) & _ALL
        total ^= total >> 31
    return total


def across(matrix: NDArray[np.generic]) -> Marks:
    """One mark per line of a matrix."""
    return mixed(*(matrix[:, column] for column in range(matrix.shape[1])))


def number_known(digits: Bytes, start: int, end: int) -> Flags:
    found: Flags = (digits[:, start:end] != UNREAD).all(axis=1)
    return found


def number_value(digits: Bytes, start: int, end: int) -> Ints:
    """Places as one integer, in base 16; meaningless where one is not known."""
    value = np.zeros(len(digits), np.int64)
    for place in range(start, end):
        value = value * 16 + digits[:, place]
    return value


def birth_in_number(digits: Bytes) -> NDArray[np.int32]:
    """yyyymmdd out of the number, with 0 where places are not known or make no year."""
    value = np.zeros(len(digits), np.int64)
    d = digits.astype(np.int64)
    year = (d[:, 6:10] != UNREAD).all(axis=1)
    month, day = (d[:, 10:12] != UNREAD).all(axis=1), (d[:, 12:14] != UNREAD).all(axis=1)
    value = (d[:, 6:10] @ np.array([1000, 100, 10, 1])) * 10000
    value += np.where(month, d[:, 10:12] @ np.array([1000, 100]), 0) + np.where(month & day, d[:, 12:14] @ np.array([10, 1]), 0)
    sane = year & (value > 19000000) & (value < 20300000)
    return np.where(sane, value, 0).astype(np.int32)

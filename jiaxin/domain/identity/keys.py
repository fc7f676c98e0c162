"""分块键 — under which keys a record can be found again: whoever shares none of them is never compared.

A key is a kind and 64 bits made from normalised values. A registry stores them blinded (keyed hash) and indexed;
the batch sorts them. Each kind has a limit: a block with more records tells nothing and would cost a square.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity.columns import (
    ANY,
    FEW,
    NONE,
    Columns,
    Flags,
    Ints,
    Marks,
    across,
    birth_in_number,
    mixed,
    mixed_one,
    number_known,
    number_value,
)


class Kind(NamedTuple):
    name: str
    most: int  # records in a block that is still compared


KINDS = (
    Kind("number", 200),
    Kind("phone", 40),
    Kind("phone+surname", 60),
    Kind("name+birth", 60),
    Kind("name+year+month", 40),
    Kind("name+month+day", 40),
    Kind("given+birth", 40),
    Kind("surname+birth+area", 40),
    Kind("surname+birth+native", 40),
    Kind("name+last four", 60),
    Kind("birth+last four", 40),
    Kind("area+last four", 40),
    Kind("name+area", 40),
    Kind("name+native", 40),
    Kind("name+company", 60),
    Kind("name+phone head", 40),
    Kind("name+phone tail", 40),
    Kind("name", 24),
    Kind("surname+birth+company", 40),
    Kind("surname+phone head", 30),
    Kind("surname+birth", 12),
    Kind("end+birth", 12),
    Kind("surname+native+company", 16),
)
NUMBER = {kind.name: at for at, kind in enumerate(KINDS)}


class Keyed(NamedTuple):
    """One kind: records and their marks. A record stands there as often as it has different marks."""

    kind: int
    rows: Ints
    marks: Marks


def name_marks(c: Columns) -> tuple[Marks, Flags]:
    """The sounds of a whole name, loosely: what homophones and zh/z, ng/n share."""
    known = (c.loose[:, 1] != NONE) & (c.loose != ANY).all(axis=1)
    return across(c.loose), known


def keys(c: Columns) -> Iterator[Keyed]:
    """Every key of every record, kind by kind."""
    name, named = name_marks(c)
    surname, surnamed = c.loose[:, 0], (c.loose[:, 0] > ANY)
    given, has_given = across(c.characters[:, 1:]), c.whole & (c.characters[:, 2] > ANY)
    area, has_area = number_value(c.digits, 0, 6), number_known(c.digits, 0, 6)
    last, has_last = number_value(c.digits, 14, 18), number_known(c.digits, 14, 18)
    in_number = birth_in_number(c.digits)
    births = [(in_number, in_number % 100 != 0), (c.birth, (c.birth % 100 != 0) & (c.birth != in_number))]
    months = [(in_number // 100, in_number % 10000 > 99), (c.birth // 100, (c.birth % 10000 > 99) & (c.birth // 100 != in_number // 100))]
    phones = [(c.phones[:, at], c.phones[:, at] > 0) for at in range(c.phones.shape[1])]
    native = [(c.native[:, at], c.native[:, at] > 0) for at in range(c.native.shape[1])]
    narrowest = _last(c.native)

    yield _keyed("number", (number_known(c.digits, 0, 18), across(c.digits)))
    yield _keyed("phone", *((has, phone) for phone, has in phones))
    yield _keyed("phone+surname", *((has & surnamed, phone, surname) for phone, has in phones))
    yield _keyed("name+phone head", *((has & named, name, phone // 10000) for phone, has in phones))
    yield _keyed("name+phone tail", *((has & named, name, phone % 10000) for phone, has in phones))
    yield _keyed("name+birth", *((has & named, name, birth) for birth, has in births))
    yield _keyed("name+month+day", *((has & named, name, birth % 10000) for birth, has in births))
    yield _keyed("name+year+month", *((has & named, name, month) for month, has in months))
    yield _keyed("given+birth", *((has & has_given, given, birth) for birth, has in births))
    yield _keyed("surname+birth+area", *((has & has_area & surnamed, surname, birth, area) for birth, has in births))
    yield _keyed("surname+birth+native", *((has & surnamed & (narrowest > 0), surname, birth, narrowest) for birth, has in births))
    yield _keyed("birth+last four", *((has & has_last, birth, last) for birth, has in births))
    yield _keyed("name+last four", (has_last & named, name, last))
    yield _keyed("area+last four", (has_area & has_last, area, last))
    yield _keyed("name+area", (has_area & named, name, area))
    yield _keyed("name+native", *((has & named, name, piece) for piece, has in native))
    yield _keyed("name+company", (named & (c.company > 0), name, c.company))
    yield _keyed("name", (named, name))
    yield _keyed("surname+birth+company", *((has & surnamed & (c.company > 0), surname, birth, c.company) for birth, has in births))
    yield _keyed("surname+phone head", *((has & surnamed, surname, phone // 1000) for phone, has in phones))
    # forms of address (张姐, 阿芳) and names that lost a character share no more than this
    end, ended = _end(c)
    yield _keyed("surname+birth", *((has & surnamed, surname, birth) for birth, has in births))
    yield _keyed("end+birth", *((has & ended, end, birth) for birth, has in births))
    yield _keyed("surname+native+company", (surnamed & (narrowest > 0) & (c.company > 0), surname, narrowest, c.company))


def _end(c: Columns) -> tuple[NDArray[np.uint16], Flags]:
    """The sound of the last character, where it is known and not the surname."""
    length = (c.loose != NONE).sum(axis=1)
    end = np.take_along_axis(c.loose, np.maximum(length - 1, 0)[:, None], 1)[:, 0]
    return end, (length > 1) & (end > ANY)


def _last(native: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The narrowest piece of the place."""
    found: NDArray[np.uint32] = np.where(native[:, 2] > 0, native[:, 2], np.where(native[:, 1] > 0, native[:, 1], native[:, 0]))
    return found


def _keyed(kind: str, *ways: tuple[NDArray[np.generic], ...]) -> Keyed:
    """Each way is (which records have it, parts of the key)."""
    number = NUMBER[kind]
    if len(ways[0][0]) <= FEW:
        return _few(number, ways)
    rows, marks = [], []
    for has, *parts in ways:
        those = np.flatnonzero(has)
        if len(those):
            rows.append(those)
            marks.append(mixed(number, *(part[those] for part in parts)))
    if not rows:
        return Keyed(number, np.zeros(0, np.int64), np.zeros(0, np.uint64))
    return Keyed(number, np.concatenate(rows), np.concatenate(marks))


def _few(number: int, ways: Sequence[tuple[NDArray[np.generic], ...]]) -> Keyed:
    """The same for so few lines that plain numbers are faster than arrays: one row is asked about in a millisecond."""
    rows, marks = list[int](), list[int]()
    for has, *parts in ways:
        for at, held in enumerate(has.tolist()):
            if held:
                rows.append(at)
                marks.append(mixed_one([number, *(int(part[at]) for part in parts)]))
    return Keyed(number, np.array(rows, np.int64), np.array(marks, np.uint64))

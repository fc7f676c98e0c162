"""比对 — two records side by side: one level per aspect.

Works on pairs of columns of equal length, so the same lines compare one pair or a million. Every level is a small
integer of `aspects`; what a level weighs is not decided here.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.identity.aspects import (
    COMMON_STEPS,
    LEVELS,
    Aspect,
    Birth,
    Company,
    Job,
    Name,
    Native,
    Number,
    Part,
    Phone,
    Sex,
)
from jiaxin.domain.identity.columns import ANY, NONE, UNREAD, Bytes, Columns, Flags, Ints, birth_in_number
from jiaxin.domain.identity.crowd import Commonness
from jiaxin.domain.identity.numbers_taken_apart import Standing

_AT_ONCE = 1 << 18
_SMALL_COMPANY, _LARGE_COMPANY = 60, 500  # rows
_SLIPS = np.unique([d * 10**k for k in range(11) for d in range(1, 10)] + [9 * d * 10**k for k in range(10) for d in range(1, 10)])


def levels(c: Columns, common: Commonness, left: Ints, right: Ints) -> Bytes:
    """[pairs, aspects]"""
    found = np.empty((len(left), len(LEVELS)), np.uint8)
    for start in range(0, len(left), _AT_ONCE):
        those = slice(start, start + _AT_ONCE)
        one, other = left[those], right[those]
        found[those] = _side_by_side(c.take(one), c.take(other), common.take(one), common.take(other))
    return found


def _side_by_side(a: Columns, b: Columns, ka: Commonness, kb: Commonness) -> Bytes:
    found = np.empty((len(a), len(LEVELS)), np.uint8)
    found[:, Aspect.NAME] = name = names(a, b)
    found[:, Aspect.COMMON] = _common(name, ka, kb)
    found[:, Aspect.NUMBER] = numbers(a, b)
    found[:, Aspect.BIRTH] = births(a, b)
    found[:, Aspect.PHONE] = _phones(a, b, ka)
    found[:, Aspect.SEX] = _sexes(a, b)
    found[:, Aspect.NATIVE] = _natives(a, b)
    same = a.company == b.company
    known = (a.company > 0) & (b.company > 0)
    size = np.where(ka.company > _LARGE_COMPANY, Company.SAME_VAST, np.where(ka.company > _SMALL_COMPANY, Company.SAME_LARGE, Company.SAME_SMALL))
    found[:, Aspect.COMPANY] = np.where(known, np.where(same, size, Company.OTHER), Company.UNKNOWN)
    known = (a.job > 0) & (b.job > 0)
    found[:, Aspect.JOB] = np.where(known, np.where(a.job == b.job, Job.SAME, Job.OTHER), Job.UNKNOWN)
    return found


def _first(chosen: Sequence[tuple[Flags, int]], otherwise: Bytes) -> Bytes:
    """For each pair the first level whose condition holds, written over what holds otherwise."""
    for holds, level in reversed(chosen):
        np.putmask(otherwise, holds, level)
    return otherwise


# ---- names -----------------------------------------------------------------------------------


def names(a: Columns, b: Columns) -> Bytes:
    """The first description that fits; later ones are weaker."""
    x, y = a.loose, b.loose
    here, there = (x != NONE).sum(axis=1), (y != NONE).sum(axis=1)
    same = (x == y) & (x > ANY)
    surname = same[:, 0]
    longer = np.maximum(here, there)
    whole = a.whole & b.whole
    equal = (x == y).all(axis=1) & whole
    chosen: list[tuple[Flags, Name]] = [
        ((here == 0) | (there == 0), Name.UNKNOWN),
        (equal & (a.characters == b.characters).all(axis=1) & (a.characters[:, 0] > ANY), Name.SAME),
        (equal & (a.sounds == b.sounds).all(axis=1), Name.SOUND),
        (equal, Name.LOOSE_SOUND),
        *_parts(a, b, here, there),
        (surname & (here == there) & (same.sum(axis=1) == longer - 1) & (longer >= 3), Name.ONE_OTHER),
        (surname & (here == 2) & (there == 2), Name.GIVEN_OTHER),
        (surname & (np.abs(here - there) == 1) & _subsequence(x, y, here, there), Name.ONE_LOST),
        ((np.abs(here - there) == 1) & _tail(x, y, here, there), Name.SURNAME_LOST),
        (~surname & (here == there) & (same.sum(axis=1) == longer - 1), Name.SURNAME_OTHER),
        ((here == there) & (np.sort(x, axis=1) == np.sort(y, axis=1)).all(axis=1), Name.ORDER),
        (_beginning(x, y, here, there), Name.FIRST_PART),
        (surname, Name.SURNAME_ONLY),
        (_any_shared(x, y), Name.SOME_SHARED),
    ]
    return _first(chosen, np.full(len(x), Name.DIFFERENT, np.uint8))


def _parts(a: Columns, b: Columns, here: Ints, there: Ints) -> list[tuple[Flags, Name]]:
    """One of the names is only partly known."""
    x, y = a.loose, b.loose
    known = (x > ANY) & (y > ANY)
    agree, clash = (known & (x == y)).sum(axis=1), (known & (x != y)).any(axis=1)
    part = ~(a.whole & b.whole)
    tail = ((x[:, 0] == ANY) | (y[:, 0] == ANY)) & ((x[:, 1] > ANY) | (y[:, 1] > ANY))
    end_x = np.take_along_axis(x, np.maximum(here - 1, 0)[:, None], 1)[:, 0]
    end_y = np.take_along_axis(y, np.maximum(there - 1, 0)[:, None], 1)[:, 0]
    return [
        (part & tail & (end_x == end_y) & (end_x > ANY), Name.TAIL_FITS),
        (part & tail, Name.PART_DIFFERS),
        (part & clash, Name.PART_DIFFERS),
        (part & (agree == 0), Name.UNKNOWN),
        (~a.whole & ~b.whole, Name.BOTH_PART),
        (part & (agree > 1), Name.HIDDEN_FITS),
        (part, Name.ADDRESS_FITS),
    ]


def _subsequence(x: NDArray[np.uint16], y: NDArray[np.uint16], here: Ints, there: Ints) -> Flags:
    """Is one what is left of the other when one character is lost?"""
    first, second = (here > there)[:, None], None
    long, short = np.where(first, x, y), np.where(first, y, x)
    found = np.zeros(len(x), np.bool_)
    for lost in range(1, x.shape[1]):
        second = np.concatenate((long[:, :lost], long[:, lost + 1 :], np.zeros((len(x), 1), long.dtype)), axis=1)
        found |= (second == short).all(axis=1)
    return found


def _tail(x: NDArray[np.uint16], y: NDArray[np.uint16], here: Ints, there: Ints) -> Flags:
    first = (here > there)[:, None]
    long, short = np.where(first, x, y), np.where(first, y, x)
    found: Flags = (long[:, 1:] == short[:, :-1]).all(axis=1)
    return found


def _beginning(x: NDArray[np.uint16], y: NDArray[np.uint16], here: Ints, there: Ints) -> Flags:
    """Is one the beginning of the other, at least two characters and two short of it? (阿依古丽, 阿依古丽·买买提)"""
    differs = (x != y) & (x != NONE) & (y != NONE)
    found: Flags = ~differs.any(axis=1) & (np.minimum(here, there) > 1) & (np.abs(here - there) > 1)
    return found


def _any_shared(x: NDArray[np.uint16], y: NDArray[np.uint16]) -> Flags:
    found = np.zeros(len(x), np.bool_)
    for one in range(1, 4):
        for other in range(1, 4):
            found |= (x[:, one] > ANY) & (x[:, one] == y[:, other])
    return found


def _common(name: Bytes, ka: Commonness, kb: Commonness) -> Bytes:
    """Doublings of the count of an agreeing name; steps of four of the surname where only that agrees."""
    count = np.maximum(np.maximum(ka.name, kb.name), 1)
    doublings = np.minimum(np.ceil(np.log2(count)) + 1, COMMON_STEPS - 1)
    surname = np.minimum(ka.surname, kb.surname)
    steps = COMMON_STEPS + np.minimum(np.floor(np.log2(np.maximum(surname, 1)) / 2), 9)
    agrees = (name >= Name.SAME) & (name <= Name.LOOSE_SOUND)
    of_surname = np.isin(name, (Name.ONE_OTHER, Name.GIVEN_OTHER, Name.ONE_LOST, Name.ADDRESS_FITS, Name.SURNAME_ONLY, Name.FIRST_PART))
    return np.where(agrees, doublings, np.where(of_surname, steps, 0)).astype(np.uint8)


# ---- numbers ---------------------------------------------------------------------------------


def numbers(a: Columns, b: Columns) -> Bytes:
    known = (a.digits != UNREAD) & (b.digits != UNREAD)
    differ = known & (a.digits != b.digits)
    wrong = differ.sum(axis=1)
    whole = known.all(axis=1)
    genuine = (a.standing == Standing.GENUINE) & (b.standing == Standing.GENUINE)
    slip = (wrong == 1) | _neighbours_swapped(a.digits, b.digits, differ, wrong)
    birthplace = ~differ[:, :14].any(axis=1)
    parts = Number.PARTS + 5 * np.minimum(_part(known, differ, 0, 6), 3) + _part(known, differ, 14, 18)
    chosen: list[tuple[Flags, Number]] = [
        (~known.any(axis=1), Number.NOTHING),
        (whole & (wrong == 0) & genuine, Number.SAME_GENUINE),
        (whole & (wrong == 0), Number.SAME_WHOLE),
        (whole & ~genuine & slip, Number.SLIP),
        (whole & ~genuine & (wrong <= 2), Number.TWO_DIGITS),
        (whole & ~genuine, Number.OTHER_WHOLE),
        (whole & birthplace, Number.GENUINE_NEAR),
        (whole & (wrong <= 3), Number.GENUINE_SLIP),
        (whole, Number.GENUINE_OTHER),
    ]
    return _first(chosen, parts.astype(np.uint8))


def _part(known: Flags, differ: Flags, start: int, end: int) -> Bytes:
    count, wrong = known[:, start:end].sum(axis=1), differ[:, start:end].sum(axis=1)
    whole = count == end - start
    chosen = [(count == 0, Part.UNKNOWN), ((wrong == 0) & whole, Part.SAME), (wrong == 0, Part.FITS), ((wrong == 1) & whole, Part.SLIP)]
    return _first(chosen, np.full(len(count), Part.OTHER, np.uint8))


def _neighbours_swapped(x: Bytes, y: Bytes, differ: Flags, wrong: Ints) -> Flags:
    first = differ.argmax(axis=1)
    second = np.minimum(first + 1, x.shape[1] - 1)
    rows = np.arange(len(x))
    crossed = (x[rows, first] == y[rows, second]) & (x[rows, second] == y[rows, first])
    found: Flags = (wrong == 2) & differ[rows, second] & crossed
    return found


# ---- days of birth ---------------------------------------------------------------------------

_BEST = np.array([99, 0, 4, 6, 1, 3, 2, 5, 7, 8, 9])  # by Birth: the lower, the more it says for one person


def births(a: Columns, b: Columns) -> Bytes:
    """The best agreement among their days (own column, number); whether another of them contradicts."""
    ways = [(x, y) for x in _own_days(a) for y in _own_days(b)]
    here, there = (np.concatenate(days) for days in zip(*ways, strict=True))  # at once: for a single row each call costs
    found = _days(here, there).reshape(len(ways), -1)
    best = np.take_along_axis(found, _BEST[found].argmin(axis=0)[None], 0)[0]
    contradicted = ((found >= Birth.YEAR_ONLY).any(axis=0)) & (best < Birth.YEAR_ONLY) & (best > 0)
    found_best: Bytes = np.where(contradicted, best + Birth.ALSO_OTHER, best).astype(np.uint8)
    return found_best


def _own_days(c: Columns) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """By the number and by the column. 1 January stands where only the year is known, unless the number says so too."""
    by_number = birth_in_number(c.digits)
    filled_in = (c.birth % 10000 == 101) & (c.birth != by_number)
    return by_number, np.where(filled_in, c.birth // 10000 * 10000, c.birth)


def _days(x: NDArray[np.int32], y: NDArray[np.int32]) -> Bytes:
    year, month, day = x // 10000 - y // 10000, x // 100 % 100, x % 100
    other_month, other_day = y // 100 % 100, y % 100
    months, days = (month > 0) & (other_month > 0), (day > 0) & (other_day > 0)
    same_year = year == 0
    apart = np.abs(year * 365 + (month - other_month) * 30 + day - other_day)
    chosen: list[tuple[Flags, Birth]] = [
        ((x == 0) | (y == 0), Birth.UNKNOWN),
        ((x == y) & days, Birth.SAME),
        (same_year & months & ~days & (month == other_month), Birth.MONTH),
        (same_year & ~months, Birth.YEAR),
        (same_year & days & (month == other_day) & (day == other_month), Birth.SWAPPED),
        (days & ~same_year & (month == other_month) & (day == other_day), Birth.OTHER_YEAR),
        (days & (apart >= 18) & (apart <= 55), Birth.LUNAR),
        (same_year & days & ((month == other_month) | (day == other_day)), Birth.ONE_PLACE),
        (same_year, Birth.YEAR_ONLY),
        (np.abs(year) <= 8, Birth.NEAR_YEARS),
    ]
    return _first(chosen, np.full(len(x), Birth.FAR, np.uint8))


# ---- the rest --------------------------------------------------------------------------------


def _crossed(x: NDArray[np.generic], y: NDArray[np.generic], hit: Callable[[int, int], None]) -> None:
    for one in range(x.shape[1]):
        for other in range(y.shape[1]):
            hit(one, other)


def _phones(a: Columns, b: Columns, ka: Commonness) -> Bytes:
    held = np.full(len(a), np.iinfo(np.int64).max, np.int64)  # names under the least shared phone that agrees
    near = np.zeros(len(a), np.bool_)

    def look(one: int, other: int) -> None:
        x, y = a.phones[:, one], b.phones[:, other]
        if (one and not x.any()) or (other and not y.any()):
            return
        same = (x == y) & (x > 0)
        held[same] = np.minimum(held[same], ka.phones[same, one])
        if one == 0 or other == 0:
            apart = np.abs(x - y)
            slip = _SLIPS[np.minimum(np.searchsorted(_SLIPS, apart), len(_SLIPS) - 1)] == apart
            near[:] |= (x > 0) & (y > 0) & slip

    _crossed(a.phones, b.phones, look)
    known = (a.phones[:, 0] > 0) & (b.phones[:, 0] > 0)
    chosen = [
        (~known, Phone.UNKNOWN),
        (held <= 1, Phone.OWN),
        (held == 2, Phone.TWO),
        (held <= 4, Phone.FEW),
        (held <= 8, Phone.SOME),
        (held < np.iinfo(np.int64).max, Phone.CROWD),
        (near, Phone.SLIP),
    ]
    return _first(chosen, np.full(len(known), Phone.OTHER, np.uint8))


def sex_of(c: Columns) -> Bytes:
    """The column, or else the number's order digit (odd: man)."""
    order = c.digits[:, 16]
    by_number = np.where(order == UNREAD, 0, np.where(order % 2 == 1, 1, 2))
    return np.where(c.sex > 0, c.sex, by_number).astype(np.uint8)


def _sexes(a: Columns, b: Columns) -> Bytes:
    x, y = sex_of(a), sex_of(b)
    known = (x > 0) & (y > 0)
    return np.where(known, np.where(x != y, Sex.OTHER, np.where(x == 1, Sex.MEN, Sex.WOMEN)), Sex.UNKNOWN).astype(np.uint8)


def _natives(a: Columns, b: Columns) -> Bytes:
    """The narrowest step that both name, wherever it stands; a contradiction is only where both name the same step differently."""
    here, there = np.zeros(a.native.shape, np.bool_), np.zeros(b.native.shape, np.bool_)

    def look(one: int, other: int) -> None:
        same = (a.native[:, one] == b.native[:, other]) & (a.native[:, one] > 0)
        here[:, one] |= same
        there[:, other] |= same

    _crossed(a.native, b.native, look)
    clash: Flags = np.any((a.native > 0) & (b.native > 0) & ~here & ~there, axis=1)
    chosen = [
        (np.any(here, axis=1) & clash, Native.PARTLY),
        (clash, Native.OTHER),
        (here[:, 2] | there[:, 2], Native.COUNTY),
        (here[:, 1] | there[:, 1], Native.CITY),
        (here[:, 0], Native.PROVINCE),
    ]
    return _first(chosen, np.full(len(clash), Native.UNKNOWN, np.uint8))

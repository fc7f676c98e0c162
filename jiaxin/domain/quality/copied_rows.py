"""整行复制 — two people whose rows say the same in nearly everything that is a person's own.

Unit    per cent of the fields that both rows fill in, out of sixteen; name, number, phone and company are not compared.
Source  data-quality rule "copy-paste rows (≥ 80 % equal fields)"; the numbers are in the rulebook of intake.
Silent  a class that was trained, checked and insured on one day shares eight of the sixteen and is not alike.
Not here  what happens: the row lands and somebody looks; nothing is taken from anybody's score.

Two rows that differ in at most three fields agree wholly in at least one of four groups, so only rows that share a
group are compared, each with the first few of its group. A group that is empty says nothing and brings nobody together.
"""

from collections.abc import Hashable
from typing import NamedTuple

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Pairing, Remark, RowUnderCheck, SaidRow, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark(
        "row-copied",
        Severity.WARNING,
        "这一行与本文件中另一人的内容几乎完全相同，像是复制的",
        "请对照两人的原始材料；确实如此的，保留即可，会由人工查看",
        "数据质量规则：整行相同字段 80% 及以上",
    ),
)
COMPARED = (
    "residence_address", "education", "health_checked_on", "training_name",
    "household_address", "insurance_from", "training_hours", "job_types",
    "started_on", "skill_name", "health_hospital", "training_on",
    "issued_on", "skill_level", "insurance_kind", "insurance_until",
)  # fmt: skip
_GROUPS = ((0, 4), (4, 7), (8, 12), (12, 16))  # a list of trades is compared, and is part of no group
_FIRST = 4  # rows of a group that later ones are compared with
_WIDTH = len(COMPARED)
_EMPTY, _EMPTY_THERE, _FILLED = 0, 1, 2  # signs: what is empty equals nothing, not even what is empty elsewhere
_TO_LATER = bytes([_EMPTY_THERE, *range(1, 256)])
_IS_EMPTY = bytes([1, *bytes(255)])


class _Signs(dict[Hashable, int]):
    """One byte for each value: equal values have equal signs, and most others differ in them."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = sign = _FILLED + len(self) % (256 - _FILLED)
        return sign


class _Said(NamedTuple):
    """A row that later ones are compared with."""

    values: tuple[Hashable, ...]
    signs: int
    filled: int
    empty: int  # a bit in the byte of each field that is
    place: int


class _Rows:
    """Group and its values → the first rows that have them.

    Rows are compared by their signs first, all fields at once as one number: a fifth of the price, and nearly
    all pairs of a file end there.
    """

    def __init__(self, limits: Limits, known: Known) -> None:
        self._percent, self._fields = limits.alike_percent, limits.alike_fields
        self._groups: dict[Hashable, list[_Said]] = {}
        self._signs = _Signs({None: _EMPTY})
        # equal fields below which two rows cannot be alike, by how many both have at least: as many as each has, less all
        self._least = [-(-self._percent * max(self._fields, filled - _WIDTH) // 100) for filled in range(2 * _WIDTH + 1)]
        self._copied: set[int] = set()
        self._mates: dict[int, int] = {}

    def collect(self, row: SaidRow) -> None:
        said, place = tuple(map(row.values.get, COMPARED)), row.place
        filled = _WIDTH - said.count(None)
        if filled < self._fields:
            return
        values: tuple[Hashable, ...] = tuple([tuple(one) if isinstance(one, list) else one for one in said])
        signs = bytes(map(self._signs.__getitem__, values))
        mine, empty = int.from_bytes(signs, "big"), int.from_bytes(signs.translate(_IS_EMPTY), "big")
        percent, fields, least = self._percent, self._fields, self._least
        for first, last in _GROUPS:
            part = values[first:last]
            if part.count(None) == last - first:
                continue
            others = self._groups.setdefault(part, [])
            for other, theirs, its, empty_there, where in others:
                equal = (mine ^ theirs).to_bytes(_WIDTH, "big").count(0)
                if equal < least[filled + its]:
                    continue
                both = _WIDTH - (empty | empty_there).bit_count()
                if both >= fields and 100 * equal >= percent * both and 100 * _equal(values, other) >= percent * both:
                    self._copied.update((place, where))
                    self._mates.setdefault(place, where)
            if len(others) < _FIRST:
                later = int.from_bytes(signs.translate(_TO_LATER), "big")
                others.append(_Said(values, later, filled, empty, place))

    def look(self, row: RowUnderCheck) -> None:
        if row.place in self._copied:
            row.note("row-copied", "name")

    def mates(self) -> dict[int, int]:
        return self._mates


def _equal(one: tuple[Hashable, ...], other: tuple[Hashable, ...]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True) if a is not None)


def _rows(limits: Limits, known: Known) -> Memory:
    return _Rows(limits, known)


def pairing(limits: Limits, known: Known) -> Pairing:
    """For rows of the register."""
    return _Rows(limits, known)


CHECKS = (SheetCheck("row-copied", ("name", "residence_address"), _rows, COMPARED),)

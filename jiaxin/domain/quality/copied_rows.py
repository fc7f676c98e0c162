"""整行复制 — two people whose rows say the same in nearly everything that is a person's own.

Unit    per cent of the fields that both rows fill in, out of sixteen; name, number, phone and company are not compared.
Source  data-quality rule "copy-paste rows (≥ 80 % equal fields)"; the numbers are in the rulebook of intake.
Silent  a class that was trained, checked and insured on one day shares eight of the sixteen and is not alike.
Not here  what happens: the row lands and somebody looks; nothing is taken from anybody's score.

Two rows that differ in at most three fields agree wholly in at least one of four groups, so only rows that share a
group are compared, each with the first few of its group. A group that is empty says nothing and brings nobody together.
"""

from collections.abc import Hashable
from operator import eq

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Remark, RowUnderCheck, SheetCheck
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
_EMPTY = object()
_FIRST = 4  # rows of a group that later ones are compared with


class _Rows:
    """Group and its values → the compared values of the first rows that have them, with their places."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._percent, self._fields = limits.alike_percent, limits.alike_fields
        self._groups: dict[Hashable, list[tuple[tuple[Value, ...], int, int]]] = {}
        # equal fields below which two rows cannot be alike, by how many both have at least: as many as each has, less all
        self._least = [-(-self._percent * max(self._fields, filled - len(COMPARED)) // 100) for filled in range(2 * len(COMPARED) + 1)]
        self._copied: set[int] = set()

    def collect(self, row: RowUnderCheck) -> None:
        said, place = tuple(map(row.values.get, COMPARED)), row.place
        count = len(said) - said.count(None)
        if count < self._fields:
            return
        filled = tuple(_EMPTY if one is None else one for one in said)  # what is empty equals nothing
        for first, last in _GROUPS:
            part = said[first:last]
            if part.count(None) == last - first:
                continue
            others = self._groups.setdefault(part, [])
            for other, its, where in others:
                if sum(map(eq, filled, other)) >= self._least[count + its] and self._alike(said, other):
                    self._copied.update((place, where))
            if len(others) < _FIRST:
                others.append((said, count, place))

    def _alike(self, one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
        both = [a == b for a, b in zip(one, other, strict=True) if a is not None and b is not None]
        return len(both) >= self._fields and 100 * sum(both) >= self._percent * len(both)

    def look(self, row: RowUnderCheck) -> None:
        if row.place in self._copied:
            row.note("row-copied", "name")


def _rows(limits: Limits, known: Known) -> Memory:
    return _Rows(limits, known)


CHECKS = (SheetCheck("row-copied", ("name", "residence_address"), _rows, COMPARED),)

"""重复检查 — the same person, or the same training of a person, twice in one file; one number, two names.

The second and later rows of the same person are duplicates; where names differ, all rows of that number
are in question, because nobody here can tell which is right.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Remark, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark(
        "duplicate-in-file",
        Severity.ERROR,
        "该身份证号（{shown}）在本文件中已经出现过",
        "请只保留一行",
        "数据质量规则：唯一性",
    ),
    Remark(
        "id-name-conflict",
        Severity.ERROR,
        "同一身份证号（{shown}）在本文件中对应不同的姓名",
        "请对照身份证原件，改正写错的一行",
        "数据质量规则：一致性",
    ),
)


class _People:
    """id number → first place and name; the few with more than one row are kept apart."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._first: dict[str, tuple[int, str]] = {}
        self._again: dict[str, dict[str, int]] = {}  # id number → name → first place

    def collect(self, row: RowUnderCheck) -> None:
        number, name = row.values.get("id_number"), row.values.get("name")
        if not number or not name:
            return
        place, had = self._first.setdefault(str(number), (row.place, str(name)))
        if place != row.place:
            self._again.setdefault(str(number), {had: place}).setdefault(str(name), row.place)

    def look(self, row: RowUnderCheck) -> None:
        rows = self._again.get(str(row.values.get("id_number")))
        name = row.values.get("name")
        if rows is None or not name:
            return
        if len(rows) > 1:
            row.note("id-name-conflict", "id_number")
        elif rows.get(str(name)) != row.place:
            row.note("duplicate-in-file", "id_number")


class _Trainings:
    """Same number, training and day."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._first: dict[tuple[object, object, object], int] = {}

    def collect(self, row: RowUnderCheck) -> None:
        if key := self._key(row):
            self._first.setdefault(key, row.place)

    def look(self, row: RowUnderCheck) -> None:
        if (key := self._key(row)) and self._first.get(key, row.place) != row.place:
            row.note("duplicate-in-file", "id_number")

    @staticmethod
    def _key(row: RowUnderCheck) -> tuple[object, object, object] | None:
        number = row.values.get("id_number")
        training, day = row.values.get("training_name"), row.values.get("training_on")
        return (number, training, day) if number and day else None


def _people(limits: Limits, known: Known) -> Memory:
    return _People(limits, known)


def _trainings(limits: Limits, known: Known) -> Memory:
    return _Trainings(limits, known)


CHECKS = (
    SheetCheck("duplicate-person", ("id_number", "name"), _people, ("id_number", "name")),
    SheetCheck(
        "duplicate-training", ("id_number", "training_on"), _trainings, ("id_number", "training_name", "training_on")
    ),
)

"""区划表检查 — codes, levels, parents, and validities that must not overlap.

Source  统计用区划代码: 6 digits a district, 9 a street, 12 a community; a grid adds two to six of its own.
"""

import re

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import CellCheck, Check, Memory, Remark, RowCheck, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

_ERROR = Severity.ERROR
_SOURCE = "统计用区划代码"
REMARKS = (
    Remark("area-code-missing", _ERROR, "没有填写区划代码", "请填写区划代码", _SOURCE),
    Remark(
        "area-code-invalid",
        _ERROR,
        "区划代码不对：{shown}",
        "区6位、街道9位、社区12位，网格在社区代码后加2至6位",
        _SOURCE,
    ),
    Remark("area-name-missing", _ERROR, "没有填写区划名称", "请填写区划名称", _SOURCE),
    Remark("area-level-mismatch", _ERROR, "级别与代码不符：{shown}", "请核对级别、代码和上级代码", _SOURCE),
    Remark(
        "area-parent-missing", _ERROR, "上级不在本表中：{shown}", "请补报上级，或改正上级代码；只有区没有上级", _SOURCE
    ),
    Remark(
        "area-overlap",
        _ERROR,
        "同一代码的启用期间重叠：{shown} 起",
        "请让旧边界的停用日期早于新边界的启用日期",
        "区划沿革规则",
    ),
    Remark("validity-reversed", _ERROR, "停用日期 {shown} 早于启用日期", "请核对两个日期", "数据质量规则：一致性"),
)
_FORM = re.compile(r"\d{6}(?:\d{3}(?:\d{3}(?:\d{2,6})?)?)?\Z")
_LEVELS = ("区", "街道", "社区", "网格")


def _depth(code: str) -> int:
    """0 district … 3 grid, by length."""
    return {6: 0, 9: 1, 12: 2}.get(len(code), 3)


def _form(value: Value, limits: Limits) -> str:
    return "" if _FORM.match(str(value)) else "area-code-invalid"


def _level(row: RowUnderCheck) -> None:
    code, level, parent = (row.values.get(name) for name in ("region_code", "region_level", "parent_code"))
    if not code:
        return
    if level and _LEVELS.index(str(level)) != _depth(str(code)):
        row.note("area-level-mismatch", "region_level")
    elif parent and _FORM.match(str(parent)) and _depth(str(parent)) != _depth(str(code)) - 1:
        row.note("area-level-mismatch", "parent_code")


def _reversed(row: RowUnderCheck) -> None:
    since, until = row.values["valid_from"], row.values["valid_until"]
    if since and until and str(until) < str(since):
        row.note("validity-reversed", "valid_until")


class _Parents:
    def __init__(self, limits: Limits, known: Known) -> None:
        self._codes: set[str] = set()

    def collect(self, row: RowUnderCheck) -> None:
        if code := row.values.get("region_code"):
            self._codes.add(str(code))

    def look(self, row: RowUnderCheck) -> None:
        code, parent = row.values.get("region_code"), row.values.get("parent_code")
        if not code or row.codes("parent_code"):
            return
        if (str(parent) not in self._codes) if parent else _depth(str(code)) > 0:
            row.note("area-parent-missing", "parent_code")


class _Validities:
    """code → (first day, last day or open end, place)"""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._spans: dict[str, list[tuple[str, str, int]]] = {}

    def collect(self, row: RowUnderCheck) -> None:
        if span := self._span(row):
            self._spans.setdefault(str(row.values["region_code"]), []).append(span)

    def look(self, row: RowUnderCheck) -> None:
        own = self._span(row)
        if own is None:
            return
        for since, until, place in self._spans.get(str(row.values["region_code"]), ()):
            if place != own[2] and since <= own[1] and own[0] <= until:
                row.note("area-overlap", "valid_from")
                return

    @staticmethod
    def _span(row: RowUnderCheck) -> tuple[str, str, int] | None:
        since, until = row.values.get("valid_from"), row.values.get("valid_until")
        if not row.values.get("region_code") or not since or (until and str(until) < str(since)):
            return None
        return str(since), str(until or "9999-12-31"), row.place


def _parents(limits: Limits, known: Known) -> Memory:
    return _Parents(limits, known)


def _validities(limits: Limits, known: Known) -> Memory:
    return _Validities(limits, known)


CHECKS: tuple[Check, ...] = (
    CellCheck("area-code-invalid", ("region_code",), _form),
    RowCheck("area-code-missing", ("region_code",), missing("region_code", "area-code-missing")),
    RowCheck("area-name-missing", ("region_code",), missing("region_name", "area-name-missing", "region_code")),
    RowCheck("area-level-mismatch", ("region_code",), _level),
    SheetCheck("area-parent-missing", ("region_code", "parent_code"), _parents, ("region_code", "parent_code")),
    SheetCheck(
        "area-overlap", ("region_code", "valid_from"), _validities, ("region_code", "valid_from", "valid_until")
    ),
    RowCheck("validity-reversed", ("valid_from", "valid_until"), _reversed),
)

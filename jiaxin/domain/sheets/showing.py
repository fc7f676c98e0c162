"""检查结果的话 — a code becomes a sentence about this cell; what is personal is shown masked."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.check import remarks
from jiaxin.domain.sheets.plan import PlannedColumn
from jiaxin.domain.values import identity_number, names, phone, skill_number
from jiaxin.domain.values.text import squeeze

_SHORT = 20


def _start(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "……"


def _place(text: str) -> str:
    """An address: enough to find the cell, not the door."""
    return text[:6] + "……" if len(text) > 6 else "*" * len(text)


_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "id_number": lambda t: identity_number.mask(squeeze(t)),
        "phone": lambda t: phone.mask(squeeze(t)),
        "name": names.mask,
        "skill_number": lambda t: skill_number.mask(squeeze(t)),
        "code_text": lambda t: skill_number.mask(squeeze(t)),
        "address": _place,
        "long_text": _start,
    }
)


def shown(reads: str, text: str) -> str:
    return _MASKS.get(reads, _start)(text)


def finding(code: str, column: PlannedColumn, raw: str, sheet: str, row: int) -> Finding:
    remark = remarks()[code]
    label = column.wanted.label
    said = remark.said.format(label=label, shown=shown(column.wanted.reads, raw)) if "{" in remark.said else remark.said
    do_this = remark.do_this.format(like=remark.like(raw)) if remark.like else remark.do_this
    return Finding(remark.code, remark.severity, column.name, said, do_this, sheet, row, column.letter)

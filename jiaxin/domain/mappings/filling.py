"""填表 — one person's row under a mapping, and what could not be filled with the reason.

A cell she has not agreed to, or that the reader may not see, stays empty and says so; nothing is guessed.
Not here  who may have the file at all, receipts, marks of a copy (apps/exchange).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.mappings.mapping import SLOT, ExportMapping, MappedColumn, field_of
from jiaxin.domain.permissions import FieldClass
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.values import identity_number, phone

_NOT_TOLD, _NOTHING = "本人没有同意，或您的角色不能看", "档案里没有"
_EMPTY: tuple[object, ...] = ("", None, [])


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that stays empty, and why. `required`: the receiving platform will not take the row without it."""

    heading: str
    why: str
    required: bool


@dataclass(frozen=True, slots=True)
class FilledRow:
    cells: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def complete(self) -> bool:
        return not any(gap.required for gap in self.gaps)


def fill(facts: Facts, company: dict[str, str], mapping: ExportMapping, allowed: frozenset[FieldClass]) -> FilledRow:
    """One row. `company`: name and credit_code of her present one; `allowed`: classes this reader may have of her."""
    cells, gaps = [], []
    for column in mapping.columns:
        cell, why = _cell(facts, company, column, allowed)
        cells.append(cell)
        if not cell and why:
            gaps.append(Gap(column.heading, why, column.required))
    return FilledRow(tuple(cells), tuple(gaps))


def _cell(facts: Facts, company: dict[str, str], column: MappedColumn, allowed: frozenset[FieldClass]) -> tuple[str, str]:
    if column.fixed or column.reason:
        return column.fixed, column.reason
    if not column.classes <= allowed:
        return "", _NOT_TOLD
    if column.kind == "company":
        return company.get(column.names[0], ""), "现在没有所属企业"
    entries = [e for e in facts.of(column.kind) if e.id not in facts.disputed and any(e.get(name) not in _EMPTY for name in column.names)]
    if column.only:
        entries = [e for e in entries if _word(e, column, column.names[0]) == column.only]
    if column.take == "count":
        return str(len(entries)), ""
    if not entries:
        return "", _NOTHING
    if column.take == "mean":
        return _mean(entries, column.names[0]), "没有能平均的数"
    if column.take == "all":
        words = [_written(e, column) for e in sorted(entries, key=lambda e: (e.fact.happened_on, e.position))]
        return "；".join(dict.fromkeys(word for word in words if word)), _NOTHING
    latest = facts.only([column.kind]).latest(column.kind) if column.kind == "profile" else max(entries, key=lambda e: (e.fact.happened_on, e.position))
    said = _written(latest, column) if latest is not None else ""
    if not column.codes or not said:
        return said, _NOTHING
    return column.codes.get(said, ""), f"代码表里没有“{said}”"


def _written(entry: Entry, column: MappedColumn) -> str:
    said = {name: _word(entry, column, name) for name in column.names}
    if not column.text:
        return said[column.names[0]]
    return SLOT.sub(lambda slot: said[slot[1]] or slot[2] or "未登记", column.text)


def _word(entry: Entry, column: MappedColumn, name: str) -> str:
    one, value = field_of(column, name), entry.get(name)
    if one is None or value in _EMPTY:
        return ""
    return _masked(_formed(spoken(one, value), column.form), column.mask)


def _formed(word: str, form: str) -> str:
    if not form or len(word) < len("2026-03"):
        return word
    return {"date8": word.replace("-", ""), "date_slash": word.replace("-", "/"), "month": word[:7]}[form]


def _masked(word: str, mask: str) -> str:
    if not mask:
        return word
    return {"name": mask_name, "id_number": identity_number.mask, "phone": phone.mask}[mask](word)


def _mean(entries: Sequence[Entry], name: str) -> str:
    """Two decimals, rounded down; whole numbers alone are averaged."""
    numbers = [value for e in entries if isinstance(value := e.get(name), int) and not isinstance(value, bool)]
    if not numbers:
        return ""
    hundredths = 100 * sum(numbers) // len(numbers)
    return f"{hundredths // 100}.{hundredths % 100:02d}"

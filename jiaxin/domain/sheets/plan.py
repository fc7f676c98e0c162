"""检查计划 — one sheet compiled: for each column a reader that remembers, for each row the checks to ask.

Most cells of a roster repeat (days, companies, 是), so a reader keeps what it found for a cell together
with what the cell checks said. Columns in which nearly nothing repeats stop remembering: memory stays flat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Check, RowCheck, SheetCheck, checks, remarks
from jiaxin.domain.quality.consents import version_code
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits
from jiaxin.domain.sheets.mapping import Mapped
from jiaxin.domain.sheets.source import Cell, column_letter
from jiaxin.domain.sheets.wanted import Form, Wanted
from jiaxin.domain.values.readers import Reader
from jiaxin.domain.values.text import plain

_REMEMBERED = 4096  # cells of one column …
_REMEMBERED_KEYS = 200_000  # … and of a column that is read in both passes: as many as a sheet has rows
Notes: TypeAlias = dict[str, tuple[str, ...]]


class Memo(dict[Cell, Value]):
    """cell → value, reader and cell checks together. `codes`: what there is to say, of the few cells that gave cause."""

    __slots__ = ("_checks", "_limits", "_listed", "_most", "_passing", "_reader", "codes")

    def __init__(
        self, reader: Reader, cell_checks: Sequence[CellCheck], limits: Limits, most: int, *, listed: bool = True
    ) -> None:
        super().__init__()
        self.codes: dict[Cell, tuple[str, ...]] = {}
        self._passing: Cell = None  # spoken of, but not remembered: until the next such cell
        self._most = most
        self._listed = listed
        self._reader = reader
        self._checks = tuple(c.look for c in cell_checks)
        self._limits = limits

    def __missing__(self, cell: Cell) -> Value:
        value, codes = self._reader(cell)
        if codes and ":" in codes[0]:
            codes = version_code(codes[0], self._limits)
        if value is not None and value is not False:
            limits = self._limits
            for look in self._checks:
                if code := look(value, limits):
                    codes = (*codes, code)
        remembered = len(self) < self._most
        if codes:
            if not self._listed:
                value, codes = None, ("left-out",)
            elif any(c in ERRORS for c in codes):
                value = None
            if not remembered:
                self.codes.pop(self._passing, None)
                self._passing = cell
            self.codes[cell] = codes
        if remembered:
            self[cell] = value
        return value


ERRORS = frozenset(code for code, remark in remarks().items() if remark.severity is Severity.ERROR)
WARNINGS = frozenset(code for code, remark in remarks().items() if remark.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    index: int
    name: str
    letter: str
    wanted: Wanted
    memo: Memo


@dataclass(frozen=True, slots=True)
class Plan:
    columns: tuple[PlannedColumn, ...]
    keys: tuple[PlannedColumn, ...]  # read in the first pass
    row_checks: tuple[RowCheck, ...]
    sheet_checks: tuple[SheetCheck, ...]
    letters: Mapping[str, str]

    @property
    def indexes(self) -> dict[str, int]:
        return {c.name: c.index for c in self.columns}


def plan(form: Form, mapped: Mapping[str, Mapped], limits: Limits) -> Plan:
    """Compile. Checks whose columns are not in the sheet are left out here, once."""
    asked: list[Check] = [checks()[name] for name in form.kind.checks]
    present = set(mapped)
    row_checks = [c for c in asked if isinstance(c, RowCheck) and present.issuperset(c.needs)]
    sheet_checks = tuple(c for c in asked if isinstance(c, SheetCheck) and present.issuperset(c.needs))
    keys = {name for c in sheet_checks for name in c.keys}
    columns = []
    for one in sorted(mapped.values(), key=lambda m: m.index):
        wanted = form.wanted[one.name]
        cell_checks = [c for c in asked if isinstance(c, CellCheck) and one.name in c.fields]
        most = _REMEMBERED_KEYS if one.name in keys else _REMEMBERED
        memo = Memo(wanted.reader(one.expiry, one.heading), cell_checks, limits, most, listed=wanted.column.listed)
        columns.append(PlannedColumn(one.index, one.name, column_letter(one.index), wanted, memo))
    return Plan(
        columns=tuple(columns),
        keys=tuple(c for c in columns if c.name in keys),
        row_checks=tuple(sorted(row_checks, key=lambda c: not c.early)),
        sheet_checks=sheet_checks,
        letters={c.name: c.letter for c in columns},
    )


class RowUnderCheck:
    """The one row being checked; filled anew for each, so that 200,000 rows cost no objects."""

    __slots__ = ("_by_name", "_cells", "_notes", "known", "limits", "place", "values")

    def __init__(self, one: Plan, limits: Limits, known: Known) -> None:
        self.limits = limits
        self.known = known
        self.place = 0
        self.values: dict[str, Value] = {}
        self._by_name = {c.name: c.index for c in one.columns}
        self._cells: Sequence[Cell] = ()
        self._notes: Notes = {}

    def fill(self, place: int, values: dict[str, Value], cells: Sequence[Cell], notes: Notes) -> None:
        self.place, self.values, self._cells, self._notes = place, values, cells, notes

    def raw(self, name: str) -> str:
        index = self._by_name[name]
        return plain(self._cells[index]) if index < len(self._cells) else ""

    def codes(self, name: str) -> tuple[str, ...]:
        return self._notes.get(name, ())

    def note(self, code: str, name: str) -> None:
        said = self._notes.get(name, ())
        if code not in said:
            self._notes[name] = (*said, code)
        if code in ERRORS:
            self.values[name] = None

    def retract(self, name: str) -> None:
        self._notes.pop(name, None)

"""检查 — how a data-quality check is declared: what it says, and how it looks at a cell, a row or a file.

A file of this folder defines `REMARKS` (everything that can be said, with code, severity, sentence and
source) and, unless a reader says it, `CHECKS`. Nothing else is edited: a sheet kind names the checks it
wants by `name`. What readers say about a cell needs no check, only its remark.

cell   `look(value, limits)` → code or "": depends on nothing but the value, so it is asked once per
       distinct value of a column
row    `look(row)`: compares cells of one row; speaks through `row.note`
sheet  two passes over the file: `collect(row)`, then `look(row)`

A check is silent where a column it needs is not in the sheet, and where a value it needs is empty or
itself wrong (then the row has no such value).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Protocol, TypeAlias

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits


@dataclass(frozen=True, slots=True)
class Remark:
    """What can be said. `said` may name {label} (heading in the template) and {shown} (the content, masked).

    like  from the content to words that suggest what may be meant; `do_this` then names {like}
    """

    code: str
    severity: Severity
    said: str
    do_this: str
    source: str
    like: Callable[[str], str] | None = None


class RowUnderCheck(Protocol):
    """One row while it is checked: sound values only."""

    values: dict[str, Value]
    limits: Limits
    known: Known
    place: int  # sheet and row as one number, in the order of the file

    def raw(self, name: str) -> str: ...
    def codes(self, name: str) -> tuple[str, ...]: ...
    def note(self, code: str, name: str) -> None: ...
    def retract(self, name: str) -> None: ...


class SaidRow(Protocol):
    """What the first pass of a check reads of a row, of a file or of the register."""

    values: dict[str, Value]
    place: int


class Pairing(Protocol):
    """A memory that can say which earlier row a doubtful one is like. Place → place of that row."""

    def collect(self, row: SaidRow) -> None: ...
    def mates(self) -> Mapping[int, int]: ...


CellLook: TypeAlias = Callable[[Value, Limits], str]
RowLook: TypeAlias = Callable[[RowUnderCheck], None]


@dataclass(frozen=True, slots=True)
class CellCheck:
    name: str
    fields: tuple[str, ...]  # columns it looks at
    look: CellLook


@dataclass(frozen=True, slots=True)
class RowCheck:
    """`needs`: columns that must be in the sheet. `early` checks may take back what readers said."""

    name: str
    needs: tuple[str, ...]
    look: RowLook
    early: bool = False


class Memory(Protocol):
    """What a sheet check remembers of a file."""

    def collect(self, row: RowUnderCheck) -> None: ...
    def look(self, row: RowUnderCheck) -> None: ...


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """`keys`: columns read in the first pass; `begin` gives a fresh memory for one file."""

    name: str
    needs: tuple[str, ...]
    begin: Callable[[Limits, Known], Memory]
    keys: tuple[str, ...] = field(default=())


Check: TypeAlias = CellCheck | RowCheck | SheetCheck


@cache
def _modules() -> tuple[object, ...]:
    package = import_module("jiaxin.domain.quality")
    found = sorted(m.name for m in iter_modules(package.__path__, package.__name__ + "."))
    return tuple(import_module(name) for name in found)


@cache
def remarks() -> Mapping[str, Remark]:
    """Everything that can be said, by code. Two remarks with one code stop the program."""
    found: dict[str, Remark] = {}
    for module in _modules():
        for one in getattr(module, "REMARKS", ()):
            if one.code in found:
                raise RuntimeError(f"remark {one.code} is declared twice")
            found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


@cache
def checks() -> Mapping[str, Check]:
    """All checks by name."""
    found: dict[str, Check] = {}
    for module in _modules():
        for one in getattr(module, "CHECKS", ()):
            if one.name in found:
                raise RuntimeError(f"check {one.name} is declared twice")
            found[one.name] = one
    return MappingProxyType(dict(sorted(found.items())))

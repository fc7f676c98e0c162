"""单元格 — what any sheet looks like once opened: rows of plain values that keep their coordinates.

Rows are numbered from 1 as the spreadsheet shows them; columns count from 0 (column A). A whole
number comes as int only while a spreadsheet keeps it exactly (below 10^15); longer ones come as
float, so that lost digits can be told. What is blank is None. Nothing here knows what a cell means.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Literal, NamedTuple, TypeAlias

from jiaxin.kit.sheets.limits import DEFAULT, Limits

Kind = Literal["xlsx", "xls", "csv"]


class CellError(str):
    """A failed calculation as found: `#N/A`, `#REF!` …"""

    __slots__ = ()


Cell: TypeAlias = str | int | float | bool | date | datetime | time | CellError | None


class Row(NamedTuple):
    """A row with at least one cell that is not blank, or with a formula; blank rows are not handed out.

    number    as the spreadsheet shows it, from 1; CSV: line on which the record starts
    cells     index 0 = column A; trailing blanks may be cut
    hidden    the row is hidden (by hand or by a filter)
    formulas  columns whose value is the stored result of a formula
    """

    number: int
    cells: list[Cell]
    hidden: bool = False
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What is known of a sheet besides its rows.

    merges  (first row, first column, last row, last column); rows from 1, columns from 0, ends included
    """

    name: str  # "" for CSV
    index: int
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()


class Sheet(ABC):
    """One sheet. `rows` streams and may be called again; each call reads from the start."""

    @property
    @abstractmethod
    def head(self) -> SheetHead: ...

    @abstractmethod
    def rows(self) -> Iterator[Row]: ...


@dataclass(slots=True)
class Workbook:
    """An opened workbook. `mark` holds what our own writers left in it (empty for others' files)."""

    kind: Kind
    sheets: tuple[Sheet, ...]
    mark: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    on_close: Callable[[], None] = lambda: None

    def close(self) -> None:
        self.on_close()

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_workbook(path: Path, limits: Limits = DEFAULT) -> Workbook:
    """Open by content, not by name. Raises `refusal.Unreadable` with a sentence for the sender."""
    from jiaxin.kit.sheets.opening import open_by_content  # readers load only where something is read

    return open_by_content(path, limits)

"""A workbook from lists, for checks that need no file: one sheet, rows counted from 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiaxin.domain.sheets.source import Cell


@dataclass(frozen=True)
class Row:
    number: int
    cells: list[Cell]
    hidden: bool = False
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True)
class Head:
    name: str
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Sheet:
    head: Head
    lines: tuple[tuple[Cell, ...], ...]

    def rows(self) -> Iterator[Row]:
        for number, cells in enumerate(self.lines, 1):
            yield Row(number, list(cells))


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]


def a_workbook(*lines: Sequence[Cell], name: str = "Sheet1") -> Workbook:
    """The first line is the heading."""
    return Workbook((Sheet(Head(name), tuple(tuple(line) for line in lines)),))

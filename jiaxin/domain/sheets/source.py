"""工作簿 — what a sheet must be like to be checked: the shape this storey needs, no reader in it.

Whoever opens files hands over objects of this shape; `jiaxin.kit.sheets` does. Rows count from 1 as
the spreadsheet shows them, columns from 0. `rows()` may be called again and starts over each time.

Not here  reading files, limits, encodings.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Protocol, TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | None


class Row(Protocol):
    """`formulas` are the columns whose value is the stored result of a formula."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Sequence[Cell]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def formulas(self) -> Sequence[int]: ...


class SheetHead(Protocol):
    """`merges`: first row, first column, last row, last column; ends included."""

    @property
    def name(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def hidden_columns(self) -> frozenset[int]: ...
    @property
    def merges(self) -> Sequence[tuple[int, int, int, int]]: ...


class Sheet(Protocol):
    @property
    def head(self) -> SheetHead: ...
    def rows(self) -> Iterator[Row]: ...


class Workbook(Protocol):
    @property
    def sheets(self) -> Sequence[Sheet]: ...


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

"""暗记 — what our own writers leave in a workbook so that it is recognised when it comes back.

A hidden sheet holds names and values (a version, the kind of sheet …); it is read here and not handed
out among the sheets. In a returned workbook two columns were added to the right of the sender's own:
they carry headings nobody else writes, and are left out when it is read again.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from jiaxin.kit.sheets.cells import Cell, Row, Sheet, SheetHead

SHEET = "_mark"
LISTS = "_lists"  # hidden sheet with the choices of long drop-downs
RETURNED = "returned"
REASON = "【退回原因】"
SUGGESTION = "【修改建议】"


def kept_apart(sheets: Sequence[Sheet]) -> tuple[Mapping[str, str], tuple[Sheet, ...]]:
    """The mark, and the sheets without it."""
    marked = [sheet for sheet in sheets if sheet.head.name == SHEET and sheet.head.hidden]
    if not marked:
        return MappingProxyType({}), tuple(sheets)
    mark = {}
    for row in marked[0].rows():
        name, value = [*row.cells, None, None][:2]
        if isinstance(name, str):
            mark[name] = "" if value is None else str(value)
    kept = [sheet for sheet in sheets if sheet not in marked and sheet.head.name != LISTS]
    if RETURNED in mark:
        kept = [_WithoutAdded(sheet) for sheet in kept]
    return MappingProxyType(mark), tuple(kept)


class _WithoutAdded(Sheet):
    """A sheet of a returned workbook without the columns that were added to it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def head(self) -> SheetHead:
        return self._sheet.head

    def rows(self) -> Iterator[Row]:
        added: set[int] = set()
        for row in self._sheet.rows():
            added.update(column for column, cell in enumerate(row.cells) if cell in (REASON, SUGGESTION))
            if not added:
                yield row
                continue
            cells: list[Cell] = [None if column in added else cell for column, cell in enumerate(row.cells)]
            while cells and cells[-1] is None:
                cells.pop()
            if cells or row.formulas:
                yield row._replace(cells=cells)

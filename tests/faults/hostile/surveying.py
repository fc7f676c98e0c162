"""What the child does with a hostile file: open it, go through all heads and rows, tell the rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiaxin.kit.sheets.cells import open_workbook


def survey(path: str) -> Iterator[Any]:
    with open_workbook(Path(path)) as book:
        for sheet in book.sheets:
            yield ["head", sheet.head.name, len(sheet.head.merges)]
            for row in sheet.rows():
                yield ["row", row.number, row.cells]

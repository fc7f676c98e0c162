"""再读一遍 — a sheet whose second reading comes from a temporary file instead of its markup.

Checking goes through a sheet twice. Unzipping and cutting markup costs ten times what reading back plain
values does, so the first complete pass writes them down, some hundred rows at a time. The file has no
name, is private to this process and is gone with it, however that ends.
"""

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from jiaxin.kit.sheets.cells import Row, Sheet, SheetHead

_AT_ONCE = 250


class Again(Sheet):
    """`rows` may be called again and gives the same rows; a pass broken off leaves nothing behind."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._kept: IO[Any] | None = None

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @property
    def head(self) -> SheetHead:
        return self._sheet.head

    def rows(self) -> Iterator[Row]:
        return self._first() if self._kept is None else self._back(self._kept)

    def _first(self) -> Iterator[Row]:
        out: IO[Any] = tempfile.TemporaryFile()  # noqa: SIM115  handed on to later passes
        try:
            some: list[tuple[Any, ...]] = []
            for row in self._sheet.rows():
                some.append(tuple(row))
                if len(some) == _AT_ONCE:
                    pickle.dump(some, out, pickle.HIGHEST_PROTOCOL)
                    some = []
                yield row
            pickle.dump(some, out, pickle.HIGHEST_PROTOCOL)
            self._kept = out
        finally:
            if self._kept is not out:
                out.close()

    def _back(self, kept: IO[Any]) -> Iterator[Row]:
        kept.seek(0)
        while some := pickle.load(kept):  # nosec B301  # our own bytes of a moment ago, in a file without a name
            yield from map(Row._make, some)
            if len(some) < _AT_ONCE:
                return

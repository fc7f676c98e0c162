"""备件 — sheets are written ahead by a second process while the first one plays.

A sheet that depends on what happened (who has confirmed) is made when its day comes. With `ahead=False`
everything is: the same sheets, one process.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from jiaxin.demo.district import District
from jiaxin.demo.people import Worker
from jiaxin.demo.sheets.book import Book
from jiaxin.demo.sheets.posting import Due

AHEAD = 6  # sheets waiting: enough to keep both busy, few enough to hold in memory


@dataclass(frozen=True, slots=True)
class Row:
    """Truth of one row. `row` is the number a spreadsheet shows."""

    row: int
    about: int | None
    mistakes: tuple[tuple[str, str], ...]
    dishonest: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file ready to send, and the truth about its rows."""

    filename: str
    kind: str
    data: bytes
    sheet: str
    rows: tuple[Row, ...]


def made(book: Book | None) -> Sheet | None:
    if book is None:
        return None
    rows = tuple(
        Row(number, line.about, tuple(line.mistakes), line.dishonest)
        for number, line in enumerate(book.lines, start=book.first_row)
    )
    return Sheet(book.filename, book.kind, book.data(), "" if book.filename.endswith(".csv") else book.sheet, rows)


class Preparer:
    """Start it before any database is open: the second process is a copy of this one."""

    def __init__(self, district: District, dues: Sequence[Due], ahead: bool = True) -> None:
        global _dues
        self._dues = _dues = dues
        self._fixed = iter([i for i, due in enumerate(dues) if not due.asks])
        self._waiting: dict[int, Future[Sheet | None]] = {}
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("fork")) if ahead else None
        for _ in range(AHEAD):
            self._order_next()

    def sheet(self, number: int, workers: list[Worker]) -> Sheet | None:
        """The sheet of one entry of the schedule; `workers` for those that ask who."""
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return made(self._dues[number].make(workers))
        self._order_next()
        return waiting.result()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _order_next(self) -> None:
        if self._pool is None:
            return
        for number in self._next():
            self._waiting[number] = self._pool.submit(_make, number)

    def _next(self) -> Iterator[int]:
        number = next(self._fixed, None)
        if number is not None:
            yield number


_dues: Sequence[Due] = ()


def _make(number: int) -> Sheet | None:
    return made(_dues[number].make([]))

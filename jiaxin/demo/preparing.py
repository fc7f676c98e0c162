"""备件 — sheets are written, and read as a confined child would read them, ahead by a second process while the first one plays.

A sheet that depends on what happened (who has confirmed) is made when its day comes. With `ahead=False`
everything is: the same sheets, one process.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from multiprocessing import get_context
from tempfile import NamedTemporaryFile
from typing import Any

import orjson

from jiaxin.apps.intake.judging import as_sent, in_place
from jiaxin.demo.district import District
from jiaxin.demo.people import Worker
from jiaxin.demo.sheets.book import Book
from jiaxin.demo.sheets.posting import Due
from jiaxin.kit.sheets.refusal import Unreadable

AHEAD = 6  # sheets waiting: enough to keep both busy, few enough to hold in memory


@dataclass(frozen=True, slots=True)
class Row:
    """Truth of one row. `row` is the number a spreadsheet shows."""

    row: int
    about: int | None
    mistakes: tuple[tuple[str, str], ...]
    dishonest: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging said to a question about a file."""

    question: dict[str, Any]
    file_sha256: str
    messages: tuple[bytes, ...]

    def answers(self, question: dict[str, Any]) -> bool:
        asked = {name: value for name, value in question.items() if name != "path"}
        return asked == self.question and _hash_of(question["path"]) == self.file_sha256


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file ready to send, and the truth about its rows. `judged`: by the second process, if it came to it."""

    filename: str
    kind: str
    data: bytes
    sheet: str
    rows: tuple[Row, ...]
    judged: Judged | None = None

    @contextmanager
    def judging(self, question: dict[str, Any]) -> Iterator[Iterable[dict[str, Any]]]:
        """The answer made ahead where it is one to this very question; else the file is read in place."""
        if self.judged is not None and self.judged.answers(question):
            yield map(orjson.loads, self.judged.messages)
        else:
            with in_place(question) as messages:
                yield messages


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
    sheet = made(_dues[number].make([]))
    return None if sheet is None else replace(sheet, judged=_judge(sheet, _dues[number].day.isoformat()))


def _judge(sheet: Sheet, day: str) -> Judged | None:
    question = {"as_of": day, "kind": sheet.kind, "learned": {}}
    with NamedTemporaryFile() as file:
        file.write(sheet.data)
        file.flush()
        try:
            return Judged(question, sha256(sheet.data).hexdigest(), tuple(as_sent({"path": file.name} | question)))
        except Unreadable:
            return None  # said again, to whom it concerns, when the sheet is sent


def _hash_of(path: str) -> str:
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()

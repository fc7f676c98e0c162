"""新版 .xlsx — which parts make a workbook, what is known of each sheet, and its rows as a stream."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from jiaxin.kit.sheets.cells import Row, Sheet, SheetHead, Workbook
from jiaxin.kit.sheets.container import Container, check_carried
from jiaxin.kit.sheets.fast_rows import HEAD_BYTES, Unusual, fast_rows
from jiaxin.kit.sheets.formats import style_kinds
from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.marks import kept_apart
from jiaxin.kit.sheets.markup import Markup, broken, parse
from jiaxin.kit.sheets.refusal import refused
from jiaxin.kit.sheets.slow_rows import LAST_COLUMN, column_number, slow_rows
from jiaxin.kit.sheets.strings import read_strings
from jiaxin.kit.sheets.values import Reading, TextTooLong

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_NO_ROWS, _CLOSING = re.compile(rb"<sheetData\s*/>"), re.compile(rb"</sheetData\s*>")
_NOT_SHEETS = MappingProxyType(
    {
        "word/document.xml": "file.text-document",
        "ppt/presentation.xml": "file.slides",
        "xl/workbook.bin": "file.binary-workbook",
        "mimetype": "file.open-document",
    }
)


def open_xlsx(path: Path, limits: Limits) -> Workbook:
    container = Container(path, limits)
    try:
        check_carried(container.names())
        sheets = _sheets(container, limits)
        mark, kept = kept_apart(sheets)
        return Workbook("xlsx", kept, mark, container.close)
    except BaseException:
        container.close()
        raise


def _sheets(container: Container, limits: Limits) -> list[Sheet]:
    main = _main_part(container)
    links = _links(container, main)
    listed, from_1904 = _listed(container, main)
    if any("macrosheet" in kind.lower() for kind, _ in links.values()):
        raise refused("xlsx.macro")
    if len(listed) > limits.sheets:
        raise refused("xlsx.many-sheets", found=len(listed), limit=limits.sheets)
    reading = _LazyReading(container, links, from_1904, limits)
    sheets: list[Sheet] = []
    for index, (name, state, link) in enumerate(listed):
        kind, part = links.get(link, ("worksheet", ""))
        if kind != "worksheet":
            continue  # charts and dialogs have no rows
        if part not in container:
            raise refused("xlsx.missing-sheet", sheet=name)
        sheets.append(_XlsxSheet(container, part, SheetHead(name, index, state), reading, limits))
    if not sheets:
        raise refused("xlsx.no-sheets")
    return sheets


def _main_part(container: Container) -> str:
    for kind, part in _links(container, "").values():
        if kind == "officeDocument" and part in container and part.startswith("xl/") and part.endswith(".xml"):
            return part
    if "xl/workbook.xml" in container:
        return "xl/workbook.xml"
    for part, code in _NOT_SHEETS.items():
        if part in container:
            raise refused(code)
    raise refused("xlsx.no-workbook" if "[content_types].xml" in container else "file.archive")


def _links(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """Relationship number → (last word of its type, part it leads to). Links out of the file are left out."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", name + ".rels")
    links: dict[str, tuple[str, str]] = {}

    def start(element: str, attrs: dict[str, str]) -> None:
        if element == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            where = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            links[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2], where)

    if source in container:
        parse(source, container.chunks(source), start)
    return links


def _listed(container: Container, main: str) -> tuple[list[tuple[str, bool, str]], bool]:
    """Sheets in order as (name, hidden, relationship), and whether days count from 1904."""
    listed: list[tuple[str, bool, str]] = []
    from_1904 = False

    def start(element: str, attrs: dict[str, str]) -> None:
        nonlocal from_1904
        if element == "workbookPr":
            from_1904 = attrs.get("date1904") in ("1", "true", "on")
        elif element == "sheet":
            link = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            listed.append((attrs.get("name", ""), attrs.get("state", "visible") != "visible", link))

    parse(main, container.chunks(main), start)
    return listed, from_1904


class _LazyReading:
    """Styles and texts are read when the first row is asked for: heads alone do not need them."""

    def __init__(
        self, container: Container, links: dict[str, tuple[str, str]], from_1904: bool, limits: Limits
    ) -> None:
        self._container = container
        self._parts = {kind: part for kind, part in links.values() if kind in ("styles", "sharedStrings")}
        self._from_1904 = from_1904
        self._limits = limits

    @cached_property
    def reading(self) -> Reading:
        styles, strings = self._parts.get("styles", ""), self._parts.get("sharedStrings", "")
        return Reading(
            read_strings(self._container.chunks(strings), self._limits) if strings in self._container else [],
            style_kinds(self._container.chunks(styles)) if styles in self._container else [],
            self._from_1904,
            self._limits.cell_chars,
        )


class _XlsxSheet(Sheet):
    def __init__(self, container: Container, part: str, listed: SheetHead, lazy: _LazyReading, limits: Limits) -> None:
        self._container = container
        self._part = part
        self._listed = listed
        self._lazy = lazy
        self._limits = limits

    @cached_property
    def _head(self) -> SheetHead:
        around = _Around(self._listed.name, self._limits)
        around.read(self._part, self._container.chunks(self._part))
        listed = self._listed
        if around.rows > self._limits.rows_in_all:  # too many perhaps: told now, not after most of them were handed out
            for _ in self.rows():
                pass
        return SheetHead(listed.name, listed.index, listed.hidden, frozenset(around.hidden), tuple(around.merges))

    @property
    def head(self) -> SheetHead:
        return self._head

    def rows(self) -> Iterator[Row]:
        name, limits = self._listed.name, self._limits
        last = count = 0
        try:
            for row in self._found():
                if row.number <= last or row.number > 1_048_576:
                    raise refused("sheet.row-order", sheet=name, row=row.number)
                last = row.number
                cells = row.cells
                while cells and cells[-1] is None:
                    cells.pop()
                if not cells and not row.formulas:
                    continue
                count += 1
                if count > limits.rows_in_all:
                    raise refused("sheet.rows", sheet=name, limit=limits.rows)
                if len(cells) > limits.columns:
                    raise refused("sheet.columns", sheet=name, row=last, found=len(cells), limit=limits.columns)
                yield row
        except TextTooLong as error:
            raise refused("sheet.cell-text", sheet=name, row=last + 1, limit=limits.cell_chars) from error
        except IndexError as error:
            raise refused("xlsx.strings", sheet=name, row=last + 1) from error
        except (ValueError, OverflowError) as error:  # also text that is not UTF-8
            raise broken(self._part) from error

    def _found(self) -> Iterator[Row]:
        reading = self._lazy.reading
        given = 0
        try:
            for row in fast_rows(self._part, self._container.chunks(self._part), reading):
                given = row.number
                yield row
        except Unusual:
            for row in slow_rows(self._part, self._container.chunks(self._part), reading):
                if row.number > given:
                    yield row


class _Around:
    """What stands before and after the rows: hidden columns, merged ranges. The rows are passed over unread."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self.hidden: set[int] = set()
        self.rows = 0  # that may hold something
        self.merges: list[tuple[int, int, int, int]] = []
        self._sheet = sheet
        self._limits = limits

    def read(self, part: str, chunks: Iterator[bytes]) -> None:
        markup = Markup(part, self._start)
        feed: Callable[[bytes], None] = markup.feed
        head = b""
        for chunk in chunks:
            head += chunk
            if (at := head.find(b"<sheetData")) >= 0 or len(head) > HEAD_BYTES:
                break
        if at < 0 or b"<!" in head[:at] or b"\0" in head[:at]:  # unusual: all of it goes through the parser
            feed(head)
            for chunk in chunks:
                feed(chunk)
        else:
            self._skip_rows(part, feed, head, at, chunks)
        markup.feed(b"", last=True)

    def _skip_rows(
        self, part: str, feed: Callable[[bytes], None], head: bytes, at: int, chunks: Iterator[bytes]
    ) -> None:
        feed(head[:at])
        rest = head[at:]
        while b">" not in rest and (chunk := next(chunks, b"")):
            rest += chunk
        found = _NO_ROWS.match(rest)
        while found is None:
            at = rest.find(b"</sheetData")  # an expression would stop at every tag of a million blank cells
            if at >= 0 and (found := _CLOSING.match(rest, at)):
                break
            if not (chunk := next(chunks, b"")):
                raise broken(part)
            self.rows += rest.count(b"</row>", 0, len(rest) - 32)
            rest = rest[-32:] + chunk
        self.rows += rest.count(b"</row>")
        feed(rest[found.end() :])
        for chunk in chunks:
            feed(chunk)

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "col" and attrs.get("hidden") in ("1", "true"):
            first, last = int(attrs.get("min", "1")), int(attrs.get("max", "1"))
            self.hidden.update(range(max(0, first - 1), min(last, LAST_COLUMN)))
        elif name == "mergeCell" and (found := _RANGE.fullmatch(attrs.get("ref", ""))):
            if len(self.merges) >= self._limits.merges:
                raise refused("sheet.merges", sheet=self._sheet, limit=self._limits.merges)
            left, top, right, bottom = found.groups()
            end = (int(bottom), column_number(right)) if right else (int(top), column_number(left))
            self.merges.append((int(top), column_number(left), *end))

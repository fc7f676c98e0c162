"""共享文字 — the table of texts an .xlsx keeps apart from its cells.

It grows with the rows, so above a limit it moves to a temporary file: where each block of texts starts
stays in memory, texts are read back through a map whose pages are given back as reading goes on.
"""

import html
import mmap
import re
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import IO, Protocol

from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.markup import Markup, broken
from jiaxin.kit.sheets.refusal import refused

PART = "sharedStrings.xml"
_LONGEST = 4 << 20  # bytes of markup around one text
_CHUNK = 65_536
_REMEMBERED = 20_000  # texts kept decoded; most repeat within a few rows or not at all
_BLOCK = 32  # texts decoded together: neighbours in the table are neighbours in the sheet
_BETWEEN = "\0"  # cannot stand in XML; where `_x0000_` means it, it is replaced
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>').findall
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);")


class Strings(Protocol):
    def __getitem__(self, index: int, /) -> str | None: ...


class _Spilled(dict[int, str | None]):
    """Texts by number, decoded by the block when one of it is first asked for."""

    def __init__(self, file: IO[bytes], starts: "array[int]", count: int) -> None:
        super().__init__()
        self._starts = starts
        self._count = count
        self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # outlives the open file

    def __missing__(self, index: int) -> str | None:
        if not 0 <= index < self._count:
            raise IndexError(index)
        if len(self) >= _REMEMBERED:
            self.clear()
            self._map.madvise(mmap.MADV_DONTNEED)
        block = index // _BLOCK
        texts = self._map[self._starts[block] : self._starts[block + 1]].decode().split(_BETWEEN)
        first = block * _BLOCK
        self.update(zip(range(first, first + len(texts) - 1), [text or None for text in texts], strict=False))
        return self[index]


class _Spill:
    """Writes texts to a temporary file, a separator behind each, and remembers where blocks start."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        self._starts = array("I", [0])
        self._at = 0
        self._count = 0
        self._waiting: list[str] = []

    def add(self, texts: list[str]) -> None:
        self._waiting += texts
        ready = len(self._waiting) // _BLOCK * _BLOCK
        for first in range(0, ready, _BLOCK):
            self._write(self._waiting[first : first + _BLOCK])
        del self._waiting[:ready]

    def _write(self, block: list[str]) -> None:
        data = (_BETWEEN.join(block) + _BETWEEN).encode()
        self._file.write(data)
        self._at += len(data)
        self._starts.append(self._at)
        self._count += len(block)

    def table(self) -> Strings:
        if self._waiting:
            self._write(self._waiting)
        self._file.flush()
        return _Spilled(self._file, self._starts, self._count)

    def close(self) -> None:
        self._file.close()


def read_strings(chunks: Iterable[bytes], limits: Limits) -> Strings:
    """The table. Empty texts come as None."""
    texts: list[str | None] = []
    size = 0
    spill: _Spill | None = None
    try:
        for batch in _batches(chunks, limits):
            if batch and max(map(len, batch)) > limits.cell_chars:
                raise refused("strings.text", limit=limits.cell_chars)
            if spill is None:
                texts += [text or None for text in batch]
                size += sum(map(len, batch))
                if size * 2 > limits.strings_in_memory:  # about two bytes a character
                    spill = _Spill()
                    spill.add([text or "" for text in texts])
                    texts.clear()
            else:
                spill.add(batch)
        return texts if spill is None else spill.table()
    except UnicodeDecodeError as error:
        raise broken(PART) from error
    finally:
        if spill is not None:
            spill.close()


def _batches(chunks: Iterable[bytes], limits: Limits) -> Iterator[list[str]]:
    stream = iter(chunks)
    buffer = b""
    while b"<si" not in buffer and len(buffer) < _CHUNK:
        if not (chunk := next(stream, b"")):
            break
        buffer += chunk
    head, found, buffer = buffer.partition(b"<si")
    guard = Markup(PART, lambda name, attrs: None)
    guard.feed(head)
    if not found or b"<sst" not in head or b"<!" in head or b"\0" in head:  # empty, prefixed, or another encoding
        yield from _by_expat(head + found + buffer, stream)
        return
    buffer = found + buffer
    while True:
        cut = buffer.rfind(b"</si>") + 5
        if cut > 4:
            yield _batch(buffer[:cut])
            buffer = buffer[cut:]
        if not (chunk := next(stream, b"")):
            break
        buffer += chunk
        if len(buffer) > _LONGEST:
            raise refused("strings.text", limit=limits.cell_chars)
    blank, rest = _blank_texts(buffer)
    yield [""] * blank
    guard.feed(rest, last=True)


def _batch(markup: bytes) -> list[str]:
    """All texts of a stretch that ends with `</si>`."""
    found = _PLAIN(markup.decode())
    if len(found) != markup.count(b"<") // 4 or len(found) != markup.count(b"<si>"):
        return _singly(markup)
    if b"&" in markup or b"\r" in markup or b"_x" in markup:
        return [plain(text) for text in found]
    return found


def _singly(markup: bytes) -> list[str]:
    found: list[str] = []
    for piece in markup.split(b"</si>")[:-1]:
        blank, rest = _blank_texts(piece)
        found += [""] * blank
        match = _PLAIN((rest + b"</si>").decode())
        found.append(plain(match[0]) if len(match) == 1 and rest.count(b"<") == 3 else _rich(rest))
    return found


def _blank_texts(piece: bytes) -> tuple[int, bytes]:
    """Texts written as `<si/>` in front of the next one: how many, and what follows."""
    blank = 0
    piece = piece.lstrip()
    while piece.startswith(b"<si/>"):
        piece = piece[5:].lstrip()
        blank += 1
    return blank, piece


def _rich(piece: bytes) -> str:
    return "".join(text for batch in _by_expat(piece + b"</si>", iter(())) for text in batch)


def _by_expat(start: bytes, rest: Iterator[bytes]) -> Iterator[list[str]]:
    reader = TextReader("si")
    markup = Markup(PART, reader.start, reader.end, reader.text)
    markup.feed(start)
    yield reader.taken()
    for chunk in rest:
        markup.feed(chunk)
        yield reader.taken()
    markup.feed(b"", last=True)
    yield reader.taken()


class TextReader:
    """Collects `t` elements inside `item`; phonetic runs (`rPh`) are a reading aid, not text."""

    def __init__(self, item: str) -> None:
        self._item = item
        self._done: list[str] = []
        self._runs: list[str] = []
        self._taking = False
        self._phonetic = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == self._item:
            self._runs = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._taking = not self._phonetic

    def text(self, data: str) -> None:
        if self._taking:
            self._runs.append(data)

    def end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == self._item:
            self._done.append(unescaped("".join(self._runs)))

    def taken(self) -> list[str]:
        done, self._done = self._done, []
        return done


def plain(text: str) -> str:
    """Raw element content → text: line ends as XML reads them, entities, spreadsheet escapes."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        if len(_ENTITY.findall(text)) != text.count("&"):
            raise broken(PART)
        text = html.unescape(text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """`_x000D_` stands for a character XML cannot hold (ECMA-376 part 1, 22.4.2.4)."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16) or 0xFFFD), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves make one character

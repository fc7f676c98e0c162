"""共享文字 — the table of texts an .xlsx keeps apart from its cells.

It grows with the rows, so above a limit it moves to a temporary file: offsets stay in memory (4 bytes
a text), texts are read back through a map whose pages are given back as reading goes on.
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
_REMEMBERED = 20_000  # texts kept decoded; most repeat within a few rows or not at all
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);")


class Strings(Protocol):
    def __getitem__(self, index: int, /) -> str: ...


class _Spilled(dict[int, str]):
    """Texts by number, decoded when first asked for."""

    def __init__(self, file: IO[bytes], ends: "array[int]") -> None:
        super().__init__()
        self._ends = ends
        self._file = file
        self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if ends and ends[-1] else None

    def __missing__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            raise IndexError(index)
        start, end = self._ends[index - 1] if index else 0, self._ends[index]
        text = self._map[start:end].decode() if self._map else ""
        if len(self) >= _REMEMBERED:
            self.clear()
            if self._map:
                self._map.madvise(mmap.MADV_DONTNEED)
        self[index] = text
        return text


def read_strings(chunks: Iterable[bytes], limits: Limits) -> Strings:
    try:
        return _read(chunks, limits)
    except UnicodeDecodeError as error:
        raise broken(PART) from error


def _read(chunks: Iterable[bytes], limits: Limits) -> Strings:
    texts: list[str] = []
    size = 0
    found = _texts(chunks, limits)
    for raw in found:
        text = raw.decode() if isinstance(raw, bytes) else raw
        if len(text) > limits.cell_chars:
            raise refused("strings.text", limit=limits.cell_chars)
        texts.append(text)
        size += len(raw)
        if size > limits.strings_in_memory:
            return _spill(texts, found, limits)
    return texts


def _spill(texts: list[str], rest: Iterator[bytes | str], limits: Limits) -> Strings:
    file = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the table
    ends = array("I")
    end = 0
    write = file.write
    for text in texts:
        end += write(text.encode())
        ends.append(end)
    texts.clear()
    for raw in rest:
        data = raw if isinstance(raw, bytes) else raw.encode()
        if len(data) > limits.cell_chars and len(data.decode()) > limits.cell_chars:
            raise refused("strings.text", limit=limits.cell_chars)
        end += write(data)
        ends.append(end)
    file.flush()
    return _Spilled(file, ends)


def _texts(chunks: Iterable[bytes], limits: Limits) -> Iterator[bytes | str]:
    """Texts in order: as bytes where nothing had to be decoded, as str else."""
    stream = iter(chunks)
    buffer = b""
    while b"<si" not in buffer and len(buffer) < 65_536:
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
        pieces = buffer.split(b"</si>")
        buffer = pieces.pop()
        for piece in pieces:
            if not piece.startswith(b"<si>"):
                blank, piece = _blank_texts(piece)
                yield from [b""] * blank
            yield _one(piece)
        if not (chunk := next(stream, b"")):
            break
        buffer += chunk
        if len(buffer) > _LONGEST:
            raise refused("strings.text", limit=limits.cell_chars)
    blank, rest = _blank_texts(buffer)
    yield from [b""] * blank
    guard.feed(rest, last=True)


def _blank_texts(piece: bytes) -> tuple[int, bytes]:
    """Texts written as `<si/>` in front of the next one: how many, and what follows."""
    blank = 0
    piece = piece.lstrip()
    while piece.startswith(b"<si/>"):
        piece = piece[5:].lstrip()
        blank += 1
    return blank, piece


def _one(piece: bytes) -> bytes | str:
    if piece.startswith(b"<si><t>") and piece.endswith(b"</t>"):
        text = piece[7:-4]
    elif piece.startswith(b'<si><t xml:space="preserve">') and piece.endswith(b"</t>"):
        text = piece[28:-4]
    else:
        return _rich(piece)
    if b"<" in text:
        return _rich(piece)
    if b"&" in text or b"\r" in text or b"_x" in text:
        return plain(text.decode())
    return text


def _rich(piece: bytes) -> str:
    return "".join(_by_expat(piece + b"</si>", iter(())))


def _by_expat(start: bytes, rest: Iterator[bytes]) -> Iterator[str]:
    reader = TextReader("si")
    markup = Markup(PART, reader.start, reader.end, reader.text)
    markup.feed(start)
    yield from reader.taken()
    for chunk in rest:
        markup.feed(chunk)
        yield from reader.taken()
    markup.feed(b"", last=True)
    yield from reader.taken()


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
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves make one character

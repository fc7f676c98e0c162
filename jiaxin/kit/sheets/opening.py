"""打开 — which reader a file needs, told by its content and never by its name."""

from pathlib import Path
from typing import TYPE_CHECKING

from jiaxin.kit.sheets.cells import Workbook
from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.refusal import refused

if TYPE_CHECKING:
    from jiaxin.kit.sheets.again import Again

_MB = 1 << 20
_START_BYTES = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "file.pdf"),
    (b"\x89PNG", "file.picture"),
    (b"\xff\xd8\xff", "file.picture"),
    (b"GIF8", "file.picture"),
    (b"BM", "file.picture"),
    (b"II*\0", "file.picture"),
    (b"MM\0*", "file.picture"),
    (b"MZ", "file.program"),
    (b"\x7fELF", "file.program"),
    (b"Rar!", "file.archive"),
    (b"7z\xbc\xaf", "file.archive"),
    (b"\x1f\x8b", "file.archive"),
    (b"{\\rtf", "file.text-document"),
)
_WEB = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"mime-version:")
_BINARY = bytes({*range(32)} - {9, 10, 11, 12, 13, 27})


def open_by_content(path: Path, limits: Limits) -> Workbook:
    size = path.stat().st_size
    if size == 0:
        raise refused("file.empty")
    if size > limits.bytes_in:
        raise refused("file.too-large", found=-(-size // _MB), limit=limits.bytes_in // _MB)
    with path.open("rb") as file:
        start = file.read(_START_BYTES)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from jiaxin.kit.sheets.again import Again
        from jiaxin.kit.sheets.spreadsheet import open_xlsx  # each reader loads only where it is needed

        book = open_xlsx(path, limits)
        sheets = tuple(map(Again, book.sheets))
        return Workbook(book.kind, sheets, book.mark, lambda: _close(book, sheets))
    if start.startswith(_OLE):
        from jiaxin.kit.sheets.legacy import open_xls

        return open_xls(path, limits)
    _refuse_others(start)
    from jiaxin.kit.sheets.delimited import open_csv

    return open_csv(path, limits)


def _close(book: Workbook, sheets: "tuple[Again, ...]") -> None:
    for sheet in sheets:
        sheet.close()
    book.close()


def _refuse_others(start: bytes) -> None:
    """What is no table at all. Two letters such as MZ may begin a CSV too: then control characters decide."""
    binary = bool(start.translate(None, bytes(set(range(256)) - set(_BINARY))))
    for sign, code in _OTHERS:
        if start.startswith(sign) and (binary or len(sign) > 2):
            raise refused(code)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_WEB):
        raise refused("file.web-page")
    if text.startswith(b"<?xml"):
        raise refused("file.web-page" if b"<html" in text or b"<table>" in text or b"<table " in text else "file.xml-text")
    if binary and start[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"," not in start and b"\n" not in start:
        raise refused("file.unknown")

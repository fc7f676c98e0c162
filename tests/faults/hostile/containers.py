"""Hostile files, first part: wrong kinds of file, and containers that lie."""

import os
import random
import zipfile
from pathlib import Path

from tests.faults.hostile.building import SHEET, ole, pack, parts, patch_directory, sheet, stream

MB = 1 << 20
LEGACY = Path(__file__).parents[2] / "fixtures/rosters/07-legacy.xls"


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(size)
    return path


def with_part(path: Path, name: str, content: bytes = b"x") -> Path:
    return pack(path, parts() | {name: content})


def zip_bomb(path: Path) -> Path:
    return stream(path, "xl/media/image1.png", (bytes(MB) for _ in range(300)), parts(), level=9)


def nested_bomb(path: Path) -> Path:
    inner = path.with_suffix(".inner")
    pack(inner, {f"{n}.bin": bytes(MB) for n in range(10)})
    return with_part(path, "xl/media/inner.zip", inner.read_bytes())


def unzipped_bomb(path: Path) -> Path:
    noise = random.Random(1).randbytes(600_000)
    pack(path, parts() | {f"xl/media/{n}.png": noise for n in range(4)})
    for n in range(4):
        patch_directory(path, f"xl/media/{n}.png", 24, "<I", 110 * MB, local=22)
    return path


def many_entries(path: Path) -> Path:
    return pack(path, parts() | {f"xl/media/{n}.png": "x" for n in range(3_000)})


def overlap(path: Path) -> Path:
    pack(path, parts() | {"xl/media/a.png": b"a" * 5_000, "xl/media/b.png": b"a" * 5_000})
    with zipfile.ZipFile(path) as archive:
        first = archive.getinfo("xl/media/a.png").header_offset
    return patch_directory(path, "xl/media/b.png", 42, "<I", first)


def duplicate(path: Path) -> Path:
    pack(path, parts() | {"xl/worksheets/sheet9.xml": sheet()})
    raw = path.read_bytes().replace(b"xl/worksheets/sheet9.xml", SHEET.encode())
    return write(path, raw)


def truncated(path: Path) -> Path:
    return write(path, pack(path, parts()).read_bytes()[:-400])


def damaged(path: Path) -> Path:
    pack(path, parts())
    return patch_directory(path, SHEET, 16, "<I", 0x12345678, local=14)


def forged_smaller(path: Path) -> Path:
    return patch_directory(pack(path, parts()), SHEET, 24, "<I", 60)


def forged_larger(path: Path) -> Path:
    return patch_directory(pack(path, parts()), SHEET, 24, "<I", 900_000)


def deflate64(path: Path) -> Path:
    return patch_directory(pack(path, parts()), SHEET, 10, "<H", 9, local=8)


def locked_entry(path: Path) -> Path:
    return patch_directory(pack(path, parts()), SHEET, 8, "<H", 1, local=6)


def without(path: Path, name: str) -> Path:
    contents = parts()
    del contents[name]
    return pack(path, contents)


def document(path: Path, name: str) -> Path:
    return pack(path, {"[Content_Types].xml": "<Types/>", name: "<document/>"})


CASES = {
    "empty.xlsx": (lambda p: write(p, b""), "file.empty"),
    "100MB.xlsx": (lambda p: sparse(p, 100 * MB), "file.too-large"),
    "picture.xlsx": (lambda p: write(p, b"\x89PNG\r\n\x1a\n" + os.urandom(4_000)), "file.picture"),
    "pdf.xlsx": (lambda p: write(p, b"%PDF-1.7\n" + os.urandom(4_000)), "file.pdf"),
    "web-page.xls": (
        lambda p: write(p, "<html><table><tr><td>姓名</td></tr></table></html>".encode()),
        "file.web-page",
    ),
    "program.xlsx": (lambda p: write(p, b"MZ\x90\0\3\0\0\0\4" + os.urandom(4_000)), "file.program"),
    "noise.xlsx": (lambda p: write(p, bytes(range(1, 9)) * 500), "file.unknown"),
    "xml-table.xls": (lambda p: write(p, b'<?xml version="1.0"?><Workbook/>'), "file.xml-text"),
    "word.xlsx": (lambda p: document(p, "word/document.xml"), "file.text-document"),
    "binary-workbook.xlsx": (lambda p: document(p, "xl/workbook.bin"), "file.binary-workbook"),
    "plain-zip.xlsx": (lambda p: pack(p, {"readme.txt": "x"}), "file.archive"),
    "no-workbook.xlsx": (lambda p: document(p, "xl/other.xml"), "xlsx.no-workbook"),
    "encrypted.xlsx": (lambda p: ole(p, ("EncryptionInfo", "EncryptedPackage")), "file.encrypted"),
    "macro.xls": (lambda p: ole(p, ("Workbook", "_VBA_PROJECT_CUR")), "xlsx.macro"),
    "other-ole.xls": (lambda p: ole(p, ("Contents",)), "file.ole-other"),
    "hollow.xls": (lambda p: ole(p, ("Workbook",)), "xlsx.no-sheets"),
    "truncated.xls": (lambda p: write(p, LEGACY.read_bytes()[:9_000]), "xls.broken"),
    "zip-bomb.xlsx": (zip_bomb, "zip.ratio"),
    "nested-bomb.xlsx": (nested_bomb, "zip.nested"),
    "unzipped-bomb.xlsx": (unzipped_bomb, "zip.unzipped"),
    "many-entries.xlsx": (many_entries, "zip.many-entries"),
    "overlap.xlsx": (overlap, "zip.overlap"),
    "duplicate-part.xlsx": (duplicate, "zip.duplicate"),
    "zip-slip.xlsx": (lambda p: with_part(p, "../../evil.xml"), "zip.path"),
    "absolute-path.xlsx": (lambda p: with_part(p, "/etc/evil.xml"), "zip.path"),
    "truncated.xlsx": (truncated, "zip.broken"),
    "damaged.xlsx": (damaged, "zip.entry-damaged"),
    "forged-smaller.xlsx": (forged_smaller, "zip.entry-damaged"),
    "forged-larger.xlsx": (forged_larger, "zip.forged-size"),
    "deflate64.xlsx": (deflate64, "zip.compression"),
    "locked-entry.xlsx": (locked_entry, "zip.locked-entry"),
    "macro.xlsm": (lambda p: with_part(p, "xl/vbaProject.bin"), "xlsx.macro"),
    "external-link.xlsx": (lambda p: with_part(p, "xl/externalLinks/externalLink1.xml"), "xlsx.external-link"),
    "embedded.xlsx": (lambda p: with_part(p, "xl/embeddings/oleObject1.bin"), "xlsx.embedded"),
    "control.xlsx": (lambda p: with_part(p, "xl/activeX/activeX1.xml"), "xlsx.embedded"),
    "missing-sheet.xlsx": (lambda p: without(p, SHEET), "xlsx.missing-sheet"),
    "no-sheets.xlsx": (lambda p: pack(p, parts(names=())), "xlsx.no-sheets"),
    "many-sheets.xlsx": (lambda p: pack(p, parts(names=tuple(f"表{n}" for n in range(300)))), "xlsx.many-sheets"),
}

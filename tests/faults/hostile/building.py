"""Workbooks built part by part, so that each part can be made wrong on purpose. All names are invented."""

import struct
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATA = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def sheet(rows: str = DATA, before: str = "", after: str = "", prolog: str = "") -> str:
    return f'{XML}{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(sheet_xml: str | None = None, names: tuple[str, ...] = ("花名册",)) -> dict[str, str | bytes]:
    """The parts of a sound workbook."""
    numbers = range(1, len(names) + 1)
    listed = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{KINDS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    links += f'<Relationship Id="rId9001" Type="{KINDS}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="rId9002" Type="{KINDS}/styles" Target="styles.xml"/>'
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        STRINGS: f'{XML}<sst xmlns="{MAIN}"><si><t>样例</t></si></sst>',
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
    }
    for n in numbers:
        found[f"xl/worksheets/sheet{n}.xml"] = sheet_xml or sheet()
    return found


def pack(path: Path, contents: dict[str, str | bytes], level: int = 1) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        for name, content in contents.items():
            out.writestr(name, content)
    return path


def stream(path: Path, name: str, pieces, others: dict[str, str | bytes], level: int = 1) -> Path:
    """A part too large to hold, written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        for other, content in others.items():
            if other != name:
                out.writestr(other, content)
        with out.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece if isinstance(piece, bytes) else piece.encode())
    return path


def patch_directory(path: Path, name: str, offset: int, form: str, value: int, local: int | None = None) -> Path:
    """Overwrite a field of a part's entry in the zip's list (and in its own header)."""
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", raw, at + 28)[0]
        if raw[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into(form, raw, at + offset, value)
            if local is not None:
                (start,) = struct.unpack_from("<I", raw, at + 42)
                struct.pack_into(form, raw, start + local, value)
        at = raw.find(b"PK\x01\x02", at + 4)
    path.write_bytes(raw)
    return path


def ole(path: Path, streams: tuple[str, ...]) -> Path:
    """An OLE container with these names in its directory and nothing in them."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", head, 44, 1, 1)
    struct.pack_into("<I", head, 56, 4096)
    struct.pack_into("<iIi", head, 60, -2, 0, -2)
    struct.pack_into("<I", head, 76, 0)
    head[80:512] = b"\xff" * 432
    fat = struct.pack("<ii", -3, -2) + b"\xff" * 504
    directory = b"".join(_entry(name, 5 if at == 0 else 2) for at, name in enumerate(("Root Entry", *streams)))
    path.write_bytes(bytes(head) + fat + directory.ljust(512 * 2, b"\0"))
    return path


def _entry(name: str, kind: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(text), kind, 1, -1, -1, -1)
        + b"\0" * 36
        + struct.pack("<iQ", -2, 0)
    )

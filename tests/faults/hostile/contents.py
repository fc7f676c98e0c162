"""Hostile files, second part: sound containers with hostile contents, and hostile text files.

A case without a code is harmless and must be read: then the expected rows (number and cells) stand there.
"""

from pathlib import Path

from tests.faults.hostile.building import DATA, MAIN, SHEET, STRINGS, XML, pack, parts, sheet, stream
from tests.faults.hostile.containers import LEGACY, write

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
GOOD = [(1, ["姓名"]), (2, [7])]
HEAD = f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'
TAIL = "</sheetData></worksheet>"


def with_sheet(path: Path, xml: str) -> Path:
    return pack(path, parts(xml))


def rows_then(path: Path, pieces) -> Path:
    return stream(path, SHEET, [HEAD, *pieces, TAIL], parts())


def blank_rows(path: Path, last: str = "", cells: str = "") -> Path:
    def pieces():
        yield DATA
        for first in range(3, 1_048_576, 5_000):
            numbers = range(first, min(first + 5_000, 1_048_576))
            yield "".join(
                f'<row r="{n}" ht="15">{cells}</row>' if cells else f'<row r="{n}" ht="15"/>' for n in numbers
            )
        yield last

    return rows_then(path, pieces())


def cells_16m(path: Path, value: str) -> Path:
    """1,000 rows of all 16,384 columns. Without a value the cells only carry a style."""
    cell = f"<c><v>{value}</v></c>" if value else '<c s="0"/>'
    row = "".join(cell + " " * (n % 7) for n in range(16_384))
    return rows_then(path, [DATA, *(f'<row r="{n}">{row}</row>' for n in range(3, 1_003))])


def too_many_rows(path: Path) -> Path:
    return rows_then(path, (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 210_003)))


def huge_strings(path: Path) -> Path:
    """A million texts nobody uses, 60 MB: harmless, and must not fill the memory."""
    head = f'{XML}<sst xmlns="{MAIN}"><si><t>样例</t></si>'
    pieces = (
        "".join(f"<si><t>样例文字第 {n * 1000 + m} 条，没有人用到它</t></si>" for m in range(1000)) for n in range(1000)
    )
    return stream(path, STRINGS, [head, *pieces, "</sst>"], parts())


def endless_tag(path: Path) -> Path:
    """One start tag of 60 MB."""
    return stream(
        path,
        SHEET,
        [f'{XML}<worksheet xmlns="{MAIN}" a="', *[b"x" * (1 << 20)] * 60, '"><sheetData/></worksheet>'],
        parts(),
    )


def far_cell(path: Path) -> Path:
    """An old workbook in which one cell was moved to the last row and column: a dense table has 16 million cells."""
    raw = bytearray(LEGACY.read_bytes())
    at = raw.find(b"\xfd\x00\x0a\x00", 4096)
    raw[at + 4 : at + 8] = b"\xff\xff\xff\x00"
    return write(path, bytes(raw))


def prolog(doctype: str) -> str:
    return sheet(prolog=doctype)


XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHING = f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>'
MERGES = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_010))
LONG = "字" * 33_000

CASES = {
    "xxe.xlsx": (lambda p: with_sheet(p, prolog(XXE)), "xml.external-entity", None),
    "external-dtd.xlsx": (lambda p: with_sheet(p, prolog('<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd">')), "xml.external-entity", None),
    "billion-laughs.xlsx": (
        lambda p: pack(p, parts() | {STRINGS: f"{XML}{LAUGHING}<sst><si><t>&l9;</t></si></sst>", SHEET: sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}),
        "xml.entities",
        None,
    ),
    "laughs-in-list.xlsx": (lambda p: pack(p, parts() | {"xl/workbook.xml": f"{XML}{LAUGHING}<workbook/>"}), "xml.entities", None),
    "dtd.xlsx": (lambda p: with_sheet(p, prolog("<!DOCTYPE worksheet>")), "xml.dtd", None),
    "broken-xml.xlsx": (lambda p: with_sheet(p, sheet('<row r="1"><c r="A1"><v>1</v></row>')), "xml.broken", None),
    "cut-xml.xlsx": (lambda p: with_sheet(p, sheet()[:-40]), "xml.broken", None),
    "not-utf8.xlsx": (lambda p: pack(p, parts() | {SHEET: sheet().encode("gb18030")}), "xml.broken", None),
    "endless-tag.xlsx": (endless_tag, "xml.broken", None),
    "no-such-text.xlsx": (lambda p: with_sheet(p, sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')), "xlsx.strings", None),
    "row-order.xlsx": (lambda p: with_sheet(p, sheet(DATA + DATA)), "sheet.row-order", None),
    "columns.xlsx": (lambda p: with_sheet(p, sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "sheet.columns", None),
    "16M-cells.xlsx": (lambda p: cells_16m(p, "1"), "sheet.columns", None),
    "rows.xlsx": (too_many_rows, "sheet.rows", None),
    "merges.xlsx": (lambda p: with_sheet(p, sheet(after=f"<mergeCells>{MERGES}</mergeCells>")), "sheet.merges", None),
    "long-text.xlsx": (lambda p: with_sheet(p, sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{LONG}</t></is></c></row>')), "sheet.cell-text", None),
    "long-shared-text.xlsx": (lambda p: pack(p, parts() | {STRINGS: f"{XML}<sst><si><t>{LONG}</t></si></sst>"}), "strings.text", None),
    "far-cell.xls": (far_cell, "reading.memory", None),
    "nul.csv": (lambda p: write(p, "姓名,电话\n王,\0\n".encode()), "csv.nul", None),
    "encoding.csv": (lambda p: write(p, "姓名,电话\n".encode() + b"\xff\xff\xfe,1\n"), "csv.encoding", None),
    "one-line.csv": (lambda p: write(p, b"a" * (20 << 20)), "csv.line", None),
    "50MB-line.csv": (lambda p: write(p, b"a" * (50 << 20)), "file.too-large", None),
    "quote.csv": (lambda p: write(p, '姓名,备注\n王,"没有结束\n李,x\n'.encode()), "csv.quote", None),
    "long-text.csv": (lambda p: write(p, f"姓名\n{LONG}\n".encode()), "sheet.cell-text", None),
    "many-lines.csv": (lambda p: write(p, b"a\n" * 5_000_000), "sheet.rows", None),
    # harmless: must be read
    "forged-dimension.xlsx": (lambda p: with_sheet(p, sheet(before='<dimension ref="A1:XFD1048576"/>')), None, GOOD),
    "blank-rows.xlsx": (blank_rows, None, GOOD),
    "blank-rows-then-data.xlsx": (
        lambda p: blank_rows(p, '<row r="1048576"><c r="B1048576"><v>3</v></c></row>'), None, [*GOOD, (1_048_576, [None, 3])],
    ),
    "styled-blank-rows.xlsx": (lambda p: blank_rows(p, cells='<c r="A9" s="0"/><c r="B9" s="0"/>'), None, GOOD),
    "16M-blank-cells.xlsx": (lambda p: cells_16m(p, ""), None, GOOD),
    "huge-strings.xlsx": (huge_strings, None, GOOD),
    "utf16.csv": (lambda p: write(p, "姓名\t数\n王\t7\n".encode("utf-16")), None, [(1, ["姓名", "数"]), (2, ["王", "7"])]),
    "xlsx-named.xls": (lambda p: with_sheet(p, sheet()), None, GOOD),
}  # fmt: skip

"""How fast and how lean sheets are read: 2,000, 20,000 and 200,000 rows × 30 columns with shared strings.

Run: `nice python -m tools.bench.read_sheets [rows …] [--reader ours|calamine|openpyxl]`. Each reading runs in
its own process: CPU seconds and the peak of resident memory are the child's. The exponent is the slope
of CPU time from size to size (1.0 = linear). The size limit of uploads is lifted for the largest.
"""

import argparse
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = 30
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_WORDS = ("保洁", "保姆", "月嫂", "钟点工", "初中", "高中", "大专", "员工制", "中介制", "已签", "男", "女")


def make(path: Path, rows: int) -> None:
    """As Excel writes it: every text in the shared table, in order of first use; about 15 texts a row of their own."""
    numbers: dict[str, int] = {}
    texts = tempfile.TemporaryFile("w+b")  # noqa: SIM115
    choose = random.Random(rows)

    def text(column: str, row: int, value: str) -> str:
        if value not in numbers:
            numbers[value] = len(numbers)
            texts.write(f"<si><t>{escape(value)}</t></si>".encode())
        return f'<c r="{column}{row}" s="1" t="s"><v>{numbers[value]}</v></c>'

    letters = [chr(65 + n) if n < 26 else "A" + chr(39 + n) for n in range(COLUMNS)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b'<dimension ref="A1:AD%d"/><sheetData>' % rows
            )
            for row in range(1, rows + 1):
                cells = [_cell(text, choose, letter, row, n) for n, letter in enumerate(letters)]
                sheet.write(f'<row r="{row}" spans="1:30">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with out.open("xl/sharedStrings.xml", "w", force_zip64=True) as table:
            table.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
            table.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            texts.seek(0)
            while chunk := texts.read(1 << 20):
                table.write(chunk)
            table.write(b"</sst>")
        _write_rest(out)


def _cell(text, choose, letter, row, column):  # type: ignore[no-untyped-def]
    if column in (4, 5, 6, 7):
        return f'<c r="{letter}{row}" s="2"><v>{choose.randint(40000, 46000)}</v></c>'
    if column in (8, 9):
        return f'<c r="{letter}{row}" s="1"><v>{choose.randint(1, 99999)}</v></c>'
    if column == 10:
        return f'<c r="{letter}{row}" s="1"/>'
    if column >= 20 or column == 11:
        return text(letter, row, choose.choice(_WORDS))
    if column == 1:
        return text(letter, row, choose.choice(_SURNAMES) + "".join(chr(choose.randint(0x4E00, 0x9000)) for _ in "ab"))
    if column < 4:
        return text(letter, row, f"{choose.randint(10**17, 10**18 - 1)}")
    return text(letter, row, f"样例省样例市样例区样例路{choose.randint(1, 9)}号样例苑{row}幢{column}室")


def _write_rest(out: zipfile.ZipFile) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/></Types>',
    )
    out.writestr(
        "_rels/.rels",
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    out.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
    )
    out.writestr(
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{kinds}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    out.writestr(
        "xl/styles.xml",
        f'<styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>',
    )


def read(reader: str, path: Path) -> int:
    """Cells with a value."""
    if reader == "calamine":
        from python_calamine import load_workbook

        rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
        return sum(1 for row in rows for cell in row if cell != "")
    if reader == "openpyxl":
        from openpyxl import load_workbook as load

        book = load(path, read_only=True, data_only=True)
        return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell is not None)
    from jiaxin.kit.sheets.cells import open_workbook
    from jiaxin.kit.sheets.limits import DEFAULT

    lifted = replace(DEFAULT, bytes_in=1 << 30, bytes_unzipped=4 << 30)
    with open_workbook(path, lifted) as found:
        return sum(
            1 for sheet in found.sheets if sheet.head for row in sheet.rows() for cell in row.cells if cell is not None
        )


def measured(reader: str, path: Path) -> tuple[int, float, float, float]:
    """(cells, CPU s, wall s, peak MB) of a process of its own."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.read_sheets", "--child", reader, str(path)], check=True, capture_output=True
    )
    cells, cpu, peak = done.stdout.split()
    return int(cells), float(cpu), time.perf_counter() - start, float(peak)


def _peak_mb() -> float:
    """From the kernel's own mark of this program: `ru_maxrss` also counts the parent it was started from."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", nargs="*", type=int, default=[2_000, 20_000, 200_000])
    options.add_argument("--reader", action="append", choices=["ours", "calamine", "openpyxl"])
    options.add_argument("--child", nargs=2)
    asked = options.parse_args()
    if asked.child:
        cells = read(asked.child[0], Path(asked.child[1]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(cells, used.ru_utime + used.ru_stime, _peak_mb())
        return
    print(f"{date.today()}  {COLUMNS} columns, shared strings")  # noqa: DTZ011
    print(
        f"{'reader':10}{'rows':>9}{'file MB':>9}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'exponent':>10}{'to calamine':>13}"
    )
    with tempfile.TemporaryDirectory() as folder:
        _table(Path(folder), asked.rows, asked.reader or ["calamine", "ours", "openpyxl"])


def _table(folder: Path, sizes: list[int], readers: list[str]) -> None:
    before: dict[str, tuple[int, float]] = {}
    for rows in sizes:
        path = folder / f"{rows}.xlsx"
        make(path, rows)
        base = 0.0
        counts = set()
        for reader in readers:
            if reader == "openpyxl" and rows > 20_000:
                continue
            cells, cpu, wall, peak = min((measured(reader, path) for _ in range(3)), key=lambda one: one[1])
            counts.add(cells)
            base = cpu if reader == "calamine" else base
            size, earlier = before.get(reader, (0, 0.0))
            slope = f"{math.log(cpu / earlier) / math.log(rows / size):.2f}" if size else ""
            ratio = f"{cpu / base:.2f}" if base else ""
            mb = path.stat().st_size / 1e6
            print(f"{reader:10}{rows:9,}{mb:9.1f}{cpu:8.2f}{wall:8.2f}{peak:9.0f}{slope:>10}{ratio:>13}", flush=True)
            before[reader] = (rows, cpu)
        if len(counts) != 1:
            raise SystemExit(f"the readers disagree on the number of cells: {counts}")


if __name__ == "__main__":
    main()

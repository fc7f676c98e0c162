"""查表命令 — `jiaxin check-sheet FILE --json`: check a workbook without writing, without a district behind it.

--as-of DATE   the day that counts as today (default: the day of the machine)
--after OTHER  treat another workbook as imported before: its sound rows are the workers on file
--kind KIND    the kind of sheet, where it cannot be told

Answers on standard output; exit status 0 (checked, whatever was found), 2 (could not be read).
Uses the domain and the kit only, so that it starts fast.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.known import NOTHING, Known
from jiaxin.domain.sheets.checking import CheckedRow, Checking, check
from jiaxin.domain.sheets.reporting import SheetReport, passed_over
from jiaxin.domain.sheets.source import column_letter
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.kit.sheets.refusal import Unreadable
from jiaxin.portals.console.arguments import Parser, a_day, a_file

_NUMBERS = frozenset({"hours", "decimal"})


def run(argv: Sequence[str]) -> int:
    asked = _arguments().parse_args(argv)
    as_of = asked.as_of or datetime.now().astimezone().date()
    try:
        known = _known(asked.after, as_of) if asked.after else NOTHING
        with open_workbook(a_file(asked.file)) as workbook:
            checking = check(workbook, as_of, kind=asked.kind, known=known)
            if asked.json:
                _print_json(checking)
            else:
                _print_text(checking)
    except Unreadable as refusal:
        print(refusal, refusal.do_this, sep="\n", file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal.said, refusal.do_this, sep="\n", file=sys.stderr)
        return 2
    return 0


def _arguments() -> Parser:
    parser = Parser(prog="jiaxin check-sheet", description="检查一份表格，不写入任何数据")
    parser.add_argument("file", type=Path, metavar="FILE", help="要检查的表格")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--as-of", type=a_day, metavar="DATE", help="以这一天为今天，例如 2026-11-23")
    parser.add_argument("--after", type=Path, metavar="OTHER", help="视为已先导入的另一份表格")
    parser.add_argument("--kind", help="表的种类，例如 worker-roster")
    return parser


def _known(path: Path, as_of: date) -> Known:
    """Who would be on file after importing another workbook into an empty district."""
    workers: dict[str, str] = {}
    with open_workbook(a_file(path)) as workbook:
        for row in check(workbook, as_of).rows():
            if row.status in ("ok", "warning") and (number := row.values.get("id_number")):
                workers[str(number)] = str(row.values.get("name") or "")
    return Known(workers=workers)


# ---- JSON ------------------------------------------------------------------------------------


def _print_json(checking: Checking) -> None:
    """Written row by row: a large file needs no memory for its answer."""
    out = sys.stdout
    out.write("{")
    for name, said in _about_columns(checking).items():
        out.write(f"{json.dumps(name)}: {json.dumps(said, ensure_ascii=False)},\n")
    out.write('"rows": [')
    counts: Counter[str] = Counter()
    for number, row in enumerate(_shaped_rows(checking)):
        counts[row["status"]] += 1
        out.write(",\n" if number else "\n")
        out.write(json.dumps(row, ensure_ascii=False))
    out.write('],\n"summary": ')
    json.dump({"rows": sum(counts.values()), **dict(sorted(counts.items()))}, out, ensure_ascii=False)
    out.write("}\n")


def shaped(checking: Checking) -> dict[str, Any]:
    """The whole answer at once, for small files."""
    return {**_about_columns(checking), "rows": list(_shaped_rows(checking))}


def _about_columns(checking: Checking) -> dict[str, Any]:
    return {
        "sheets": [_sheet(one) for one in checking.sheets],
        "dropped_columns": [_column(s, u.index, u.heading) for s, u in _of(checking, "dropped")],
        "ignored_columns": [_column(s, u.index, u.heading) for s, u in _of(checking, "ignored")],
        "unmapped_columns": [_unmapped(s, u) for s, u in _of(checking, "unmapped")],
    }


def _shaped_rows(checking: Checking) -> Iterator[dict[str, Any]]:
    shapers = [_Shaper(one) for one in checking.sheets]
    for row in checking.rows():
        yield shapers[row.part].row(row)


def _of(checking: Checking, which: str) -> Iterator[tuple[SheetReport, Any]]:
    for one in checking.sheets:
        if one.mapping is not None:
            yield from ((one, column) for column in getattr(one.mapping, which))


def _sheet(one: SheetReport) -> dict[str, Any]:
    said: dict[str, Any] = {"sheet": one.name, "kind": one.kind}
    if one.why:
        return said | {"why": one.why, "like": list(one.kinds_like), "peopled": one.peopled}
    assert one.mapping is not None
    mapping = {column_letter(m.index): m.name for m in sorted(one.mapping.columns.values(), key=lambda m: m.index)}
    return said | {"header_rows": list(one.header_rows), "mapping": mapping}


def _column(sheet: SheetReport, index: int, heading: str) -> dict[str, Any]:
    return {"sheet": sheet.name, "column": column_letter(index), "heading": heading}


def _unmapped(sheet: SheetReport, column: Any) -> dict[str, Any]:
    proposals = [
        {"field": p.field, "label": p.label, "confidence": p.confidence, "why": p.why} for p in column.proposals
    ]
    return _column(sheet, column.index, column.heading) | {"proposals": proposals}


class _Shaper:
    """Rows of one sheet in the agreed shape: values of listed columns only, numbers as numbers; all that is said of a row."""

    def __init__(self, report: SheetReport) -> None:
        wanted = report.form.wanted if report.form else {}
        self._listed = {name: w.reads in _NUMBERS for name, w in wanted.items() if w.column.listed}

    def row(self, row: CheckedRow) -> dict[str, Any]:
        values = {
            name: _number(str(value)) if self._listed[name] else value
            for name, value in row.values.items()
            if value is not None and name in self._listed
        }
        findings = [_finding(f) for f in row.findings]
        return {"sheet": row.sheet, "row": row.row, "status": row.status, "values": values, "findings": findings}


def _number(text: str) -> int | float | str:
    try:
        return int(text) if "." not in text else float(text)
    except ValueError:
        return text


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "column": one.column,
        "field": one.field,
        "code": one.code,
        "severity": one.severity.value,
        "said": one.said,
        "do_this": one.do_this,
    }


# ---- for people ------------------------------------------------------------------------------


def _print_text(checking: Checking) -> None:
    for one in checking.sheets:
        name = one.name or "（CSV）"
        if one.why:
            why = {"hidden": "隐藏的工作表", "no-heading": "没有找到表头", "unknown-kind": "看不出是哪种表"}[one.why]
            print(f"【{name}】跳过：{why}")
            if said := passed_over(one):
                print(f"  [{said.severity.value}] {said.said}　{said.do_this}")
        elif one.form is not None and one.mapping is not None:
            print(f"【{name}】{one.form.kind.label}，表头第 {'、'.join(map(str, one.header_rows))} 行")
            for title, columns in (("不得保存，已丢弃", one.mapping.dropped), ("未识别", one.mapping.unmapped)):
                if columns:
                    print(f"  {title}：" + "、".join(f"{c.letter} {c.heading}" for c in columns))
    if all(one.why for one in checking.sheets):
        print("没有一张表能读。请保留一行列名（如姓名、身份证号、手机号）；表头认不全时可用 --kind 指明种类")
    counts: Counter[str] = Counter()
    for row in checking.rows():
        counts[row.status] += 1
        for found in row.findings:
            if found.severity.value != "info":
                place = f"第{row.row}行 {found.column}列" if found.column else f"第{row.row}行"
                print(f"  {row.sheet} {place} [{found.severity.value}] {found.said}　{found.do_this}")
    print("合计 " + "，".join(f"{label} {counts[code]}" for code, label in _LABELS.items()))


_LABELS = {"ok": "通过", "warning": "需留意", "error": "退回", "duplicate": "重复"}

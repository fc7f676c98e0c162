"""判读 — what the confined child does: read a workbook, judge its rows, hand them out in chunks.

Runs without Django, database or keys: it sees one file and returns plain values. The command
`check-sheet` and the upload page share this path to the letter.

What a chunk's rows state goes as one text, `facts`: whoever checks a batch keeps it without reading it, and only
landing takes it apart (`keeping.put_together`). Many rows say the same in the clear (the same course, the same
form of consent), so the text tells each such statement once, and a row's facts name it by its number.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.to_the_resolver import MASKED
from jiaxin.domain.sheets.checking import CheckedRow, check
from jiaxin.domain.sheets.reporting import SheetReport, passed_over
from jiaxin.domain.sheets.sheet import Draft
from jiaxin.domain.sheets.source import Workbook, column_letter
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.kit.sheets.marks import RETURNED
from jiaxin.kit.sheets.refusal import Unreadable

ROWS_AT_ONCE = 1000
SOUND = ("ok", "warning")
REGION = ("region_code", "region_name", "region_level", "parent_code", "valid_from", "valid_until")


def judge(path: str, as_of: str, kind: str, learned: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Messages: `begin` (kind of sheet, whether it is a returned workbook), `sheet` (mapping of each), `rows` (chunks with their findings)."""
    with open_workbook(Path(path)) as book:
        for message in judge_book(book, as_of, kind, learned):
            yield message | {"returned": RETURNED in book.mark} if message["is"] == "begin" else message


def judge_book(book: Workbook, as_of: str, kind: str, learned: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The same for what is open already: a form from a phone is a book of one row and no file."""
    checking = check(book, date.fromisoformat(as_of), kind=kind or None, learned=learned)
    told = [one for one in checking.sheets if one.kind]
    if not told:
        raise _unknown(checking.sheets)
    yield {"is": "begin", "kind": told[0].kind}
    for report in told:
        yield {"is": "sheet", "sheet": describe(report)}
    chunk: list[dict[str, Any]] = []
    findings = [_as_sent(f) for f in map(passed_over, checking.sheets) if f]
    stated = Stated()
    for row in checking.rows():
        chunk.append(_told(row))
        stated.add(checking.drafts(row) if row.status in SOUND else ())
        findings.extend(map(_as_sent, row.findings))
        if len(chunk) == ROWS_AT_ONCE:
            yield {"is": "rows", "rows": chunk, "facts": stated.text(), "findings": findings, "of": checking.counted}
            chunk, findings, stated = [], [], Stated()
    if chunk or findings:
        yield {"is": "rows", "rows": chunk, "facts": stated.text(), "findings": findings, "of": checking.counted}


@contextmanager
def in_place(question: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    """For files that this very process has just written (the demo district): a child costs 0.2 s."""
    yield (orjson.loads(message) for message in as_sent(question))


def as_sent(question: dict[str, Any]) -> Iterator[bytes]:
    """The messages as a child would send them."""
    return (orjson.dumps(message, option=orjson.OPT_NON_STR_KEYS) for message in judge(**question))


def _as_sent(f: Finding) -> tuple[Any, ...]:
    return f.sheet, f.row, f.column, f.field, f.code, f.severity.value, f.said, f.do_this


class Stated:
    """What the rows of a chunk state, row by row, and what of it they say in the clear, each once: (kind, whose, day, clear side)."""

    def __init__(self) -> None:
        self._told: list[tuple[str, str, str, Mapping[str, Value]]] = []
        self._numbers: dict[tuple[int, str, date], int] = {}
        self._rows: list[list[tuple[int, tuple[str, ...], Mapping[str, Value]]]] = []

    def add(self, drafts: Iterable[Draft]) -> None:
        """The next row's facts: number of the statement, key, sealed side."""
        # Drafts that say the same share one clear side (`sheets.composing`); `_told` keeps each alive, so its
        # identity stays its own.
        told, numbers = self._told, self._numbers
        found = []
        for kind, subject_of, happened_on, key, clear, sealed, _ in drafts:
            same = (id(clear), subject_of, happened_on)
            number = numbers.get(same)
            if number is None:
                number = numbers[same] = len(told)
                told.append((kind, subject_of, happened_on.isoformat(), clear))
            found.append((number, key, sealed))
        self._rows.append(found)

    def text(self) -> str:
        return orjson.dumps({"said": self._told, "rows": self._rows}).decode()


def _told(row: CheckedRow) -> dict[str, Any]:
    told: dict[str, Any] = {"sheet": row.sheet, "row": row.row, "status": row.status}
    if row.status not in SOUND:
        return told
    values = row.values
    if values.get("id_number") or values.get("name"):
        number = values.get("id_number") or values.get(MASKED) or ""
        told["worker"] = [values.get("name") or "", number, values.get("phone") or ""]
    if values.get("customer_phone"):
        told["household"] = ["", values["customer_phone"]]
    if values.get("company_credit_code"):
        told["company"] = [values["company_credit_code"], values.get("company_name") or ""]
    if values.get("order_no"):
        told["order_no"] = values["order_no"]
    if values.get("region_code"):
        told["region"] = [values.get(name) for name in REGION]
    if values.get("baseline_on"):
        told["baseline"] = [values.get(name) for name in ("street", "community", "baseline_on")]
    return told


def describe(report: SheetReport) -> dict[str, Any]:
    """How a sheet was understood, for the mapping screen and for `explain`."""
    mapping = report.mapping
    assert mapping is not None
    return {
        "name": report.name,
        "kind": report.kind,
        "header_rows": list(report.header_rows),
        "columns": {column_letter(one.index): name for name, one in mapping.columns.items()},
        "dropped": [{"column": d.letter, "heading": d.heading} for d in mapping.dropped],
        "unmapped": [
            {
                "column": u.letter,
                "heading": u.heading,
                "proposals": [[p.field, p.label, p.confidence, p.why] for p in u.proposals],
            }
            for u in mapping.unmapped
        ],
    }


def _unknown(reports: list[SheetReport]) -> Unreadable:
    if all(one.why == "hidden" for one in reports):
        return Unreadable("sheet.hidden", "工作表全部是隐藏的，没有读取", "请在 Excel 或 WPS 中取消隐藏，保存后重新上传")
    like = next((one.kinds_like for one in reports if one.kinds_like), ())
    if like:
        return Unreadable(
            "sheet.unknown-kind", "认不出这是哪一种表", f"看起来像：{'、'.join(like)}。请选择表的种类后重新检查，或使用平台模板"
        )
    return Unreadable("sheet.no-heading", "没有找到表头", "请保留一行列名（如姓名、身份证号、手机号），或使用平台模板")

"""退回表 — the bad rows in a workbook of the sender's own shape, with reasons and suggestions.

Only these need to be corrected and sent again. Made by a job of its own from the kept original; when
that is gone after its days, the findings remain on the page but no workbook can be made.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jiaxin.apps.access.actions import Outgoing, let_out, log_read, require
from jiaxin.apps.intake import keeping, whose
from jiaxin.apps.intake.models import Batch, BatchFinding
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, fields_of
from jiaxin.kit.sheets.cells import Row, Sheet, open_workbook
from jiaxin.kit.sheets.writing import BadRow, HeadingRow, ReturnedSheet, write_returned

AS_TEXT = frozenset({"id_number", "phone", "company_credit_code", "skill_number", "insurance_policy", "order_no"})
Remarks = dict[int, list[tuple[str, str, str, str]]]  # row → (column letter, severity, said, do this)


def returned_workbook(actor: Actor, batch_id: str) -> tuple[str, bytes]:
    """(file name, bytes). Raises Refused when there is nothing to return or the original is gone."""
    batch = Batch.objects.filter(id=batch_id).first()
    if batch is None:
        raise Refused("batch.unknown", "没有这个批次", "请从批次列表进入")
    require(actor, Permission.WORKBOOK_DOWNLOAD, whose.batch_of(batch.organisation))
    if not (batch.counts.get("rows", {}).get("error", 0) + batch.counts.get("rows", {}).get("duplicate", 0)):
        raise Refused("batch.nothing-bad", "这个批次没有需要退回的行", "无需处理")
    with keeping.on_disk(batch_id) as path:
        if path is None:
            raise Refused("file.gone", "原文件已按期删除，不能再生成退回表", "请按页面上的检查结果改正后重新上传")
        lines = sum(len(rows) for rows in _remarks(batch_id).values())
        log_read(actor, (), fields_of(actor.role, Permission.WORKBOOK_DOWNLOAD), "下载退回表", batch_id)
        # What goes back to who sent it is nothing new to it: counted and written down, not held for a second officer.
        copy = let_out(actor, Outgoing("退回表", f"下载退回表：{batch_id}", lines, fields_of(actor.role, Permission.WORKBOOK_DOWNLOAD), budget="back"))
        data = _write(batch, path, copy.id)
    return f"退回-{Path(batch.filename).stem}.xlsx", data


def _write(batch: Batch, path: Path, copy: str) -> bytes:
    remarks = _remarks(batch.id)
    with open_workbook(path) as book:
        target = path.with_name("returned.xlsx")
        mapped = {one["name"]: one for one in batch.mapping}
        wanted = [s for s in book.sheets if s.head.name in mapped and s.head.name in remarks]
        write_returned(
            target,
            [_sheet(sheet, mapped[sheet.head.name], remarks[sheet.head.name]) for sheet in wanted],
            {"batch": batch.id, "copy": copy},
        )
        return target.read_bytes()


def _remarks(batch_id: str) -> dict[str, Remarks]:
    found: dict[str, Remarks] = {}
    rows = BatchFinding.objects.filter(batch=batch_id).order_by("sheet", "row", "id")
    for f in rows.iterator(chunk_size=5000):
        found.setdefault(f.sheet, {}).setdefault(f.row, []).append((f.column_letter, f.severity, f.said, f.do_this))
    return {
        sheet: {row: said for row, said in rows.items() if any(one[1] == "error" for one in said)}
        for sheet, rows in found.items()
    }


def _sheet(sheet: Sheet, mapping: Mapping[str, Any], remarks: Remarks) -> ReturnedSheet:
    last_heading = max(mapping["header_rows"])
    headings: list[HeadingRow] = []
    width = 0
    for row in sheet.rows():
        if row.number > last_heading:
            break
        said = remarks.get(row.number, [])
        headings.append(HeadingRow(row.number, row.cells, *(_words(said) if said else ("", ""))))
        width = max(width, len(row.cells))
    columns = {field: number_of(letter) for letter, field in mapping["columns"].items()}
    return ReturnedSheet(
        head=sheet.head,
        headings=headings,
        rows=_bad_rows(sheet.rows(), remarks, last_heading),
        width=width,
        text_columns=frozenset(n for field, n in columns.items() if field in AS_TEXT),
    )


def _bad_rows(rows: Iterator[Row], remarks: Remarks, last_heading: int) -> Iterator[BadRow]:
    for row in rows:
        if row.number <= last_heading or row.number not in remarks:
            continue
        said = remarks[row.number]
        marks: dict[int, str] = {}
        for letter, severity, _, _ in said:
            if letter and marks.get(number_of(letter)) != "error":
                marks[number_of(letter)] = severity
        yield BadRow(row.number, row.cells, marks, *_words(said))


def _words(said: Sequence[tuple[str, str, str, str]]) -> tuple[str, str]:
    """Reason and suggestion of a row."""
    reason = "；".join(f"{letter or '本行'}：{text}" for letter, _, text, _ in said)
    return reason, "；".join(dict.fromkeys(do_this for *_, do_this in said if do_this))


def number_of(letters: str) -> int:
    """Column A is 0."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1

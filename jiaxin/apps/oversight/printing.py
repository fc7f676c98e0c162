"""会议材料的印制 — the same papers as Word, PDF and a workbook with one sheet a table."""

from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from jiaxin.domain.figures.pack import SHOWN_DIGITS, Pack
from jiaxin.kit import docx, typesetting
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.writing import write_lists

_TEMPLATE = Path(__file__).with_name("print") / "pack.typ"


def as_docx(one: Pack) -> bytes:
    body: list[tuple[str, str] | docx.Table] = [("title", one.title)]
    for part in one.sections:
        body.append(("heading", part.heading))
        body += [("text", text) for text in part.texts]
        for table in part.tables:
            body += [("text", table.name), docx.Table(table.headings, table.rows, table.wide)]
    return docx.document([*body, ("right", one.office), ("right", _day(one)), ("right", f"快照号 {one.digest[:SHOWN_DIGITS]}")])


def as_pdf(one: Pack) -> bytes:
    said = {**asdict(one), "on": one.on.isoformat(), "digest": one.digest[:SHOWN_DIGITS], "day": _day(one)}
    with scratch(Path(settings.DATA)) as folder:
        return typesetting.pdf(_TEMPLATE, said, folder)


def as_xlsx(one: Pack) -> bytes:
    """One sheet a table; the first holds what is said in words."""
    words = [(part.heading, text) for part in one.sections for text in part.texts]
    tables = [(table.name, table.headings, table.rows) for part in one.sections for table in part.tables]
    with scratch(Path(settings.DATA)) as folder:
        target = folder / "pack.xlsx"
        write_lists(target, [("说明", ("部分", "内容"), words), *tables])
        return target.read_bytes()


def _day(one: Pack) -> str:
    return f"{one.on.year}年{one.on.month}月{one.on.day}日"

"""模板 — the workbook an organisation fills in: drop-downs, text columns, and what is filed today.

Headings are the labels of the fields, so that what comes back maps by itself. A company's roster template
holds its present workers; each of them gets a line in 谁查了我. Only what the permission allows is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access.actions import Asked, Outgoing, hold_export, let_out, require
from jiaxin.apps.intake.seeing import seen
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Facts
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, field_class, fields_of
from jiaxin.domain.records.kind import Field, kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.sheets.sheet import Column, SheetKind, sheet_kind
from jiaxin.domain.sheets.wanted import Wanted, form
from jiaxin.kit import clock
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.writing import TemplateColumn, write_template

ROSTER = "worker-roster"
_LONGEST_CHOICES = 40
_NOTES = (
    ("列名", "怎么填"),
    ("必填", "橙色表头的列不能空；其余有则填，没有就留空，不要写“无”“/”。"),
    ("日期", "写成 2026-03-05 这样；不要只写 3/5。"),
    ("号码", "身份证号、手机号、证书编号的列已设为文本，请直接粘贴，不要改成数字。"),
    ("不要添加", "宗教、婚姻、血型、属相等与服务无关的内容不收集，即使填了也会丢弃。"),
)
_MUST = frozenset({"name", "id_number", "phone", "company_name", "company_credit_code"})


def template_for(actor: Actor, sheet: str) -> tuple[str, bytes]:
    """(file name, bytes) of the blank template of a kind of sheet."""
    require(actor, Permission.TEMPLATE_DOWNLOAD, Thing(organisation=actor.organisation))
    return _written(sheet_kind(sheet), (), {"template": sheet})


def filled_template(actor: Actor, purpose: str, asked: Asked) -> tuple[str, bytes] | str:
    """(file name, bytes) of the roster's template with the company's present workers, or the request that has to be granted first.

    It holds identity numbers: it takes the permission that reveals them, a fresh proof and what it is for, counts as an
    export, and carries the number of the copy in its hidden sheet, because it comes back and a column would not fit.
    """
    own = Thing(organisation=actor.organisation)
    require(actor, Permission.TEMPLATE_DOWNLOAD, own)
    require(actor, Permission.FIELD_REVEAL, own)
    one, present = sheet_kind(ROSTER), _present(actor)
    out = Outgoing(one.label, f"下载名册模板：{purpose}", len(present), fields_of(actor.role, Permission.TEMPLATE_DOWNLOAD) | fields_of(actor.role, Permission.FIELD_REVEAL), registry.count("worker"), "own")
    if waiting := hold_export(actor, out, asked):
        return waiting
    rows = list(_rows(actor, present, one, out.purpose))
    return _written(one, rows, {"template": ROSTER, "copy": let_out(actor, out, asked).id})


def _written(one: SheetKind, rows: Iterable[list[str]], mark: Mapping[str, str]) -> tuple[str, bytes]:
    wanted = form(one.code).wanted
    columns = [_column(wanted[c.name]) for c in one.columns]
    with scratch(Path(settings.DATA)) as folder:
        target = folder / "template.xlsx"
        write_template(target, one.label, columns, rows, _NOTES, mark=mark)
        return f"{one.label}-{clock.today().isoformat()}.xlsx", target.read_bytes()


def _column(wanted: Wanted) -> TemplateColumn:
    field, column = _field(wanted.column), wanted.column
    words = [entry[0] for entry in column.words or (field.words if field else ())]
    if wanted.reads == "consent":
        words = ["是", "否"]
    many = field is not None and field.many
    hint = f"可填多个，用“、”隔开：{'、'.join(words)}" if many and words else ""
    if "date" in wanted.reads:
        hint = "写成 2026-03-05"
    return TemplateColumn(
        heading=wanted.label,
        choices=() if many or len(words) > _LONGEST_CHOICES else tuple(words),
        hint=hint,
        required=column.required or column.name in _MUST,
        width=22.0 if column.name in ("id_number", "company_credit_code", "skill_number", "company_name") else 0.0,
    )


def _present(actor: Actor) -> list[registry.FileLine]:
    """The company's present workers who have not withdrawn."""
    lines = registry.file_lines_of(actor.organisation) if actor.organisation else []
    return [line for line in lines if not line.withdrawn]


def _rows(actor: Actor, present: Sequence[registry.FileLine], sheet: SheetKind, purpose: str) -> Iterator[list[str]]:
    """One row for each, as filed, under one receipt."""
    if not present:
        return
    allowed = seen(actor, present, (Permission.TEMPLATE_DOWNLOAD, Permission.FIELD_REVEAL), purpose)
    company = registry.companies([actor.organisation]).get(actor.organisation)
    own = {"company_credit_code": company.credit_code, "company_name": company.name} if company else {}
    for subject, facts in record.facts_about_many(list(allowed), with_claims=True).items():
        yield [_value(column, facts, own, allowed[subject]) for column in sheet.columns]


def _value(column: Column, facts: Facts, own: Mapping[str, str], allowed: frozenset[FieldClass]) -> str:
    if column.name in own:
        return own[column.name]
    if column.name == "consent_signed":
        return "是" if facts.of("consent") else ""
    field = _field(column)
    if field is None:
        return ""
    code = column.feeds.rpartition(".")[0]
    latest = facts.latest(code)
    if latest is None or field_class(code, field.name) not in allowed:
        return ""
    return spoken(field, latest.get(field.name))


def _field(column: Column) -> Field | None:
    record_kind, _, name = column.feeds.rpartition(".")
    return kind(record_kind).field(name) if record_kind else None

"""导出对照表 — which field of ours stands under which heading of somebody else's table: a dated rule pack that officers edit.

A column says where its cell comes from (`field`, a `text` over all facts of a kind, or a `fixed` word), how it is written
(`take`, `form`, `codes`, `mask`) and whether it must be filled. What we do not collect is said (`reason`), not left out.

Source  each pack names the platform whose fields it follows.
Not here  filling cells from facts (filling), the form that edits a pack (editing).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date
from types import MappingProxyType
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass, field_class
from jiaxin.domain.records.kind import Field, kinds
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_versions

KIND = "mapping"
COMPANY = {"name": "所属企业名称", "credit_code": "所属企业统一社会信用代码"}
TAKES = {"latest": "最近一条", "all": "全部，用分号连", "count": "条数", "mean": "平均数"}
FORMS = {"": "原样", "date8": "日期写成 20260305", "date_slash": "日期写成 2026/03/05", "month": "只写年月 2026-03"}
MASKS = {"": "不遮盖", "name": "姓名只留姓和末字", "id_number": "证件号留头尾", "phone": "手机号留头尾"}
MOST_COLUMNS = 80
SLOT = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column. `field` is `kind.field` or `company.…`; `text` holds fields of the kind in braces, after a bar what stands for none."""

    heading: str
    field: str = ""
    text: str = ""
    fixed: str = ""
    take: str = "latest"
    only: str = ""  # of the facts of the kind those alone whose field says this word
    form: str = ""
    mask: str = ""
    codes: Mapping[str, str] = kept(default_factory=lambda: MappingProxyType({}))
    required: bool = False
    reason: str = ""  # why it stays empty

    @property
    def kind(self) -> str:
        return self.field.rpartition(".")[0] if not self.text else self.field

    @property
    def names(self) -> tuple[str, ...]:
        """Fields of the kind that the cell is made of."""
        if self.text:
            return tuple(name for name, _ in SLOT.findall(self.text))
        return (self.field.rpartition(".")[2],) if self.field else ()

    @property
    def classes(self) -> frozenset[FieldClass]:
        """Which information a cell of this column tells."""
        if self.kind in ("", "company"):
            return frozenset({FieldClass.BASIC})
        return frozenset(field_class(self.kind, name) for name in self.names)


@dataclass(frozen=True, slots=True)
class ExportMapping:
    """A pack, read. `code` is whose table it is; `sheet` the name of the sheet it makes."""

    code: str
    version: str
    label: str
    valid_from: date
    sheet: str
    columns: tuple[MappedColumn, ...]

    @property
    def classes(self) -> frozenset[FieldClass]:
        return frozenset(one for column in self.columns for one in column.classes)


def mapping_of(book: Rulebook) -> ExportMapping:
    """Raises Refused with everything that is wrong, column by column."""
    book.must_be(KIND)
    if found := problems(book.data):
        raise Refused("mapping.wrong", f"对照表有 {len(found)} 处不对：{'；'.join(found)}", "请逐列改好再存")
    columns = tuple(_column(one) for one in book.data["column"])
    return ExportMapping(str(book.data["subject"]), book.version, book.label, book.valid_from, str(book.data["sheet"]), columns)


def problems(data: Mapping[str, Any]) -> list[str]:
    """What is wrong with a pack, in words; empty when nothing is."""
    found = []
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,11}", str(data.get("subject", ""))):
        found.append("开头的 subject 要写 2 到 12 个小写字母，说明是谁的表")
    if not 1 <= len(str(data.get("sheet", ""))) <= 31 or re.search(r"[\[\]:*?/\\]", str(data.get("sheet", ""))):
        found.append("工作表名称 sheet 要有 1 到 31 个字，不带 [ ] : * ? / \\")
    columns = data.get("column")
    if not isinstance(columns, list) or not columns or len(columns) > MOST_COLUMNS:
        return [*found, f"列数要在 1 到 {MOST_COLUMNS} 之间"]
    seen: set[str] = set()
    for number, one in enumerate(columns, 1):
        heading = str(one.get("heading", "")).strip()
        where = f"第 {number} 列“{heading}”"
        if not heading:
            found.append(f"第 {number} 列没有列名")
        elif heading in seen:
            found.append(f"{where}与前面的列重名")
        seen.add(heading)
        found += [f"{where}{said}" for said in _wrong_with(one)]
    return found


def fields_offered() -> dict[str, str]:
    """Every source a column may name: `kind.field` → label, for the menus of the form."""
    offered = {f"company.{name}": label for name, label in COMPANY.items()}
    for code, one in kinds().items():
        if one.subject in ("worker", "any"):
            offered |= {f"{code}.{f.name}": f"{one.label} · {f.label}" for f in one.fields if f.reads != "file"}
    return offered


def field_of(column: MappedColumn, name: str) -> Field | None:
    """The declaration behind a name; None for what belongs to the company."""
    return None if column.kind == "company" else kinds()[column.kind].field(name)


def packaged_mappings() -> tuple[Rulebook, ...]:
    return tuple(book for book in map(packaged, packaged_versions()) if book.kind == KIND)


def _column(one: Mapping[str, Any]) -> MappedColumn:
    words = {name: str(one[name]) for name in ("heading", "field", "text", "fixed", "take", "only", "form", "mask", "reason") if name in one}
    return MappedColumn(**words, codes=MappingProxyType({str(k): str(v) for k, v in one.get("codes", {}).items()}), required=bool(one.get("required", False)))


def _wrong_with(one: Mapping[str, Any]) -> Iterator[str]:
    if unknown := sorted(set(one) - {"heading", "field", "text", "fixed", "take", "only", "form", "mask", "codes", "required", "reason"}):
        yield f"有不认识的项：{'、'.join(unknown)}"
        return
    column = _column(one)
    filled = [name for name in ("field", "fixed", "reason") if getattr(column, name)]
    if len(filled) != 1:
        yield "来源字段、固定文字、不填的原因要写一项，只写一项"
        return
    for given, allowed, label in ((column.take, TAKES, "取值方式"), (column.form, FORMS, "写法"), (column.mask, MASKS, "遮盖方式")):
        if given not in allowed:
            yield f"的{label}“{given}”不认识"
    if column.reason and column.required:
        yield "不采集的列不能设为必填"
    if column.field:
        yield from _wrong_source(column)


def _wrong_source(column: MappedColumn) -> Iterator[str]:
    known = COMPANY if column.kind == "company" else kinds()[column.kind].names if column.kind in kinds() else None
    if known is None or not column.names:
        yield f"的来源字段“{column.field}”不存在"
        return
    if missing := [name for name in column.names if name not in known]:
        yield f"的来源字段“{column.kind}.{'、'.join(missing)}”不存在"
        return
    if column.take == "mean" and field_of(column, column.names[0]) is not None and not kinds()[column.kind].field(column.names[0]).measured:
        yield "不是数字，不能取平均数"
    if column.codes and (one := field_of(column, column.names[0])) is not None and one.words:
        labels = {spelling for words in one.words for spelling in words}
        if strange := [word for word in column.codes if word not in labels]:
            yield f"的代码表里有“{one.label}”不会出现的词：{'、'.join(strange)}"

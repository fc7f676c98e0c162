"""事实的说法 — a fact in plain words for a page, and where it came from; only classes the reader may see."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiaxin.apps.intake.queries import Origin
from jiaxin.domain.completeness import PARTS, pressing
from jiaxin.domain.facts import Channel, Entry, Standing
from jiaxin.domain.permissions import FieldClass, field_class
from jiaxin.domain.records.kind import Basis, kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.portals.shared.parts import Moment, State

ON_A_ROW = 3  # missing parts that a row of a list names
STANDINGS = {
    Standing.CLAIMED: (State.WAIT, "待本人确认"),
    Standing.TYPED: (State.NONE, "L0 已登记"),
    Standing.PHONE: (State.OK, "L1 本人手机确认"),
    Standing.ORIGINAL: (State.OK, "L2 当面核对原件"),
    Standing.OFFICIAL: (State.OK, "L3 主管部门返回"),
}
CHANNELS = {
    Channel.SHEET: "表格", Channel.COUNTER: "窗口", Channel.FIELD: "上门", Channel.PHONE: "手机",
    Channel.FEED: "数据交换", Channel.API: "接口", Channel.SYSTEM: "系统", Channel.LEGACY: "原平台转入",
}  # fmt: skip
COLOURS = {
    "green": (State.OK, "证照齐全"),
    "yellow": (State.WATCH, "有待补齐或将到期"),
    "red": (State.STOP, "已暂停"),
    "grey": (State.NONE, "未完成核验"),
    "withdrawn": (State.NONE, "本人停止展示"),
    "": (State.NONE, "资料积累中"),
}


def colour_badge(colour: str, confirmed: bool = True) -> tuple[State, str]:
    return COLOURS.get(colour, COLOURS[""]) if confirmed else (State.WAIT, "待本人确认")


def parts_missing(codes: Sequence[str]) -> list[str]:
    return [PARTS[code] for code in codes]


def first_missing(codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a row of a list says is missing: the few to mend first, and the others, which the row opens to."""
    first, others = pressing(codes, ON_A_ROW)
    return parts_missing(first), parts_missing(others)


def said(entry: Entry, allowed: frozenset[FieldClass]) -> str:
    """The fields of a fact, label and words, as far as this reader may see them."""
    one = kind(entry.fact.kind)
    words = []
    for field in one.fields:
        value = entry.get(field.name)
        if value in (None, "", []) or field.name.endswith("_hundredths"):  # said already, as hours
            continue
        if field_class(one.code, field.name) not in allowed:
            if field.name == "id_number":
                words.append(f"{field.label} {str(value)[:6]}********{str(value)[-4:]}")
            continue
        words.append(f"{field.label} {spoken(field, value)}")
    return "；".join(words)


def said_or_withheld(entry: Entry, allowed: frozenset[FieldClass]) -> str:
    """As `said`; where she took back the purpose of all of it, that is what stands there."""
    words, code = said(entry, allowed), entry.fact.kind
    hidden = any(field_class(code, field.name) not in allowed for field in kind(code).fields)
    return words or ("她没有同意处理这类信息，不显示" if hidden else "")


def moments(
    entries: Sequence[Entry],
    allowed: frozenset[FieldClass],
    origins: Mapping[str, Origin],
    names: Mapping[str, str],
    batch_address: str = "",
    disputed: frozenset[str] = frozenset(),
) -> list[Moment]:
    """来龙去脉, newest first; what is under objection says so. `batch_address` is a format with `{}` for the batch id; empty = no links."""
    told = []
    for entry in sorted(entries, key=lambda e: (e.fact.happened_on, e.position), reverse=True):
        if kind(entry.fact.kind).basis is Basis.SYSTEM and entry.fact.kind != "claim.confirmed":
            continue
        state, standing = STANDINGS[entry.fact.standing]
        if entry.fact.provenance.channel is Channel.LEGACY:
            state, standing = State.NONE, "原平台转入，未核验"
        batch = entry.fact.provenance.batch
        told.append(
            Moment(
                entry.fact.happened_on.isoformat(),
                f"{kind(entry.fact.kind).label} · {standing}" + (" · 异议中" if entry.id in disputed else ""),
                "" if entry.fact.kind == "claim.confirmed" else said(entry, allowed),
                source(entry, origins, names),
                batch_address.format(batch) if batch_address and batch in origins else "",
                state,
            )
        )
    return told


def source(entry: Entry, origins: Mapping[str, Origin], names: Mapping[str, str]) -> str:
    """来源: organisation, file, sheet and cell, who entered it, when it became known."""
    said_by = entry.fact.provenance
    who = "本人" if said_by.source == "herself" else "原平台" if said_by.source == "legacy" else names.get(said_by.source, "本区平台")
    words = [f"{who}（{CHANNELS[said_by.channel]}）"]
    if (origin := origins.get(said_by.batch)) is not None:
        words.append(f"{origin.filename} {_cell(entry, origin)}".strip())
    if said_by.source != "herself":
        words.append(f"经办 {said_by.actor}")
    words.append(f"{entry.recorded_at:%Y-%m-%d} 入库")
    return " · ".join(words)


def _cell(entry: Entry, origin: Origin) -> str:
    """The cell of the day it happened, else of the first field that came from a column of the sheet."""
    said_by, one = entry.fact.provenance, kind(entry.fact.kind)
    for name in (one.happened, *(field.name for field in one.fields)):
        if name and entry.get(name) and name in origin.fields(said_by.sheet):
            return origin.cell(said_by.sheet, said_by.row, name)
    return origin.cell(said_by.sheet, said_by.row)


def days_left(until: date | None, today: date) -> str:
    if until is None:
        return ""
    left = (until - today).days
    return f"还剩 {left} 天" if left > 0 else "今天到期" if left == 0 else f"已过 {-left} 天"

"""月报的说法 — figures beside what the orders say, and the orders as rows; the same words for company and office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from jiaxin.apps.governance.queries import Return
from jiaxin.domain.calendar import add_months
from jiaxin.domain.monthly_return import CANCELLED, DEFINITIONS, LABELS, Sold, shown, typed_of
from jiaxin.domain.records.kind import kind
from jiaxin.portals.shared.framing import list_answer
from jiaxin.portals.shared.money import yuan

HEADINGS = ("下单日期", "服务项目", "金额（元）", "状态", "家庭", "计入")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what the orders say, what was sent, what stands in the form."""

    name: str
    label: str
    unit: str
    computed: str
    said: str
    typed: str
    meaning: str
    differs: bool


def figures(one: Return) -> list[Line]:
    said = one.said.all if one.said else one.computed.all
    return [
        Line(name, label, unit, shown(unit, now), shown(unit, sent) if one.said else "", typed_of(unit, sent), DEFINITIONS[name], now != sent)
        for (name, label, unit), now, sent in zip(LABELS, one.computed.all, said, strict=True)
    ]


def rows_of(orders: Iterable[Sold]) -> list[tuple[str, str, str, str, str, str]]:
    """As HEADINGS. Families are numbered within the month: the same family, the same number."""
    numbers: dict[str, int] = {}
    status = kind("order").field("status")
    return [
        (
            one.on.isoformat(), one.service or "未登记", "未登记" if one.fen is None else yuan(one.fen), status.word(one.status) if one.status else "未登记",
            f"家庭 {numbers.setdefault(one.household, len(numbers) + 1)}" if one.household else "未登记", "否" if one.status == CANCELLED else "是",
        )
        for one in orders
    ]  # fmt: skip


def orders_answer(month: str, orders: Sequence[Sold]) -> HttpResponse:
    return list_answer(f"月报订单-{month}", HEADINGS, rows_of(orders), "订单")


def badge_of(one: Return) -> tuple[str, str]:
    if one.case:
        return {"submitted": "wait", "returned": "watch", "accepted": "ok"}[one.state], one.label + ("（逾期）" if one.late else "")
    return ("stop", "逾期未报") if one.late else ("none", "未报送")


def months(first: date, last: date) -> list[str]:
    """The latest first."""
    found = []
    while last >= first:
        found.append(f"{last:%Y-%m}")
        last = add_months(last, -1)
    return found

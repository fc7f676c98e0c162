"""逐项整改 — each thing found wrong by itself: its picture before, the day it is due, what was reported, its picture after, the day it was closed.

Source  双随机、一公开: items are put right one by one; days per item in [fix_days] of the rules of inspections (rulebooks/inspections-*.toml).
Silent  an order from before items had days and pictures of their own: its items are due when the whole is, and close without a picture.
Not here  who may take which step (procedures/inspection), where pictures are kept (registry).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.table import Event


@dataclass(frozen=True, slots=True)
class Rectified:
    """One item. Pictures are names of kept files, empty where there is none."""

    item: str
    before: str
    fix_by: date | None
    told_on: date | None
    told: str
    after: str
    closed_on: date | None
    result: str

    def days_over(self, today: date) -> int:
        """Days over its day; 0 while there is time, and once it is closed."""
        return 0 if self.closed_on or self.fix_by is None else max((today - self.fix_by).days, 0)


def rectified(events: Sequence[Event]) -> tuple[Rectified, ...]:
    """The items of the last order, as far as each has come."""
    order = next((e for e in reversed(events) if e.verb == "order"), None)
    if order is None:
        return ()
    items, before, days = (_lines(order.said.get(name)) for name in ("items", "before", "fix_dates"))
    whole = str(order.said.get("fix_by") or "")
    made = []
    for number, item in enumerate(items):
        told = [e for e in events if e.verb == "fix_item" and e.said.get("item") == item]
        closed = next((e for e in events if e.verb == "close_item" and e.said.get("item") == item), None)
        due = days[number] if number < len(days) else whole
        pictures = [str(e.said["evidence"]) for e in (*told, *([closed] if closed else [])) if e.said.get("evidence")]
        made.append(
            Rectified(
                item, before[number] if number < len(before) else "", date.fromisoformat(due) if due else None, told[-1].on if told else None,
                str(told[-1].said.get("given", "")) if told else "", pictures[-1] if pictures else "", closed.on if closed else None, str(closed.said.get("result", "")) if closed else "",
            )
        )  # fmt: skip
    return tuple(made)


def refuse_unlike(said: dict[str, Value], today: date) -> None:
    """Before an order. Raises Refused where items have pictures or days of their own and one of them has none, or a day that is over."""
    items = _lines(said.get("items"))
    for name, word in (("before", "整改前照片"), ("fix_dates", "整改期限")):
        if name in said and (len(_lines(said[name])) != len(items) or not all(_lines(said[name]))):
            raise Refused("inspection.each", f"不是每一项都有自己的{word}", f"请逐项补上{word}")
    if len(set(items)) != len(items):
        raise Refused("inspection.alike", "有两项整改写得一模一样，分不清", "请写明各自是什么情况")
    for item, day in zip(items, _lines(said.get("fix_dates")), strict=False):
        if _day(day) < today:
            raise Refused("inspection.fix-by", f"“{item}”的整改期限 {day} 已经过去", "请填今天或以后的日期")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("case.date", "整改期限不是有效日期", "请按 2026-03-05 的样子填写") from None


def _lines(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []

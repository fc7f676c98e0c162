"""企业月报 — turnover, orders and households of a company's month: counted from its orders, corrected with a reason.

Unit    fen; orders; households (families, each once).
Source  商务部《家政服务业统计调查制度》的月度口径 is not public in full. ASSUMED: orders placed within the month and not
        cancelled; turnover is their agreed amount; a family counts once however often it orders.
Silent  orders that reached the record after the return was sent: the figures computed then are kept beside it.
Not here  reading orders (scoring), the steps of a return (procedures/monthly_return), pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.calendar import Due, WorkCalendar, add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.procedures.clocks import rules_on, working_days

LABELS = (("turnover", "营业额", "元"), ("orders", "订单数", "单"), ("households", "服务户数", "户"))
DEFINITIONS = {
    "turnover": "当月下单且没有取消的订单，合同金额之和；中途终止的也计入。",
    "orders": "当月下单且没有取消的订单。",
    "households": "这些订单涉及的家庭，一个家庭只计一次；没有登记家庭的订单不计入。",
}
_FEN, _LEAST_REASON = 100, 4
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Sold:
    """One order as a return sees it. `household` is an id that names nobody; amounts unknown are None."""

    entry: str
    company: str
    worker: str
    household: str
    on: date
    fen: int | None
    status: str
    service: str


@dataclass(frozen=True, slots=True)
class Figures:
    turnover: int  # fen
    orders: int
    households: int

    @property
    def all(self) -> list[int]:
        return [self.turnover, self.orders, self.households]

    @classmethod
    def of(cls, said: object) -> "Figures":
        numbers = [int(str(one)) for one in said] if isinstance(said, list | tuple) else [0, 0, 0]
        return cls(*numbers)


def counted(orders: Iterable[Sold]) -> Figures:
    kept = [one for one in orders if one.status != CANCELLED]
    return Figures(sum(one.fen or 0 for one in kept), len(kept), len({one.household for one in kept if one.household}))


def month_of(text: str, today: date) -> date:
    """The first day of a month written 2026-10. Raises Refused for what is none, or is not over yet."""
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == len("2026-10") else None
    except ValueError:
        first = None
    if first is None:
        raise Refused("return.month", f"月份“{text[:12]}”读不懂", "请写成 2026-10 这样的月份")
    if last_of(first) >= today:
        raise Refused("return.not-over", f"{text} 还没有过完", "月报在次月报送")
    return first


def last_month(today: date) -> date:
    return add_months(today.replace(day=1), -1)


def last_of(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


def due_of(first: date, calendar: WorkCalendar) -> Due:
    """By when the month is to be sent: so many working days after it is over."""
    return calendar.after(last_of(first), working_days("return_submit", last_of(first)))


def reminders_of(first: date, calendar: WorkCalendar) -> tuple[date, date]:
    """The day before the end on which those who have not sent are told, and the day after it."""
    due, days = due_of(first, calendar).on, rules_on(first).data["monthly_return"]
    before = next(day for n in range(1, 40) if calendar.between(day := due - timedelta(days=n), due) >= days["remind_before"])
    return before, calendar.after(due, days["remind_after"]).on


def corrections(computed: Figures, typed: Sequence[str], reasons: Sequence[str]) -> tuple[Figures, list[str]]:
    """What the company sends, and a line for each figure it corrected. Raises Refused for a number that is none, or no reason."""
    figures, lines = [], []
    for (_, label, unit), now, text, why in zip(LABELS, computed.all, typed, reasons, strict=True):
        value = _number(text, label, unit)
        figures.append(value)
        if value == now:
            continue
        if len(why.strip()) < _LEAST_REASON:
            raise Refused("return.reason", f"“{label}”和系统算的不一样，没有写原因", f"请写明为什么是 {shown(unit, value)}（至少 {_LEAST_REASON} 个字）")
        lines.append(f"{label}由 {shown(unit, now)} 改为 {shown(unit, value)}：{why.strip()[:200]}")
    return Figures(*figures), lines


def shown(unit: str, value: int) -> str:
    return f"{value // _FEN:,}.{value % _FEN:02d} 元" if unit == "元" else f"{value:,} {unit}"


def typed_of(unit: str, value: int) -> str:
    """As it stands in a form at first."""
    return f"{value // _FEN}.{value % _FEN:02d}" if unit == "元" else str(value)


def _number(text: str, label: str, unit: str) -> int:
    plain = text.replace(",", "").replace("，", "").strip()
    whole, _, part = plain.partition(".")
    digits = 2 if unit == "元" else 0
    if not whole.isdecimal() or len(whole) > 12 or len(part) > digits or (part and not part.isdecimal()):
        raise Refused("return.number", f"“{label}”填的“{text[:20]}”不是{'金额' if digits else '整数'}", "请只填数字" + ("，最多两位小数" if digits else ""))
    return int(whole) * (_FEN if digits else 1) + (int(part.ljust(2, "0")) if digits else 0)

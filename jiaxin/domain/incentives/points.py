"""社区积分 — a double-entry book: every point comes from an event and goes somewhere; nothing is deleted, only reversed.

Rules   a daily cap, expiry 24 months after earning, the oldest spent first; never money, never a lower credit grade
        (no score reads this book). Frozen while the event they came from is disputed.
Unit    whole points; two accounts a movement, so that all balances together are always zero.
Source  community time banks; the numbers are those of rulebooks/points-*.toml.
Not here  what earns how many points (rulebook), who may spend them on what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused

ISSUED, SPENT, LAPSED = "issued", "spent", "lapsed"


@dataclass(frozen=True, slots=True)
class Movement:
    """记账 — points from one account to another. `source` is the event, `reverses` the number of the movement taken back."""

    number: int
    on: date
    debit: str
    credit: str
    points: int
    source: str
    reverses: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Points a day at most, months until what was earned lapses."""

    daily_cap: int
    months: int


def earn(book: Sequence[Movement], who: str, points: int, source: str, on: date, rules: Rules) -> Movement:
    """Points for an event, cut to what the day still allows. Raises Refused without a source, twice, or at the cap."""
    if not source:
        raise Refused("points.no-source", "积分没有来源事件", "请写明是哪次服务、评价或培训")
    back = {m.reverses for m in book}
    if any(m.source == source and m.debit == ISSUED and m.credit == who and m.number not in back for m in book):
        raise Refused("points.twice", "这件事已经积过分", "同一件事只积一次")
    today = sum(m.points for m in book if m.on == on and m.credit == who and m.debit == ISSUED and m.number not in back)
    allowed = min(points, rules.daily_cap - today)
    if allowed <= 0:
        raise Refused("points.cap", f"每天最多积 {rules.daily_cap} 分", "请明天再来")
    return Movement(len(book) + 1, on, ISSUED, who, allowed, source)


def spend(book: Sequence[Movement], who: str, points: int, source: str, on: date, rules: Rules) -> Movement:
    have = balance(book, who, on, rules)
    if not 0 < points <= have:
        raise Refused("points.short", f"可用积分 {have}，不够 {points}", "请减少兑换数量")
    return Movement(len(book) + 1, on, who, SPENT, points, source)


def reverse(book: Sequence[Movement], number: int, source: str, on: date) -> Movement:
    """The same movement backwards. Raises Refused for one that was reversed or is a reversal."""
    one = next((m for m in book if m.number == number), None)
    if one is None or one.reverses or any(m.reverses == number for m in book):
        raise Refused("points.reversed", "这笔积分不能冲正", "请核对流水号；已冲正的不能再冲")
    return Movement(len(book) + 1, on, one.credit, one.debit, one.points, source, number)


def balance(book: Sequence[Movement], who: str, on: date, rules: Rules, disputed: frozenset[str] = frozenset()) -> int:
    """Points she can spend on a day: earned and not expired, the oldest spent first, none of a disputed event."""
    return sum(left for earned_on, source, left in _lots(book, who, on) if on < add_months(earned_on, rules.months) and source not in disputed)


def lapse(book: Sequence[Movement], who: str, on: date, rules: Rules) -> list[Movement]:
    """What has expired by a day, written off: one movement an event."""
    gone = [(s, left) for earned, s, left in _lots(book, who, on) if left and on >= add_months(earned, rules.months)]
    return [Movement(len(book) + n, on, who, LAPSED, left, source) for n, (source, left) in enumerate(gone, 1)]


def next_lapse(book: Sequence[Movement], who: str, on: date, rules: Rules) -> tuple[date, int] | None:
    """The next day on which points lapse, and how many then."""
    ahead = [(add_months(earned, rules.months), left) for earned, _, left in _lots(book, who, on) if left and on < add_months(earned, rules.months)]
    first = min((day for day, _ in ahead), default=None)
    return (first, sum(left for day, left in ahead if day == first)) if first else None


def totals(book: Sequence[Movement]) -> dict[str, int]:
    """Balance of every account; their sum is zero, always."""
    found: dict[str, int] = {}
    for m in book:
        found[m.debit] = found.get(m.debit, 0) - m.points
        found[m.credit] = found.get(m.credit, 0) + m.points
    return found


def _lots(book: Sequence[Movement], who: str, on: date) -> list[tuple[date, str, int]]:
    """(earned on, source, points left), oldest first: what she gave away comes off the oldest, a lapse off its own."""
    back = {m.reverses for m in book if m.reverses and m.on <= on}
    told = [m for m in book if m.on <= on and m.number not in back and not m.reverses]
    lots = [_Lot(m.on, m.source, m.points) for m in told if m.credit == who]
    for m in (m for m in told if m.debit == who and m.credit == LAPSED):
        if lot := next((lot for lot in lots if lot.source == m.source), None):
            lot.left -= m.points
    out = sum(m.points for m in told if m.debit == who and m.credit != LAPSED)
    lots.sort(key=lambda lot: lot.on)
    for lot in lots:
        taken = min(out, lot.left)
        lot.left -= taken
        out -= taken
    return [(lot.on, lot.source, lot.left) for lot in lots]


@dataclass(slots=True)
class _Lot:
    """Points of one event, with what is left of them."""

    on: date
    source: str
    left: int

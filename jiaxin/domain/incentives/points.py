"""社区积分 — a double-entry book: every point comes from an entry of the record and goes somewhere; nothing is deleted, only reversed.

Rules   a daily cap, expiry 24 months after earning, the oldest spent first; never money, never a lower credit grade
        (no score reads this book). Frozen while the entry they came from is disputed: neither spent nor lapsed. What is left
        of them is taken back when that entry no longer stands; what was spent in good faith stays spent, and nobody owes points.
Unit    whole points; two accounts a movement, so that all balances together are always zero.
Source  community time banks; the numbers are those of rulebooks/points-*.toml.
Not here  which entries earn how many points (incentives/earning), who may spend them on what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused

ISSUED, SPENT, LAPSED = "issued", "spent", "lapsed"
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Movement:
    """记账 — points from one account to another.

    source   the entry of the record that points come from; of points given away or taken back, for what, in words
    reverses the number of the movement taken back; `event` what earned them, in a code of the rules
    lots     (number of the earning, points) that it takes from; empty in books older than this, where it took the oldest
    """

    number: int
    on: date
    debit: str
    credit: str
    points: int
    source: str
    reverses: int = 0
    event: str = ""
    lots: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Points a day at most, months until what was earned lapses."""

    daily_cap: int
    months: int


def earn(book: Sequence[Movement], who: str, points: int, source: str, on: date, rules: Rules, event: str = "") -> Movement:
    """Points for an entry, cut to what the day still allows. Raises Refused without a source, twice, or at the cap."""
    if not source:
        raise Refused("points.no-source", "积分没有来源记录", "请从可以记分的记录里选择；还没有记录的，先登记这件事")
    back = {m.reverses: m.points for m in book if m.reverses}
    if any(m.source == source and m.debit == ISSUED and m.credit == who and back.get(m.number, 0) < m.points for m in book):
        raise Refused("points.twice", "这件事已经积过分", "同一件事只积一次")
    today = sum(m.points - back.get(m.number, 0) for m in book if m.on == on and m.credit == who and m.debit == ISSUED)
    allowed = min(points, rules.daily_cap - today)
    if allowed <= 0:
        raise Refused("points.cap", f"每天最多积 {rules.daily_cap} 分", "请明天再来")
    return Movement(len(book) + 1, on, ISSUED, who, allowed, source, event=event)


def spend(book: Sequence[Movement], who: str, points: int, source: str, on: date, rules: Rules, held: frozenset[str] = NONE) -> Movement:
    """Points given away, the oldest first. held: entries whose points are frozen or gone. Raises Refused where there are too few."""
    free = [lot for lot in _lots(book, who, on) if lot.left and on < add_months(lot.on, rules.months) and lot.source not in held]
    have = sum(lot.left for lot in free)
    if not 0 < points <= have:
        raise Refused("points.short", f"可用积分 {have}，不够 {points}", "请减少兑换数量")
    taken, open_ = [], points
    for lot in free:
        if some := min(open_, lot.left):
            taken.append((lot.number, some))
            open_ -= some
    return Movement(len(book) + 1, on, who, SPENT, points, source, lots=tuple(taken))


def reverse(book: Sequence[Movement], number: int, source: str, on: date) -> Movement:
    """The same movement backwards; of an earning, what is left of it.

    Raises Refused for one that was reversed, is a reversal, or of which nothing is left.
    """
    one = next((m for m in book if m.number == number), None)
    if one is None or one.reverses or any(m.reverses == number for m in book):
        raise Refused("points.reversed", "这笔积分不能冲正", "请核对流水号；已冲正的不能再冲")
    left = one.points
    if one.debit == ISSUED:
        left = sum(lot.left for lot in _lots(book, one.credit, on) if lot.number == number)
        if not left:
            raise Refused("points.nothing-left", f"第 {number} 笔积分已经用完或到期，没有可以收回的", "要收回，请先冲正用掉它的那一笔兑换")
    return Movement(len(book) + 1, on, one.credit, one.debit, left, source, number, one.event)


def balance(book: Sequence[Movement], who: str, on: date, rules: Rules, held: frozenset[str] = NONE) -> int:
    """Points she can spend on a day: earned and not expired, the oldest spent first, none of an entry that is disputed or gone."""
    return sum(lot.left for lot in _lots(book, who, on) if on < add_months(lot.on, rules.months) and lot.source not in held)


def lapse(book: Sequence[Movement], who: str, on: date, rules: Rules, held: frozenset[str] = NONE) -> list[Movement]:
    """What has expired by a day, written off: one movement an entry. What is frozen waits for the outcome."""
    gone = [lot for lot in _lots(book, who, on) if lot.left and on >= add_months(lot.on, rules.months) and lot.source not in held]
    return [Movement(len(book) + n, on, who, LAPSED, lot.left, lot.source, 0, lot.event, ((lot.number, lot.left),)) for n, lot in enumerate(gone, 1)]


def taken_back(book: Sequence[Movement], who: str, on: date, gone: frozenset[str], why: str) -> list[Movement]:
    """Reversals of what is left of entries that no longer stand."""
    back = {m.reverses for m in book}
    lost = [lot for lot in _lots(book, who, on) if lot.left and lot.source in gone and lot.number not in back]
    return [Movement(len(book) + n, on, who, ISSUED, lot.left, why, lot.number, lot.event) for n, lot in enumerate(lost, 1)]


def next_lapse(book: Sequence[Movement], who: str, on: date, rules: Rules, held: frozenset[str] = NONE) -> tuple[date, int] | None:
    """The next day on which points lapse, and how many then."""
    lots = [lot for lot in _lots(book, who, on) if lot.left and lot.source not in held]
    ahead = [(day, lot.left) for lot in lots if on < (day := add_months(lot.on, rules.months))]
    first = min((day for day, _ in ahead), default=None)
    return (first, sum(left for day, left in ahead if day == first)) if first else None


def totals(book: Sequence[Movement]) -> dict[str, int]:
    """Balance of every account; their sum is zero, always."""
    found: dict[str, int] = {}
    for m in book:
        found[m.debit] = found.get(m.debit, 0) - m.points
        found[m.credit] = found.get(m.credit, 0) + m.points
    return found


@dataclass(slots=True)
class _Lot:
    """Points of one earning, with what is left of them."""

    number: int
    on: date
    source: str
    event: str
    left: int


def _lots(book: Sequence[Movement], who: str, on: date) -> list[_Lot]:
    """What she earned, oldest first: what was taken names its earnings (one taken out of the record since is passed over), or came off the oldest."""
    told = [m for m in book if m.on <= on]
    back = {m.reverses for m in told if m.reverses}
    lots = {m.number: _Lot(m.number, m.on, m.source, m.event, m.points) for m in told if m.credit == who and m.debit == ISSUED}
    for m in told:
        if m.reverses in lots:
            lots[m.reverses].left -= m.points
    out = 0
    for m in (m for m in told if m.debit == who and not m.reverses and m.number not in back):
        if m.lots:
            for number, some in m.lots:
                if number in lots:
                    lots[number].left -= some
        elif m.credit == LAPSED:
            lot = next((lot for lot in lots.values() if lot.source == m.source), None)
            if lot:
                lot.left -= m.points
        else:
            out += m.points
    found = sorted(lots.values(), key=lambda lot: (lot.on, lot.number))
    for lot in found:
        taken = min(out, lot.left)
        lot.left -= taken
        out -= taken
    return found

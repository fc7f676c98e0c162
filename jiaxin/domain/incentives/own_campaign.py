"""本企业的活动成效 — one company's own repeat purchases by month, and their change against the companies that did not join.

The same repeat purchase, the same days before and during as the comparison of all (campaigns). Of the one company each
household is a draw, of the others each company; so the interval knows the chance in which families came back, and not
whatever else changed at this company in the same weeks.

Unit    orders; effects in thousandths of the rate there would have been.
Silent  where its households, orders or repeats are too few, or the others are (`[own]`, `[compare]` of the rules); the others'
        orders are told only where there are enough of them that none can be made out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.calendar import add_months
from jiaxin.domain.incentives.campaigns import Deal, before, followed, too_early
from jiaxin.domain.incentives.clustered import Counted, Rate, contrast, effective, total
from jiaxin.domain.rulebooks.reading import Rulebook


@dataclass(frozen=True, slots=True)
class Month:
    """first: its first day, as ISO text; over: every order of it has had its time to be followed."""

    first: str
    orders: int
    repeated: int
    over: bool


@dataclass(frozen=True, slots=True)
class OwnChange:
    """others: how many companies that did not join had orders in both periods' days; their rates None where too few."""

    before: Rate
    during: Rate
    others: int
    others_before: Rate | None
    others_during: Rate | None
    effect: int | None
    low: int | None
    high: int | None
    why: str
    months: tuple[Month, ...]


def own_changes(deals: Iterable[Deal], joined: Iterable[str], begins: date, ends: date, today: date, book: Rulebook) -> dict[str, OwnChange]:
    """Company → its change, for each that joined."""
    book.must_be("campaigns")
    gap, spans = int(book.data["repeat"]["gap_days"]), (before(begins, ends, book), (begins, ends))
    wanted = frozenset(joined)
    own: dict[str, dict[str, tuple[list[int], list[int]]]] = defaultdict(dict)
    others: dict[str, tuple[list[int], list[int]]] = {}
    months: dict[str, dict[date, list[int]]] = defaultdict(dict)
    for one, again in followed(deals, gap):
        day = date.fromordinal(one.day)
        period = next((at for at, (first, last) in enumerate(spans) if first <= day <= last), None)
        if one.company in wanted:
            if day <= min(ends, today):
                _add(months[one.company].setdefault(day.replace(day=1), [0, 0]), again)
            if period is not None:
                _add(own[one.company].setdefault(one.household, ([0, 0], [0, 0]))[period], again)
        elif period is not None:
            _add(others.setdefault(one.company, ([0, 0], [0, 0]))[period], again)
    return {company: _change(own[company], others, _months(months[company], gap, today), ends, today, book) for company in sorted(wanted)}


def _add(cell: list[int], again: bool) -> None:
    cell[0] += 1
    cell[1] += again


def _months(found: Mapping[date, list[int]], gap: int, today: date) -> tuple[Month, ...]:
    if not found:
        return ()
    told, month = [], min(found)
    while month <= max(found):
        following = add_months(month, 1)
        orders, repeated = found.get(month, [0, 0])
        told.append(Month(month.isoformat(), orders, repeated, following + timedelta(days=gap) <= today))
        month = following
    return tuple(told)


def _change(own: Counted, others: Counted, months: tuple[Month, ...], ends: date, today: date, book: Rulebook) -> OwnChange:
    enough = len(others) >= int(book.data["compare"]["least_companies"])
    early, late = total(own, 0), total(own, 1)
    theirs, then = (total(others, 0), total(others, 1)) if enough else (None, None)
    if why := too_early(ends, today, book) or _lacking(own, others, book):
        return OwnChange(early, late, len(others), theirs, then, None, None, None, why, months)
    effect, low, high = contrast(own, others, int(book.data["compare"]["sure_mille"]))
    return OwnChange(early, late, len(others), theirs, then, effect, low, high, "", months)


def _lacking(own: Counted, others: Counted, book: Rulebook) -> str:
    """What is missing for a comparison, in words; empty = nothing."""
    mine, least = book.data["own"], book.data["compare"]
    rates = [total(own, period) for period in (0, 1)]
    if len(own) < mine["least_households"]:
        return f"本企业前后两个期间下过单的家庭要 {mine['least_households']} 户以上，现在是 {len(own)} 户"
    if min(one.orders for one in rates) < mine["least_orders"] or min(one.repeated for one in rates) < mine["least_repeated"]:
        return f"本企业前后各要 {mine['least_orders']} 单以上、其中复购 {mine['least_repeated']} 单以上，现在是 {rates[0].orders} 单（复购 {rates[0].repeated}）和 {rates[1].orders} 单（复购 {rates[1].repeated}）"
    if len(others) < least["least_companies"]:
        return f"没有参加的企业要 {least['least_companies']} 家以上才好比，现在是 {len(others)} 家"
    theirs = [total(others, period) for period in (0, 1)]
    if min(one.orders for one in theirs) < least["least_orders"] or not all(one.repeated for one in theirs):
        return f"没有参加的企业前后各要 {least['least_orders']} 单以上并有复购，现在不够"
    if effective(others) < least["least_effective"] or effective(own) < mine["least_households"] / 2:
        return "订单集中在少数家庭或少数企业，区间靠不住"
    return ""

"""前后对照 — how a rate changed in one group against another, with an interval over companies, communities, whatever it is of.

Each of them is one draw, however many orders it has. What its orders have in common makes them less than so many draws,
and where a few are much larger than the rest, a group is worth fewer draws than it has members: an interval that
forgets this is too narrow.

Source  difference in differences on the logarithm; variance by leaving each out once, around the estimate itself (CV3:
        MacKinnon, Nielsen & Webb 2023); Student's t with the effective number of draws of the smaller group less one
        (Carter, Schnepel & Steigerwald 2017, Review of Economics and Statistics 99(4), with their worst case of full
        correlation inside a draw; the smaller group's degrees as in Welch's safe rule for two samples).
Unit    effects in thousandths of the rate that would have been (100 = a tenth more).
Not here  what is counted (campaigns, culture), the words on a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from jiaxin.domain.incentives.student import student

Counted = Mapping[str, tuple[list[int], list[int]]]  # draw → [orders, of them counted] before and during


@dataclass(frozen=True, slots=True)
class Rate:
    """Orders of a period and how many of them count: were followed by another, were looked up."""

    orders: int
    repeated: int

    @property
    def permille(self) -> int | None:
        return self.repeated * 1000 // self.orders if self.orders else None


def total(group: Counted, period: int) -> Rate:
    return Rate(sum(one[period][0] for one in group.values()), sum(one[period][1] for one in group.values()))


def contrast(with_it: Counted, without: Counted, sure_mille: int) -> tuple[int, int, int]:
    """(effect, low, high): the change of the first group over that of the second. Both have passed `lacking`."""
    middle = _change(_ends(with_it)) - _change(_ends(without))
    degrees = min(effective(with_it), effective(without)) - 1
    wide = student(sure_mille, degrees) * sqrt(_variance(with_it) + _variance(without))
    low, effect, high = (round((exp(at) - 1) * 1000) for at in (middle - wide, middle, middle + wide))
    return effect, low, high


def lacking(with_it: Counted, without: Counted, members: int, worth: int, orders: int, words: tuple[str, str, str]) -> str:
    """What is missing for a comparison, in words; empty = nothing. `words`: of the draws, of the orders, of what counts."""
    what, unit, counted = words
    groups = (with_it, without)
    if min(map(len, groups)) < members:
        return f"参加和没有参加的{what}各要 {members} 家以上，现在是 {len(with_it)} 家和 {len(without)} 家"
    rates = [total(group, period) for group in groups for period in (0, 1)]
    if min(one.orders for one in rates) < orders or not all(one.repeated for one in rates):
        return f"两组前后各要 {orders} {unit}以上并有{counted}，现在最少的一格是 {min(one.orders for one in rates)} {unit}"
    if (least := min(map(effective, groups))) < worth:
        return f"订单集中在少数{what}，较小的一组只相当于 {least:.1f} 家，不足 {worth} 家，区间靠不住"
    return ""


def effective(group: Counted) -> float:
    """As how many equal draws a group counts: the squared sum of the draws' parts in the variance over the sum of squares."""
    ends = [total(group, period).orders for period in (0, 1)]
    parts = [sum((one[period][0] / ends[period]) ** 2 for period in (0, 1)) for one in group.values()]
    return sum(parts) ** 2 / sum(part**2 for part in parts)


def _log(orders: int, repeated: int) -> float:
    """Half an order more on either side, so that a group without its one loyal company still has a logarithm."""
    return log((2 * repeated + 1) / (2 * orders + 2))


def _change(ends: tuple[Rate, Rate], but: tuple[list[int], list[int]] = ([0, 0], [0, 0])) -> float:
    """log(rate during) - log(rate before), of a group's two totals without one of it."""
    early, late = ends
    return _log(late.orders - but[1][0], late.repeated - but[1][1]) - _log(early.orders - but[0][0], early.repeated - but[0][1])


def _ends(group: Counted) -> tuple[Rate, Rate]:
    return total(group, 0), total(group, 1)


def _variance(group: Counted) -> float:
    """Of `_change`: each left out once, so that a large one counts as one."""
    ends = _ends(group)
    middle = _change(ends)
    return sum((_change(ends, one) - middle) ** 2 for one in group.values()) * (len(group) - 1) / len(group)

"""活动成效 — did families come back more often to those who joined, than they would have anyway?

A repeat purchase is the same household's next order at the same company within the days of the rules. Its rate is compared
before and during the campaign, among companies that joined and companies that did not: what changed for both is not the
campaign's. Orders of the days just before are left out, because their next order may fall into the campaign.

Source  重复购买、前后对照 (本区诚信服务月); difference in differences on the logarithm, variance over companies (each is
        one draw, however many orders it has; delete-one jackknife), Student's t with the degrees of the smaller group.
Unit    days as ordinals; effects in thousandths of the rate without the campaign (100 = a tenth more).
Silent  where companies or orders are too few, or the last window is not over yet, there is no figure, and it says why.
Not here  who joined (apps/governance), the words on a page.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, sqrt
from statistics import NormalDist

from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for


@dataclass(frozen=True, slots=True)
class Deal:
    """One order, as far as this asks: who came to whom on which day."""

    company: str
    household: str
    day: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Orders of a period and how many of them were followed by another in time."""

    orders: int
    repeated: int

    @property
    def permille(self) -> int | None:
        return self.repeated * 1000 // self.orders if self.orders else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both groups before and during. `effect` and its interval are None where `why` says what is missing."""

    joined: int
    others: int
    joined_before: Rate
    joined_during: Rate
    others_before: Rate
    others_during: Rate
    effect: int | None
    low: int | None
    high: int | None
    why: str = ""


def campaign_rules(day: date) -> Rulebook:
    return packaged_for("campaigns", day)


def known_from(ends: date, book: Rulebook) -> date:
    """The first day on which every order of the campaign has had its time to be followed by another."""
    return ends + timedelta(days=int(book.data["repeat"]["gap_days"]) + 1)


def before(begins: date, ends: date, book: Rulebook) -> tuple[date, date]:
    """The days it is compared with: as many, and early enough that no next order falls into the campaign."""
    last = begins - timedelta(days=int(book.data["repeat"]["gap_days"]) + 1)
    return last - (ends - begins), last


def compare(
    deals: Iterable[Deal], joined: frozenset[str], begins: date, ends: date, today: date, book: Rulebook
) -> Comparison:
    """What the campaign changed. Companies without an order in either period count in neither group."""
    book.must_be("campaigns")
    gap = int(book.data["repeat"]["gap_days"])
    first, last = before(begins, ends, book)
    counted = _counted(deals, gap, (first.toordinal(), last.toordinal()), (begins.toordinal(), ends.toordinal()))
    with_it = {c: found for c, found in counted.items() if c in joined}
    without = {c: found for c, found in counted.items() if c not in joined}
    a, b, c, d = (_total(group, period) for group in (with_it, without) for period in (0, 1))
    why = _missing(with_it, without, [a, b, c, d], ends, today, book)
    if why:
        return Comparison(len(with_it), len(without), a, b, c, d, None, None, None, why)
    middle = (_log(b) - _log(a)) - (_log(d) - _log(c))
    spread = sqrt(_variance(with_it, a, b) + _variance(without, c, d))
    wide = student(int(book.data["compare"]["sure_mille"]), min(len(with_it), len(without)) - 1) * spread
    effect, low, high = (round((exp(at) - 1) * 1000) for at in (middle, middle - wide, middle + wide))
    return Comparison(len(with_it), len(without), a, b, c, d, effect, low, high)


Counted = Mapping[str, tuple[list[int], list[int]]]  # company → [orders, repeated] before and during


def _counted(deals: Iterable[Deal], gap: int, earlier: tuple[int, int], later: tuple[int, int]) -> Counted:
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in deals:
        days[one.company, one.household].add(one.day)
    found: dict[str, tuple[list[int], list[int]]] = {}
    for (company, _), visits in days.items():
        ordered = sorted(visits)
        for at, day in enumerate(ordered):
            period = 0 if earlier[0] <= day <= earlier[1] else 1 if later[0] <= day <= later[1] else None
            if period is None:
                continue
            cell = found.setdefault(company, ([0, 0], [0, 0]))[period]
            cell[0] += 1
            cell[1] += at + 1 < len(ordered) and ordered[at + 1] - day <= gap
    return found


def _total(group: Counted, period: int) -> Rate:
    return Rate(sum(one[period][0] for one in group.values()), sum(one[period][1] for one in group.values()))


def _missing(
    with_it: Counted, without: Counted, rates: list[Rate], ends: date, today: date, book: Rulebook
) -> str:
    least = book.data["compare"]
    if today < (known := known_from(ends, book)):
        return f"活动期间的订单要到 {known} 才都满 {book.data['repeat']['gap_days']} 天，那天起可以算"
    if min(len(with_it), len(without)) < least["least_companies"]:
        return f"参加和没有参加的企业各要 {least['least_companies']} 家以上，现在是 {len(with_it)} 家和 {len(without)} 家"
    if min(one.orders for one in rates) < least["least_orders"] or not all(one.repeated for one in rates):
        return f"两组前后各要 {least['least_orders']} 单以上并有复购，现在最少的一格是 {min(one.orders for one in rates)} 单"
    return ""


def _log(rate: Rate) -> float:
    """Half an order more on either side, so that a group without its one loyal company still has a logarithm."""
    return log((2 * rate.repeated + 1) / (2 * rate.orders + 2))


def _variance(group: Counted, earlier: Rate, later: Rate) -> float:
    """Of log(rate during) - log(rate before): each company left out once (jackknife), so that a large one counts as one."""
    without = [
        _log(Rate(later.orders - during[0], later.repeated - during[1])) - _log(Rate(earlier.orders - past[0], earlier.repeated - past[1]))
        for past, during in group.values()
    ]
    middle = sum(without) / len(without)
    return sum((one - middle) ** 2 for one in without) * (len(without) - 1) / len(without)


def student(sure_mille: int, degrees: int) -> float:
    """Quantile of Student's t, two-sided, by Cornish and Fisher's series: right to the second digit at four degrees, the fewest there can be, to the third from eight on."""
    z, v = NormalDist().inv_cdf((1000 + sure_mille) / 2000), degrees
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )

"""活动成效 — did families come back more often to those who joined, than they would have anyway?

A repeat purchase is the same household's next order at the same company within the days of the rules. Its rate is compared
before and during the campaign, among companies that joined and companies that did not: what changed for both is not the
campaign's. Orders of the days just before are left out, because their next order may fall into the campaign.

Source  重复购买、前后对照 (本区诚信服务月); difference in differences on the logarithm with an interval over companies
        (clustered).
Unit    days as ordinals; effects in thousandths of the rate without the campaign (100 = a tenth more).
Silent  where companies or orders are too few, or the last window is not over yet, there is no figure, and it says why.
Not here  one company's own change (own_campaign), the arithmetic of the interval (clustered), who joined (apps/governance),
        the words on a page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.incentives.clustered import Counted, Rate, contrast, lacking, total
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for


@dataclass(frozen=True, slots=True)
class Deal:
    """One order, as far as this asks: who came to whom on which day."""

    company: str
    household: str
    day: int


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
    a, b, c, d = (total(group, period) for group in (with_it, without) for period in (0, 1))
    why = _missing(with_it, without, ends, today, book)
    if why:
        return Comparison(len(with_it), len(without), a, b, c, d, None, None, None, why)
    effect, low, high = contrast(with_it, without, int(book.data["compare"]["sure_mille"]))
    return Comparison(len(with_it), len(without), a, b, c, d, effect, low, high)


def followed(deals: Iterable[Deal], gap: int) -> Iterator[tuple[Deal, bool]]:
    """Each day on which a household ordered at a company, and whether its next there came within `gap` days."""
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in deals:
        days[one.company, one.household].add(one.day)
    for (company, household), visits in days.items():
        ordered = sorted(visits)
        for at, day in enumerate(ordered):
            yield Deal(company, household, day), at + 1 < len(ordered) and ordered[at + 1] - day <= gap


def _counted(deals: Iterable[Deal], gap: int, earlier: tuple[int, int], later: tuple[int, int]) -> Counted:
    found: dict[str, tuple[list[int], list[int]]] = {}
    for one, again in followed(deals, gap):
        period = 0 if earlier[0] <= one.day <= earlier[1] else 1 if later[0] <= one.day <= later[1] else None
        if period is None:
            continue
        cell = found.setdefault(one.company, ([0, 0], [0, 0]))[period]
        cell[0] += 1
        cell[1] += again
    return found


def too_early(ends: date, today: date, book: Rulebook) -> str:
    """Why nothing can be said yet; empty = the last order of the campaign has had its time."""
    known = known_from(ends, book)
    return f"活动期间的订单要到 {known} 才都满 {book.data['repeat']['gap_days']} 天，那天起可以算" if today < known else ""


def _missing(with_it: Counted, without: Counted, ends: date, today: date, book: Rulebook) -> str:
    if early := too_early(ends, today, book):
        return early
    least = book.data["compare"]
    return lacking(with_it, without, int(least["least_companies"]), int(least["least_effective"]), int(least["least_orders"]), ("企业", "单", "复购"))

"""排先后 — points per ground that add up to the place, one caution each, and a seat for newcomers.

Equals are told apart by a digest of what was asked, so that no one is always first. Every few places the best
newcomer who would stand further down is taken forward: without orders nobody would ever come to have any.
Not here  who may be on the list at all (suiting).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.matching.need import MatchingRules, Need
from jiaxin.domain.matching.suiting import skill_levels, unfinished, weekdays_of
from jiaxin.domain.validity import ValidityRules, colour

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One who suits. `reasons`: (code, points, what was found in words), summing to `points`; `seat`: taken forward as a newcomer."""

    subject: str
    points: int
    reasons: tuple[tuple[str, int, str], ...]
    caution: str
    newcomer: bool
    seat: bool = False


def weigh(facts: Facts, need: Need, today: date, rules: MatchingRules, validity: ValidityRules, score_low: int | None) -> Ranked:
    """`score_low`: the lower end of her score's interval, in thousandths; None where nothing was scored yet."""
    orders = _orders(facts, today, rules)
    own = [e for e in orders if e.get("service") == rules.trade]
    back = sum(bool(e.get("repeat")) for e in own)
    best, level = min(skill_levels(facts, today, rules), default=0), rules.level(need.grade)
    above = (level or 6) - best if best else 0
    said = set(weekdays_of(facts))
    first = colour(facts, today, validity, (rules.trade,)).good_until
    lasting = first is None or first >= need.starts_on + timedelta(days=rules.papers_days)
    found = (
        ("score", (score_low or 0) // _THOUSAND, f"评分下限 {(score_low or 0) // _THOUSAND} 分"),
        ("elders", len(own), f"近 {rules.months} 个月做过 {len(own)} 单养老照护"),
        ("returned", back, f"其中 {back} 单是老客户再找她"),
        ("skill", above, f"{best} 级证书，高于要求"),
        ("days", int(bool(said) and set(need.weekdays) <= said), "登记的日子全部合适"),
        ("papers", int(lasting), f"证照在 {rules.papers_days} 天内都不到期"),
    )
    reasons = tuple((code, points, words) for code, n, words in found if (points := rules.worth[code].points(n)))
    few = len(orders) < rules.newcomer_orders
    caution = _caution(facts, today, rules, few, first if not lasting else None)
    return Ranked(facts.subject, sum(points for _, points, _ in reasons), tuple(sorted(reasons, key=lambda r: -r[1])), caution, few)


def ranked(found: Iterable[Ranked], need: Need, rules: MatchingRules) -> tuple[Ranked, ...]:
    """In order, the best first."""
    rest = sorted(found, key=lambda one: (-one.points, sha256((need.seed + one.subject).encode()).digest()))
    order: list[Ranked] = []
    while rest:
        at = 0
        if (len(order) + 1) % rules.newcomer_every == 0:
            at = next((i for i, one in enumerate(rest) if one.newcomer), 0)
        one = rest.pop(at)
        order.append(replace(one, seat=at > 0))
    return tuple(order)


def _orders(facts: Facts, today: date, rules: MatchingRules) -> list[Entry]:
    """Done within the window."""
    since = add_months(today, -rules.months)
    return [e for e in facts.of("order") if e.get("status") == "done" and since <= e.fact.happened_on <= today]


def _caution(facts: Facts, today: date, rules: MatchingRules, few: bool, first: date | None) -> str:
    """The one thing to ask or know before calling her."""
    if facts.disputed:
        return "有一项记录正在异议中"
    if unfinished(facts, today, rules):
        return "有一单没有登记完成，请先问她是否有空"
    if not weekdays_of(facts):
        return "她没有登记可服务的日子，请先问她"
    if first is not None:
        return f"有证照 {first.isoformat()} 到期"
    return "订单还少，评价依据不多" if few else ""

"""照护名单 — everybody in a street who does this work, agrees to be named for it and passes every gate; why not the others.

Read from the clear part of the record: no box is opened. Names are opened by the page, for those it shows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.matching import Bar, Need, Ranked, bars, matching_rules, ranked, weigh
from jiaxin.domain.matching.need import WEEKDAYS
from jiaxin.domain.measures import RECOMMENDATION, stopped_until
from jiaxin.domain.validity import validity_rules

# 授权事项 without which she is not named: what the list says of her rests on all three
NEEDED = frozenset({"sharing", "health", "background"})
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Shortlist:
    """名单. `kept_off`: how many were kept off by each gate (one may be kept off by several).

    asked   confirmed workers of the street who do this work;  not_agreed  of them, those who have not agreed to be named
    why     the gates of each person who was kept off
    paused  companies that are not recommended now, each with the day it is again: a person is not kept off for her company
    """

    people: tuple[Ranked, ...]
    lines: Mapping[str, registry.FileLine]
    asked: int
    not_agreed: int
    kept_off: Mapping[Bar, int]
    why: Mapping[str, tuple[Bar, ...]]
    paused: Mapping[str, date]


def shortlist(need: Need, scope: registry.Scope, today: date) -> Shortlist:
    """`scope` is how far the person who asks may look; the street of the need is inside it."""
    check(need, today)
    rules, validity = matching_rules(today), validity_rules()
    found = registry.find(scope, registry.Wanted(street=need.street, trade=rules.trade), MOST)
    asked = {one.subject: one for one in found.lines if one.confirmed}
    agreed = {subject: one for subject, one in asked.items() if not one.withdrawn and not one.refused & NEEDED}
    facts = ledger.facts_about_many(list(agreed), today, opened=False)
    why = {subject: off for subject in agreed if (off := bars(facts[subject], need, today, rules, validity))}
    fit = [subject for subject in agreed if subject not in why]
    scores = scoring.scores_of(fit)
    weighed = [weigh(facts[one], need, today, rules, validity, scores[one].low if one in scores else None) for one in fit]
    counted = Counter(bar for off in why.values() for bar in off)
    return Shortlist(ranked(weighed, need, rules), asked, len(asked), len(asked) - len(agreed), {bar: counted[bar] for bar in Bar if counted[bar]}, why, _paused({asked[one].company for one in fit} - {""}, today))


def _paused(companies: set[str], today: date) -> dict[str, date]:
    found = ledger.facts_about_many(sorted(companies), today, opened=False)
    return {subject: until for subject, facts in found.items() if (until := stopped_until(facts, today).get(RECOMMENDATION))}


def check(need: Need, today: date) -> None:
    """What was asked makes sense, or a refusal that says what to choose."""
    matching_rules(today).level(need.grade)
    if not need.street:
        raise Refused("matching.street", "没有选择街道", "请选择老人住在哪个街道")
    if not need.weekdays or not set(need.weekdays) <= set(WEEKDAYS):
        raise Refused("matching.weekdays", "没有选择哪几天需要照护", "请至少选一天")
    if need.starts_on < today:
        raise Refused("matching.start", f"开始日期 {need.starts_on.isoformat()} 已经过去", "请选今天或以后的日期")

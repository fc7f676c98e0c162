"""评分 — from established facts to points, grade and reasons that add up, byte for byte the same every time.

Unit    points in integer thousandths.
Source  the rule pack in force; explainability duty of 《深圳经济特区社会信用条例》第29、39条.
Window  `next_change_on` is the next day on which the calendar alone can change anything said here.
Silent  gives the grade NR (未评) where the pack says there is too little to go by.
Not here  sentences (explaining), storage (apps/scoring), what the public sees of it (disclosure).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.measures import Measured, measure
from jiaxin.domain.scoring.picking import index_of
from jiaxin.domain.scoring.rulebook import Dimension, ScoringRules
from jiaxin.domain.scoring.scale import FULL, share_out

NOT_RATED = "NR"
START = "start"  # 起始分
CAP = "cap"  # 封顶、保底
_new = tuple.__new__  # a Reason by position, without the call its class would make: there are twenty to a subject
MOST_KNOWN = 50_000  # combinations of values a dimension remembers


class Reason(NamedTuple):
    """理由 — one line of the account; the points of all lines sum to the points of the assessment.

    indicator  its code, or `start` / `cap` for a dimension's opening balance and ceiling
    points     thousandths it adds or takes
    value      what was measured, None = nothing to go by
    because    ids of the entries it rests on
    changes_on the next day on which the calendar changes it; not part of the digest
    """

    dimension: str
    indicator: str
    points: int
    value: int | None = None
    because: tuple[str, ...] = ()
    changes_on: date | None = None


@dataclass(frozen=True)
class Assessment:
    """评分结果. Points in thousandths; `interval` is the 80 % interval of the points; `withheld` says why NR."""

    subject: str
    rulebook: str
    rulebook_digest: str
    points: int
    grade: str
    dimensions: tuple[tuple[str, int, int], ...]  # code, points, maximum
    reasons: tuple[Reason, ...]
    evidence: str
    interval: tuple[int, int]
    withheld: tuple[str, ...]
    context: tuple[tuple[str, int, str], ...]  # name, value, version of every given input that was read
    next_change_on: date | None

    def document(self) -> dict[str, Any]:
        """What the digest covers: everything but the day it was asked for and the days to come."""
        return {
            "subject": self.subject,
            "rulebook": self.rulebook_digest,
            "points": self.points,
            "grade": self.grade,
            "dimensions": self.dimensions,
            "reasons": [reason[:5] for reason in self.reasons],
            "evidence": self.evidence,
            "interval": self.interval,
            "withheld": self.withheld,
            "context": self.context,
        }

    @cached_property
    def digest(self) -> str:
        return sha256(orjson.dumps(self.document(), option=orjson.OPT_SORT_KEYS)).hexdigest()


def assess(facts: Facts, context: Context, rules: ScoringRules, as_of: date) -> Assessment:
    """The score of one subject on a day, from facts in force that day.

    Facts that happened after `as_of` do not count, but the days on which they begin to are announced.
    """
    index = index_of(facts)
    measured = {item.indicator.code: measure(item.measure, index, as_of, context) for item in rules.items}
    return concluded(facts.subject, rules, measured, context, facts.next_on)


def concluded(
    subject: str,
    rules: ScoringRules,
    measured: dict[str, Measured],
    context: Context = NOTHING,
    next_on: date | None = None,
) -> Assessment:
    """From measured values to the assessment; the same for both faces of the measures.

    next_on  a day on which something already said begins to count
    """
    reasons: list[Reason] = []
    dimensions: list[tuple[str, int, int]] = []
    for dimension in rules.dimensions:
        lines = _lines(dimension, measured)
        reasons += lines
        dimensions.append((dimension.code, sum([line.points for line in lines]), dimension.maximum))
    points = sum(one[1] for one in dimensions)
    if points > rules.maximum:
        reasons.append(Reason("", CAP, rules.maximum - points))
        points = rules.maximum
    grade, withheld = _grade(rules, measured, points)
    turns = [one.next_change_on for one in measured.values() if one.next_change_on]
    if next_on is not None:
        turns.append(next_on)
    return Assessment(
        subject,
        rules.version,
        rules.digest,
        points,
        grade,
        tuple(dimensions),
        tuple(reasons),
        _evidence(rules, measured),
        _interval(rules, measured, points),
        withheld,
        _given(rules, context),
        min(turns, default=None),
    )


def _lines(dimension: Dimension, measured: dict[str, Measured]) -> list[Reason]:
    code, theirs = dimension.code, [measured[name] for name in dimension.codes]
    total, shares = _shared(dimension, tuple([found[0] for found in theirs]))
    lines = [Reason(code, START, dimension.start)] if dimension.start else []
    lines += [
        _new(Reason, (code, name, points, value, because, turn))
        for name, points, (value, because, turn, _) in zip(dimension.codes, shares, theirs, strict=True)
    ]
    balance = dimension.start + total
    kept = min(max(balance, 0), dimension.maximum)
    if kept != balance:
        lines.append(Reason(dimension.code, CAP, kept - balance))
    return lines


def _shared(dimension: Dimension, values: tuple[int | None, ...]) -> tuple[int, tuple[int, ...]]:
    """The dimension's sum and the points of each item; the same values, as many subjects have them, once."""
    known = dimension.shared.get(values)
    if known is None:
        exact = [item.points * item.hundred(value) for item, value in zip(dimension.items, values, strict=True)]
        total = (2 * sum(exact) + FULL) // (2 * FULL)
        known = total, tuple(share_out(total, [divmod(one, FULL) for one in exact]))
        if len(dimension.shared) < MOST_KNOWN:
            dimension.shared[values] = known
    return known


def _grade(rules: ScoringRules, measured: dict[str, Measured], points: int) -> tuple[str, tuple[str, ...]]:
    for gate in rules.overrides:
        if (measured[gate.indicator].value or 0) >= gate.limit:
            return gate.grade, ()
    withheld = tuple(gate.indicator for gate in rules.not_rated if (measured[gate.indicator].value or 0) < gate.limit)
    if withheld:
        return NOT_RATED, withheld
    reached = next(one for one in rules.grades if one.at_least is not None and points >= one.at_least)
    if reached.only_with and not measured[reached.only_with].value:
        return reached.otherwise, ()
    return reached.code, ()


def _evidence(rules: ScoringRules, measured: dict[str, Measured]) -> str:
    value = measured[rules.evidence].value or 0
    reached = [level.code for level in rules.levels if value >= level.start]
    return reached[-1] if reached else rules.levels[0].code


def _interval(rules: ScoringRules, measured: dict[str, Measured], points: int) -> tuple[int, int]:
    """Points if each estimated mean lay at the ends of its own interval, all else equal."""
    low = high = 0
    for item in rules.estimated:
        found = measured[item.indicator.code]
        if found.half and found.value is not None:
            here = item.hundred(found.value)
            low += item.points * (item.hundred(found.value - found.half) - here)
            high += item.points * (item.hundred(found.value + found.half) - here)
    return max(0, points + low // FULL), min(rules.maximum, points - -high // FULL)


def _given(rules: ScoringRules, context: Context) -> tuple[tuple[str, int, str], ...]:
    values, versions = context.values, context.versions
    return tuple([(n, values[n], versions.get(n, "")) for n in rules.given if n in values])

"""评分 — from established facts to points, grade and reasons that add up, byte for byte the same every time.

Unit    points in integer thousandths.
Source  the rule pack in force; explainability duty of 《深圳经济特区社会信用条例》第29、39条.
Window  `next_change_on` is the next day on which the calendar alone can change anything said here.
Silent  gives the grade NR (未评) where the pack says there is too little to go by.
Not here  sentences (explaining), storage (apps/scoring), what the public sees of it (disclosure).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.measures import Measured, measure
from jiaxin.domain.scoring.picking import index_of
from jiaxin.domain.scoring.rulebook import Dimension, ScoringRules, Shared
from jiaxin.domain.scoring.scale import FULL, share_out

NOT_RATED = "NR"
START = "start"  # 起始分
CAP = "cap"  # 封顶、保底
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


_TOLD = itemgetter(slice(5))  # of a reason, what does not depend on the day


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

    def document(self, reasons: Sequence[Any] | None = None) -> dict[str, Any]:
        """What the digest covers: everything but the day it was asked for and the days to come. reasons: told in another form."""
        return {
            "subject": self.subject,
            "rulebook": self.rulebook_digest,
            "points": self.points,
            "grade": self.grade,
            "dimensions": self.dimensions,
            "reasons": list(map(_TOLD, self.reasons)) if reasons is None else reasons,
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
    measured: Mapping[str, Measured],
    context: Context = NOTHING,
    next_on: date | None = None,
) -> Assessment:
    """From measured values to the assessment.

    next_on  a day on which something already said begins to count
    """
    points, rows, reasons = 0, [], list[Reason]()
    for dimension in rules.dimensions:
        theirs = [measured[name] for name in dimension.codes]
        found = shared(dimension, tuple([one.value for one in theirs]))
        points += found.kept
        rows.append(found.row)
        lines = [
            Reason(dimension.code, name, share, one.value, one.because, one.next_change_on)
            for name, share, one in zip(dimension.codes, found.shares, theirs, strict=True)
        ]
        reasons += framed(dimension, lines, found.capped)
    turns = [one.next_change_on for one in measured.values() if one.next_change_on]
    if next_on is not None:
        turns.append(next_on)
    judged = tuple([measured[name].value for name in rules.judged])
    halves = tuple([measured[item.indicator.code].half for item in rules.estimated])
    return put_together(subject, rules, points, tuple(rows), tuple(reasons), judged, halves, context, min(turns, default=None))


def framed(dimension: Dimension, lines: Sequence[Reason], capped: int) -> list[Reason]:
    """With the opening balance before the lines of the items, and what ceiling or floor make of them after."""
    start = [Reason(dimension.code, START, dimension.start)] if dimension.start else []
    return [*start, *lines, *([Reason(dimension.code, CAP, capped)] if capped else [])]


def put_together(
    subject: str,
    rules: ScoringRules,
    points: int,
    rows: tuple[tuple[str, int, int], ...],
    reasons: tuple[Reason, ...],
    judged: tuple[int | None, ...],
    halves: tuple[int, ...],
    context: Context,
    turn: date | None,
) -> Assessment:
    """From dimensions to the assessment; the same for both faces of the measures.

    judged  values of `rules.judged`; halves: half intervals of `rules.estimated`
    """
    if points > rules.maximum:
        reasons = (*reasons, Reason("", CAP, rules.maximum - points))
        points = rules.maximum
    known = dict(zip(rules.judged, judged, strict=True))
    grade, withheld = _grade(rules, known, points)
    low, high = _spread(rules, tuple([known[item.indicator.code] for item in rules.estimated]), halves)
    return Assessment(
        subject,
        rules.version,
        rules.digest,
        points,
        grade,
        rows,
        reasons,
        _evidence(rules, known[rules.evidence]),
        (max(0, points + low), min(rules.maximum, points + high)),
        withheld,
        _given(rules, context),
        turn,
    )


def shared(dimension: Dimension, values: tuple[int | None, ...]) -> Shared:
    """What the dimension makes of these values; the same values, as many subjects have them, once."""
    known = dimension.shared.get(values)
    if known is None:
        exact = [item.points * item.hundred(value) for item, value in zip(dimension.items, values, strict=True)]
        total = (2 * sum(exact) + FULL) // (2 * FULL)
        balance = dimension.start + total
        kept = min(max(balance, 0), dimension.maximum)
        shares = tuple(share_out(total, [divmod(one, FULL) for one in exact]))
        known = Shared(kept, (dimension.code, kept, dimension.maximum), shares, kept - balance)
        if len(dimension.shared) < MOST_KNOWN:
            dimension.shared[values] = known
    return known


def _grade(rules: ScoringRules, known: Mapping[str, int | None], points: int) -> tuple[str, tuple[str, ...]]:
    for gate in rules.overrides:
        if (known[gate.indicator] or 0) >= gate.limit:
            return gate.grade, ()
    withheld = tuple([gate.indicator for gate in rules.not_rated if (known[gate.indicator] or 0) < gate.limit])
    if withheld:
        return NOT_RATED, withheld
    reached = next(one for one in rules.grades if one.at_least is not None and points >= one.at_least)
    if reached.only_with and not known[reached.only_with]:
        return reached.otherwise, ()
    return reached.code, ()


def _evidence(rules: ScoringRules, value: int | None) -> str:
    found = rules.levels[0].code
    for level in rules.levels:
        if (value or 0) >= level.start:
            found = level.code
    return found


def _spread(rules: ScoringRules, values: tuple[int | None, ...], halves: tuple[int, ...]) -> tuple[int, int]:
    """By how much the points would be others if each estimated mean lay at the ends of its own interval, all else equal."""
    known = rules.spreads.get((values, halves))
    if known is None:
        low = high = 0
        for item, value, half in zip(rules.estimated, values, halves, strict=True):
            if half and value is not None:
                here = item.hundred(value)
                low += item.points * (item.hundred(value - half) - here)
                high += item.points * (item.hundred(value + half) - here)
        known = low // FULL, -(-high // FULL)
        if len(rules.spreads) < MOST_KNOWN:
            rules.spreads[values, halves] = known
    return known


def _given(rules: ScoringRules, context: Context) -> tuple[tuple[str, int, str], ...]:
    values, versions = context.values, context.versions
    return tuple([(n, values[n], versions.get(n, "")) for n in rules.given if n in values])

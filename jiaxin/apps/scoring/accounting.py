"""评分账 — one subject's score as a page tells it: the account, what helped and hurt and until when, what would help.

Made anew from the record for the day asked, so that it can also be asked for yesterday or as known last month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from jiaxin.apps.scoring.models import WorkerTally
from jiaxin.apps.scoring.replaying import Replay, TimeMachine
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.scoring.advice import Advice, advise
from jiaxin.domain.scoring.ahead import changes_ahead
from jiaxin.domain.scoring.engine import CAP, START, Assessment, Reason, assess
from jiaxin.domain.scoring.explaining import Line, headline, lines, shown
from jiaxin.domain.scoring.levers import Situation, company_levers, worker_levers
from jiaxin.domain.scoring.rulebook import ScoringRules
from jiaxin.domain.scoring.workforce import NAMES, figures
from jiaxin.kit import clock

AHEAD = timedelta(days=430)  # a little more than the longest decay of the packs


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the account with the day from which the calendar makes it better or worse, and the day it is gone."""

    line: Line
    changes_on: date | None
    rises: bool
    gone_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """此后变动: from a day on, grade and points, and by how much."""

    on: date
    grade: str
    points: str
    by: str


@dataclass(frozen=True, slots=True)
class Coming:
    """将施行的规则 — from a day on, the name of the pack and what it makes of today's record; beside it, what today's pack would."""

    on: date
    rules: str
    grade: str
    points: str
    grade_before: str
    points_before: str


@dataclass(frozen=True, slots=True)
class Account:
    """coming: the next change of rules; for_now: it is about today by everything known, so that advice makes sense;
    others: people with files of their own today whose records were taken for hers at that moment."""

    assessment: Assessment
    headline: str
    rules: str
    dimensions: tuple[tuple[str, str, str, tuple[Told, ...]], ...]  # label, points, maximum, lines
    helped: tuple[Told, ...]
    hurt: tuple[Told, ...]
    ahead: tuple[Step, ...]
    coming: Coming | None
    advice: Advice | None
    for_now: bool
    entries: Mapping[str, Entry]
    others: tuple[str, ...]
    stored: str

    @property
    def agrees(self) -> bool:
        """Whether the record still gives what was stored that day."""
        return self.stored == self.assessment.digest


def account(subject: str, as_of: date, known_at: datetime | None = None, version: str = "") -> Account | None:
    """None where there is no score."""
    try:
        return opened(subject, as_of, known_at, version)
    except Refused:
        return None


def opened(subject: str, as_of: date, known_at: datetime | None = None, version: str = "") -> Account:
    """Raises Refused where there is no score: who it is that cannot have one, or from when there is one."""
    found = TimeMachine().replay(subject, known_at, version)
    made = found.made(as_of)
    rules = found.rules(as_of)
    turns = found.turns(as_of, as_of + AHEAD)
    ahead = list(changes_ahead(found.made, as_of, as_of + AHEAD, turns))
    for_now = known_at is None and as_of == clock.today()
    told = [_told(line, reason, ahead) for line, reason in zip(lines(made, rules), made.reasons, strict=True)]
    parts = []
    for dimension, (_, points, maximum) in zip(rules.dimensions, made.dimensions, strict=True):
        its = tuple(one for one in told if one.line.dimension == dimension.label)
        parts.append((dimension.label, shown(points), shown(maximum), its))
    weighty = sorted(
        ((r.points, one) for r, one in zip(made.reasons, told, strict=True) if r.points and r.indicator not in (START, CAP)),
        key=lambda pair: -abs(pair[0]),
    )
    return Account(
        made,
        headline(made, rules),
        rules.label,
        tuple(parts),
        tuple(one for points, one in weighty if points > 0),
        tuple(one for points, one in weighty if points < 0),
        tuple(_steps(made, ahead)),
        _coming(found, rules, turns),
        _advice(found, as_of) if for_now else None,
        for_now,
        {e.id: e for e in found.told},
        tuple(found.others),
        found.stored(as_of),
    )


def _coming(found: Replay, rules: ScoringRules, turns: Sequence[date]) -> Coming | None:
    """On the day another pack takes the place of today's: what each of the two makes of the same record."""
    for day in turns[:1]:
        try:
            made, named = found.made(day), found.rules(day)
        except Refused:  # none takes its place, or she has no score by then
            return None
        facts = found.facts(day)
        before = assess(facts, found.context(facts, day), rules, day)
        return Coming(day, named.label, made.grade, shown(made.points), before.grade, shown(before.points))
    return None


def _told(line: Line, reason: Reason, ahead: Sequence[tuple[date, Assessment]]) -> Told:
    code, points = reason.indicator, reason.points
    later = [(day, next((r.points for r in one.reasons if r.indicator == code), 0)) for day, one in ahead]
    changes, then = next(((day, worth) for day, worth in later if worth != points), (None, points))
    gone = next((day for day, worth in later if not worth), None) if points else None
    return Told(line, changes, then > points, gone)


def _steps(made: Assessment, ahead: Sequence[tuple[date, Assessment]]) -> list[Step]:
    found, last = [], made
    for day, one in ahead:
        if (one.points, one.grade) != (last.points, last.grade):
            moved = one.points - last.points
            found.append(Step(day, one.grade, shown(one.points), f"{'+' if moved >= 0 else ''}{shown(moved)}"))
        last = one
    return found


def _advice(found: Replay, as_of: date) -> Advice | None:
    facts, rules = found.facts(as_of), found.rules(as_of)
    if found.kind == "worker":
        return advise(Situation(facts), worker_levers(facts, as_of), lambda s: found.supposing(s.facts, as_of), rules)
    book = found.machine.book("company", as_of, found.version)
    sums = WorkerTally.objects.filter(company=found.subject).aggregate(
        workers=Count("subject"), **{f"all_{name}": Sum(name) for name in NAMES}
    )
    here = Situation(facts, sums["workers"], {name: sums[f"all_{name}"] or 0 for name in NAMES})

    def made(there: Situation) -> Assessment:
        given = figures(there.workers, there.total or {}, book, book.digest)
        return assess(there.facts, given, rules, as_of)

    return advise(here, company_levers(here, as_of), made, rules)

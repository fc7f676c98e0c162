"""评分推算 — assessments derived from what the ledger holds; thrown away and made again at will.

A row of the course is written only when the digest changed; the standing row is always brought up to date, so that
the calendar's next visit is known.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Sum

from jiaxin.apps.scoring import publishing
from jiaxin.apps.scoring.models import AssessmentRow, StandingAssessment, WorkerTally
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.context import NOTHING, Context, packed
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.inputs import Stored
from jiaxin.domain.scoring.outcome import Outcome, outcome
from jiaxin.domain.scoring.rulebook import ScoringRules
from jiaxin.domain.scoring.workforce import NAMES, Tally, figures
from jiaxin.kit.bulk import chunks, insert_many, rows_of

AT_ONCE = 500
KEPT_AT_ONCE = 2_000  # a commit each: fewer are cheaper, and others wait a fifth of a second at most
_COUNTED = ("company", "next_change_on", *NAMES)
_ADDED_UP = f"SELECT company, count(*), {', '.join(f'sum({name})' for name in NAMES)} FROM scoring_worker_tally WHERE company IN ({{}}) GROUP BY company"


def project(
    batch: Mapping[str, Facts],
    as_of: date,
    rules: ScoringRules,
    contexts: Mapping[str, Context] | None = None,
    position: int = 0,
) -> dict[str, Assessment]:
    """Assess each subject and keep what changed. `position` is how far the ledger has been followed."""
    given = contexts or {}
    found = {s: assess(facts, given.get(s, NOTHING), rules, as_of) for s, facts in batch.items()}
    keep(list(map(outcome, found.values())), {s: packed(given.get(s, NOTHING)) for s in found}, as_of, position)
    return found


def keep(found: Sequence[Outcome], given: Mapping[str, bytes], as_of: date, position: int = 0) -> None:
    """Store outcomes of one rule pack with the inputs they were given, packed."""
    for some in chunks(found, KEPT_AT_ONCE):
        _keep(some, given, as_of, position)


def count_in(tallies: Mapping[str, Tally | None]) -> set[str]:
    """Bring each worker's part in the figures up to date; None counts nowhere. Returns the companies it moves."""
    moved: set[str] = set()
    for some in chunks(list(tallies), AT_ONCE):
        before = WorkerTally.objects.filter(subject__in=some).order_by("subject")
        held = {row.subject: row for row in before}
        rows = [row for s in some if (one := tallies[s]) and (row := _row(s, one)) and not _same(row, held.get(s))]
        gone = [s for s in some if tallies[s] is None and s in held]
        moved |= {row.company for row in rows}
        moved |= {held[s].company for s in [*gone, *(row.subject for row in rows)] if s in held}
        WorkerTally.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["subject"], update_fields=list(_COUNTED)
        )
        if gone:
            WorkerTally.objects.filter(subject__in=gone).delete()
    return moved - {""}


def _row(subject: str, one: Tally) -> WorkerTally:
    return WorkerTally(subject=subject, company=one.company, next_change_on=one.next_change_on, **one.values)


def _same(row: WorkerTally, held: WorkerTally | None) -> bool:
    return held is not None and all(getattr(row, name) == getattr(held, name) for name in _COUNTED)


def company_contexts(companies: Sequence[str], book: Rulebook) -> dict[str, Context]:
    """The inputs of each company's score, summed over the workers counted in."""
    found = {company: figures(0, dict.fromkeys(NAMES, 0), book, book.digest) for company in companies}
    for some in chunks(list(companies), AT_ONCE):
        for company, workers, *sums in rows_of(_ADDED_UP, some):
            total = dict(zip(NAMES, map(int, sums), strict=True))
            found[company] = figures(workers, total, book, book.digest)
    return found


def company_grades(companies: Sequence[str], rules: ScoringRules) -> dict[str, Stored]:
    """What each company's grade of today stands for in its workers' scores; nothing while it is not rated."""
    found: dict[str, Stored] = {}
    for some in chunks(list(companies), AT_ONCE):
        for subject, grade in rows_of("SELECT subject, grade FROM scoring_standing WHERE subject IN ({}) AND rulebook IN ({})", some, [rules.version]):
            if (value := rules.stands_for(grade)) is not None:
                found[subject] = Stored(value, rules.digest)
    return found


def counted_in(companies: Sequence[str]) -> list[str]:
    """Workers who count for these companies."""
    found: list[str] = []
    for some in chunks(list(companies), AT_ONCE):
        found += WorkerTally.objects.filter(company__in=some).order_by("subject").values_list("subject", flat=True)
    return found


def district_total() -> dict[str, int]:
    """Sums over everybody counted."""
    found = WorkerTally.objects.aggregate(**{name: Sum(name) for name in NAMES})
    return {name: found[name] or 0 for name in NAMES}


def stand_down(subjects: Sequence[str], as_of: date, position: int) -> None:
    """These have no score any more; the course says since when."""
    for some in chunks(list(subjects), AT_ONCE):
        last = _last_of_course(some)
        ended = [key.split(":") for key, one in last.items() if one.digest]
        AssessmentRow.objects.bulk_create(
            AssessmentRow(
                subject=subject, rulebook=rulebook, from_day=as_of, from_position=position, points=0, document=b"{}"
            )
            for subject, rulebook in ended
        )
        StandingAssessment.objects.filter(subject__in=some).delete()


def clear() -> None:
    """Throw away what stands and what is counted. The course stays: it says what was stored on which day."""
    StandingAssessment.objects.all().delete()
    WorkerTally.objects.all().delete()


def forget(subjects: list[str]) -> None:
    """Forget erased persons."""
    for some in chunks(subjects, AT_ONCE):
        for table in (StandingAssessment, AssessmentRow, WorkerTally):
            table.objects.filter(subject__in=some).delete()
    publishing.forget(subjects)


def _keep(found: Sequence[Outcome], given: Mapping[str, bytes], as_of: date, position: int) -> None:
    keys = {f"{one.subject}:{one.rulebook}": one for one in found}
    stand = {key: Before(*row) for key, *row in rows_of(_STANDS, [one.subject for one in found])}
    before = {key: one for key, one in stand.items() if key in keys}
    others = [key for key in stand if key not in keys]  # of an earlier pack
    if others:
        StandingAssessment.objects.filter(pk__in=others).delete()
    before |= _last_of_course([one.subject for key, one in keys.items() if key not in before], found[0].rulebook)
    standing: list[tuple[Any, ...]] = []
    course: list[tuple[Any, ...]] = []
    for key, one in keys.items():
        was, own = before.get(key, _NOTHING_BEFORE), given[one.subject]
        moved = was.digest != one.digest
        if moved:
            course.append(_course(one, as_of, position))
        if moved or was.turn != _day(one.next_change_on) or bytes(was.given) != own:
            standing.append(_standing(key, one, _day(as_of) if moved else was.since, own))
    with transaction.atomic():
        insert_many("scoring_assessment", _OF_COURSE, course)
        if gone := [row[0] for row in standing if row[0] in before]:
            StandingAssessment.objects.filter(pk__in=gone).delete()
        insert_many("scoring_standing", _OF_STANDING, standing)


class Before(NamedTuple):
    """What stands of one; days in the form in which the database keeps them."""

    digest: str
    since: Any
    turn: Any = None
    given: bytes = b""


_NOTHING_BEFORE = Before("", None)
_STANDS = "SELECT key, digest, since_day, next_change_on, given FROM scoring_standing WHERE subject IN ({}) ORDER BY key"
_COURSE = """
SELECT subject, rulebook, digest, from_day FROM scoring_assessment WHERE subject IN ({}) ORDER BY from_day, from_position, id
"""


def _last_of_course(subjects: Sequence[str], rulebook: str = "") -> dict[str, Before]:
    """Of those who have no standing row: the digest their course ended with, and since when; by one pack, or by each."""
    return {
        f"{subject}:{version}": Before(digest, day)
        for subject, version, digest, day in rows_of(_COURSE, subjects)
        if not rulebook or version == rulebook
    }


# column → type, in the order of the rows below
_OF_STANDING = {
    "key": "text", "subject": "text", "rulebook": "text", "digest": "text", "points": "int4", "grade": "text", "evidence": "text",
    "low": "int4", "high": "int4", "next_change_on": "date", "since_day": "date", "given": "bytea",
}  # fmt: skip
_OF_COURSE = {
    "subject": "text", "rulebook": "text", "from_day": "date", "from_position": "int8", "digest": "text", "points": "int4",
    "grade": "text", "document": "bytea",
}  # fmt: skip


def _standing(key: str, one: Outcome, since: Any, given: bytes) -> tuple[Any, ...]:
    return (
        key, one.subject, one.rulebook, one.digest, one.points, one.grade, one.evidence, one.low, one.high,
        _day(one.next_change_on), since, given,
    )  # fmt: skip


def _course(one: Outcome, as_of: date, position: int) -> tuple[Any, ...]:
    return one.subject, one.rulebook, _day(as_of), position, one.digest, one.points, one.grade, one.document


@lru_cache(maxsize=1 << 12)
def _day(day: date | None) -> Any:
    return connection.ops.adapt_datefield_value(day)

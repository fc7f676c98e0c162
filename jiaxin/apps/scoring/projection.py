"""评分推算 — assessments derived from what the ledger holds; thrown away and made again at will.

A row of the course is written only when the digest changed; the standing row is always brought up to date, so that
the calendar's next visit is known.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import orjson
from django.db import transaction
from django.db.models import Count, Sum

from jiaxin.apps.scoring.models import AssessmentRow, StandingAssessment, WorkerTally
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.rulebook import ScoringRules
from jiaxin.domain.scoring.workforce import NAMES, Tally, figures
from jiaxin.domain.validity import Colour, State
from jiaxin.kit.bulk import chunks

AT_ONCE = 500
_COLOURS = {State.GREEN: 2, State.YELLOW: 1}


def with_colour(context: Context, colour: Colour, rules_digest: str) -> Context:
    """The context of a worker with the colour of her code as an input, versioned by the validity rules."""
    name = "code-colour"
    turns = dict(context.next_change_on)
    if colour.next_change_on:
        turns[name] = colour.next_change_on
    return Context(
        {**context.values, name: _COLOURS.get(colour.state, 0)},
        {**context.versions, name: rules_digest},
        turns,
    )


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
    for some in chunks(list(found), AT_ONCE):
        _keep({s: found[s] for s in some}, as_of, rules.version, position)
    return found


def count_in(tallies: Mapping[str, Tally]) -> None:
    """Bring each worker's part in her company's figures up to date; without a company she has none."""
    gone = [subject for subject, one in tallies.items() if not one.company]
    rows = [
        WorkerTally(subject=s, company=one.company, next_change_on=one.next_change_on, **one.values)
        for s, one in tallies.items()
        if one.company
    ]
    for some in chunks(rows, AT_ONCE):
        WorkerTally.objects.bulk_create(
            some,
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["company", "next_change_on", *NAMES],
        )
    for left in chunks(gone, AT_ONCE):
        WorkerTally.objects.filter(subject__in=left).delete()


def company_contexts(companies: Sequence[str], book: Rulebook) -> dict[str, Context]:
    """The inputs of each company's score, summed over the workers counted in."""
    found = {company: figures(0, dict.fromkeys(NAMES, 0), book, book.digest) for company in companies}
    for some in chunks(list(companies), AT_ONCE):
        rows = WorkerTally.objects.filter(company__in=some).values("company").order_by("company")
        for row in rows.annotate(workers=Count("subject"), **{f"all_{name}": Sum(name) for name in NAMES}):
            total = {name: int(row[f"all_{name}"]) for name in NAMES}
            found[row["company"]] = figures(row["workers"], total, book, book.digest)
    return found


def clear(rulebook: str = "") -> None:
    """Throw the standing rows away (of one rule pack). The course stays: it says what was stored on which day."""
    rows = StandingAssessment.objects.filter(rulebook=rulebook) if rulebook else StandingAssessment.objects.all()
    rows.delete()


def forget(subjects: list[str]) -> None:
    """Forget erased persons."""
    for some in chunks(subjects, AT_ONCE):
        for table in (StandingAssessment, AssessmentRow, WorkerTally):
            table.objects.filter(subject__in=some).delete()


def _keep(found: Mapping[str, Assessment], as_of: date, rulebook: str, position: int) -> None:
    keys = {f"{subject}:{rulebook}": one for subject, one in found.items()}
    before = {
        key: (digest, since, turn)
        for key, digest, since, turn in StandingAssessment.objects.filter(pk__in=list(keys))
        .values_list("key", "digest", "since_day", "next_change_on")
        .order_by("key")
    }
    before |= _last_of_course([one.subject for key, one in keys.items() if key not in before], rulebook)
    standing, course = [], []
    for key, one in keys.items():
        digest, since, turn = before.get(key, ("", as_of, None))
        moved = digest != one.digest
        if moved:
            course.append(_course(one, as_of, position))
        if moved or turn != one.next_change_on or turn == _NEVER_STOOD:
            standing.append(_standing(key, one, as_of if moved else since))
    with transaction.atomic():
        AssessmentRow.objects.bulk_create(course)
        StandingAssessment.objects.bulk_create(
            standing, update_conflicts=True, unique_fields=["key"], update_fields=_CHANGING
        )


def _last_of_course(subjects: list[str], rulebook: str) -> dict[str, tuple[str, date, date | None]]:
    """Of those who have no standing row: the digest their course ended with, and since when."""
    if not subjects:
        return {}
    rows = AssessmentRow.objects.filter(subject__in=subjects, rulebook=rulebook).order_by(
        "from_day", "from_position", "id"
    )
    return {
        f"{subject}:{rulebook}": (digest, day, _NEVER_STOOD)
        for subject, digest, day in rows.values_list("subject", "digest", "from_day")
    }


_NEVER_STOOD = date.min
_CHANGING = ["digest", "points", "grade", "evidence", "low", "high", "next_change_on", "since_day"]


def _standing(key: str, one: Assessment, since: date) -> StandingAssessment:
    return StandingAssessment(
        key=key,
        subject=one.subject,
        rulebook=one.rulebook,
        digest=one.digest,
        points=one.points,
        grade=one.grade,
        evidence=one.evidence,
        low=one.interval[0],
        high=one.interval[1],
        next_change_on=one.next_change_on,
        since_day=since,
    )


def _course(one: Assessment, as_of: date, position: int) -> AssessmentRow:
    document = one.document()
    document["reasons"] = [[*reason[:4], len(reason[4])] for reason in document["reasons"]]
    return AssessmentRow(
        subject=one.subject,
        rulebook=one.rulebook,
        from_day=as_of,
        from_position=position,
        digest=one.digest,
        points=one.points,
        grade=one.grade,
        document=orjson.dumps(document, option=orjson.OPT_SORT_KEYS),
    )

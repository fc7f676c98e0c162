"""What a subject's facts add up to, on any day, and by which rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from jiaxin.apps.scoring.accounting import Account as Account
from jiaxin.apps.scoring.accounting import Coming as Coming
from jiaxin.apps.scoring.accounting import Step as Step
from jiaxin.apps.scoring.accounting import Told as Told
from jiaxin.apps.scoring.accounting import account as account
from jiaxin.apps.scoring.accounting import opened as opened
from jiaxin.apps.scoring.checking import Checked as Checked
from jiaxin.apps.scoring.checking import Drawn as Drawn
from jiaxin.apps.scoring.checking import check as check
from jiaxin.apps.scoring.checking import draw as draw
from jiaxin.apps.scoring.daily import counted as counted
from jiaxin.apps.scoring.models import AssessmentRow, StandingAssessment, WorkerTally
from jiaxin.apps.scoring.ordered import dealings as dealings
from jiaxin.apps.scoring.ordered import served as served
from jiaxin.apps.scoring.ordered import sold as sold
from jiaxin.apps.scoring.packs import Draft as Draft
from jiaxin.apps.scoring.packs import InForce as InForce
from jiaxin.apps.scoring.packs import Trial as Trial
from jiaxin.apps.scoring.packs import Withdrawn as Withdrawn
from jiaxin.apps.scoring.packs import changed_between as changed_between
from jiaxin.apps.scoring.packs import draft_bytes as draft_bytes
from jiaxin.apps.scoring.packs import drafts_waiting as drafts_waiting
from jiaxin.apps.scoring.packs import drafts_withdrawn as drafts_withdrawn
from jiaxin.apps.scoring.packs import in_force as in_force
from jiaxin.apps.scoring.packs import packs_for_scores as packs_for_scores
from jiaxin.apps.scoring.packs import rulebook as rulebook
from jiaxin.apps.scoring.packs import rulebook_in_force as rulebook_in_force
from jiaxin.apps.scoring.packs import rulebooks_of as rulebooks_of
from jiaxin.apps.scoring.replaying import Replay as Replay
from jiaxin.apps.scoring.replaying import TimeMachine as TimeMachine
from jiaxin.apps.scoring.replaying import askable as askable
from jiaxin.apps.scoring.reputing import Reputation as Reputation
from jiaxin.apps.scoring.reputing import Run as Run
from jiaxin.apps.scoring.reputing import given as given
from jiaxin.apps.scoring.reputing import reputation_moved as reputation_moved
from jiaxin.apps.scoring.reputing import reputation_of as reputation_of
from jiaxin.apps.scoring.reputing import reputation_runs as reputation_runs
from jiaxin.apps.scoring.rescoring import Rescored as Rescored
from jiaxin.apps.scoring.rescoring import outcomes as outcomes
from jiaxin.apps.scoring.rescoring import standing as standing
from jiaxin.apps.scoring.suspecting import Suspicion as Suspicion
from jiaxin.apps.scoring.suspecting import doubted_households as doubted_households
from jiaxin.apps.scoring.suspecting import suspicion as suspicion
from jiaxin.apps.scoring.suspecting import suspicions as suspicions
from jiaxin.apps.scoring.suspecting import suspicions_open as suspicions_open
from jiaxin.apps.scoring.suspecting import words as words
from jiaxin.apps.scoring.trying import pack as pack
from jiaxin.apps.scoring.trying import try_out as try_out
from jiaxin.domain.scoring.engine import Assessment, Reason
from jiaxin.domain.scoring.explaining import Line, headline, lines, shown
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.kit.bulk import chunks


@dataclass(frozen=True, slots=True)
class Score:
    """现行评分. Points in thousandths; `low` and `high` are the ends of the 80 % interval."""

    subject: str
    rulebook: str
    digest: str
    points: int
    grade: str
    evidence: str
    low: int
    high: int
    next_change_on: date | None
    since: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored assessment: valid from that day and position until the next one."""

    subject: str
    rulebook: str
    from_day: date
    from_position: int
    digest: str
    points: int
    grade: str
    document: dict[str, Any]


def scores_of(subjects: Sequence[str], rulebook: str = "") -> dict[str, Score]:
    """Today's score of each subject that has one."""
    found: dict[str, Score] = {}
    for some in chunks(list(subjects), 900):
        rows = StandingAssessment.objects.filter(subject__in=some)
        if rulebook:
            rows = rows.filter(rulebook=rulebook)
        for row in rows.order_by("since_day", "rulebook"):
            found[row.subject] = Score(
                row.subject,
                row.rulebook,
                row.digest,
                row.points,
                row.grade,
                row.evidence,
                row.low,
                row.high,
                row.next_change_on,
                row.since_day,
            )
    return found


def highest(day: date, after: int = 0, limit: int = 500) -> list[tuple[str, int]]:
    """Workers by the points of the rules in force, the most first: (subject, thousandths), from the `after`-th on."""
    book = packs_for_scores(day).get("worker")
    rows = StandingAssessment.objects.filter(rulebook=book.version if book else "").order_by("-points", "subject")
    return list(rows.values_list("subject", "points")[after : after + limit])


def assessment_of(subject: str, on: date | None = None, rulebook: str = "") -> Kept | None:
    """The assessment stored that day: the latest not after it."""
    rows = AssessmentRow.objects.filter(subject=subject)
    if on is not None:
        rows = rows.filter(from_day__lte=on)
    if rulebook:
        rows = rows.filter(rulebook=rulebook)
    row = rows.order_by("-from_day", "-from_position", "-id").first()
    if row is None or not row.digest:
        return None
    return Kept(
        row.subject,
        row.rulebook,
        row.from_day,
        row.from_position,
        row.digest,
        row.points,
        row.grade,
        orjson.loads(bytes(row.document)),
    )


def figures_of(subjects: Sequence[str]) -> dict[str, dict[str, int]]:
    """Figures that the standing score of each of these was made with: subject → name → value. Nobody without a score is in it."""
    found: dict[str, dict[str, int]] = {}
    for some in chunks(list(subjects), 900):
        standing = set(StandingAssessment.objects.filter(subject__in=some).order_by("subject").values_list("subject", "digest"))
        rows = AssessmentRow.objects.filter(subject__in=some, digest__in={digest for _, digest in standing}).order_by("from_day", "from_position", "id")
        for subject, digest, document in rows.values_list("subject", "digest", "document"):
            if (subject, digest) in standing:
                found[subject] = {str(name): int(value) for name, value, *_ in orjson.loads(bytes(document))["context"]}
    return found


def grades_on(wanted: Sequence[tuple[str, date]]) -> dict[tuple[str, date], str]:
    """The grade stored on each of these (subject, day); left out where there was none yet."""
    courses: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for some in chunks(sorted({subject for subject, _ in wanted}), 900):
        rows = AssessmentRow.objects.filter(subject__in=some).order_by("from_day", "from_position", "id")
        for subject, day, grade, digest in rows.values_list("subject", "from_day", "grade", "digest"):
            courses[subject].append((day, grade if digest else ""))
    found = {}
    for subject, on in wanted:
        if grade := next((g for day, g in reversed(courses[subject]) if day <= on), ""):
            found[subject, on] = grade
    return found


def explained(subject: str) -> tuple[str, list[Line], list[tuple[str, str, str]]] | None:
    """The stored assessment in words: headline, lines, and (dimension, points, maximum). Nothing if there is none."""
    kept = assessment_of(subject)
    if kept is None:
        return None
    rules, said = scoring_rules(rulebook(kept.rulebook)), kept.document
    assessment = Assessment(
        subject=subject,
        rulebook=kept.rulebook,
        rulebook_digest=said["rulebook"],
        points=said["points"],
        grade=said["grade"],
        dimensions=tuple((d[0], d[1], d[2]) for d in said["dimensions"]),
        # the document keeps how many entries a line rests on, not which
        reasons=tuple(Reason(r[0], r[1], r[2], r[3], ("",) * r[4]) for r in said["reasons"]),
        evidence=said["evidence"],
        interval=(said["interval"][0], said["interval"][1]),
        withheld=tuple(said["withheld"]),
        context=(),
        next_change_on=None,
    )
    labels = {one.code: one.label for one in rules.dimensions}
    parts = [(labels.get(code, code), shown(points), shown(most)) for code, points, most in assessment.dimensions]
    return headline(assessment, rules), lines(assessment, rules), parts


def due_by(day: date) -> list[str]:
    """Subjects whose score, or whose part in their company's score, the calendar may change by that day."""
    scores = StandingAssessment.objects.filter(next_change_on__lte=day).order_by("subject")
    parts = WorkerTally.objects.filter(next_change_on__lte=day).order_by("subject")
    return list(dict.fromkeys([*scores.values_list("subject", flat=True), *parts.values_list("subject", flat=True)]))

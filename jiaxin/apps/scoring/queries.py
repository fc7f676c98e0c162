"""What a subject's facts add up to, on any day, and by which rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from jiaxin.apps.scoring.models import AssessmentRow, RulebookDraft, RulebookInForce, StandingAssessment, WorkerTally
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, read
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


def rulebook_in_force(kind: str, day: date, subject: str = "") -> Rulebook:
    """The pack of a kind that applies on a day: of several, the one that applies from the latest day."""
    rows = RulebookInForce.objects.filter(kind=kind, subject=subject, valid_from__lte=day).select_related("draft")
    for row in rows.order_by("-valid_from", "-promulgated_at"):
        if row.valid_until is None or day <= row.valid_until:
            return read(bytes(row.draft.raw))
    raise Refused("rulebook.none", f"{day} 没有已发布的 {kind} 规则", "请先起草并由另一人发布")


def rulebook(version: str) -> Rulebook:
    """A pack in force by its version, whatever the day."""
    row = RulebookInForce.objects.select_related("draft").filter(pk=version).first()
    if row is None:
        raise Refused("rulebook.none", f"{version} 没有发布过", "请核对版本号")
    return read(bytes(row.draft.raw))


@dataclass(frozen=True, slots=True)
class Draft:
    """规则草案 that waits for the second hand."""

    digest: str
    version: str
    kind: str
    subject: str
    drafted_by: str
    drafted_at: datetime


def drafts_waiting() -> list[Draft]:
    """Drafts whose version is not in force, oldest first."""
    in_force = RulebookInForce.objects.values_list("version", flat=True)
    rows = RulebookDraft.objects.exclude(version__in=in_force).order_by("drafted_at", "digest")
    return [Draft(*r) for r in rows.values_list("digest", "version", "kind", "subject", "drafted_by", "drafted_at")]


@dataclass(frozen=True, slots=True)
class InForce:
    version: str
    kind: str
    valid_from: date
    valid_until: date | None
    digest: str
    drafted_by: str
    promulgated_by: str
    promulgated_at: datetime


def in_force() -> list[InForce]:
    rows = RulebookInForce.objects.order_by("-valid_from", "version")
    names = ("version", "kind", "valid_from", "valid_until", "draft_id", "drafted_by", "promulgated_by", "promulgated_at")
    return [InForce(*row) for row in rows.values_list(*names)]


def changed_between(after: date, upto: date) -> bool:
    """Whether another pack for scores came into force after one day, up to another."""
    return RulebookInForce.objects.filter(kind="scoring", valid_from__gt=after, valid_from__lte=upto).exists()


def due_by(day: date) -> list[str]:
    """Subjects whose score, or whose part in their company's score, the calendar may change by that day."""
    scores = StandingAssessment.objects.filter(next_change_on__lte=day).order_by("subject")
    parts = WorkerTally.objects.filter(next_change_on__lte=day).order_by("subject")
    return list(dict.fromkeys([*scores.values_list("subject", flat=True), *parts.values_list("subject", flat=True)]))

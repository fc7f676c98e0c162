"""What a subject's facts add up to, on any day, and by which rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from jiaxin.apps.scoring.models import AssessmentRow, RulebookInForce, StandingAssessment, WorkerTally
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, read
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
    if row is None:
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


def due_by(day: date) -> list[str]:
    """Subjects whose score, or whose part in their company's score, the calendar may change by that day."""
    scores = StandingAssessment.objects.filter(next_change_on__lte=day).order_by("subject")
    parts = WorkerTally.objects.filter(next_change_on__lte=day).order_by("subject")
    return list(dict.fromkeys([*scores.values_list("subject", flat=True), *parts.values_list("subject", flat=True)]))

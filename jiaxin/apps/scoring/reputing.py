"""口碑估计的读取 — the published estimate of a worker on a day, as a score takes it; runs; who moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from jiaxin.apps.scoring import publishing
from jiaxin.apps.scoring.estimates import ReputationEstimate, ReputationRun
from jiaxin.domain.scoring.inputs import Stored
from jiaxin.kit.bulk import chunks, rows_of

AT_ONCE = 900
_PUBLISHED = """
SELECT subject, score, low, high, from_position FROM scoring_reputation_estimate
WHERE subject IN ({}) AND from_day <= {} AND from_position <= {} ORDER BY from_day, from_position, id
"""


@dataclass(frozen=True, slots=True)
class Run:
    """`position` of its entry in the record; drift and rank correlation in millionths, of a cold fit that had a run before."""

    position: int
    run_on: date
    extent: str
    estimated: int
    moved: int
    drift_micro: int | None
    rank_kept_micro: int | None


@dataclass(frozen=True, slots=True)
class Reputation:
    """Millionths of a standard deviation of quality; the 80 % interval; valid from a day and a position on."""

    score: int
    low: int
    high: int
    complaint: int
    from_day: date
    from_position: int


def reputation_of(subjects: Sequence[str], day: date | None = None, position: int | None = None) -> dict[str, Reputation]:
    """As published by a day, by a position of the record. Who was never estimated is left out."""
    rows = publishing.standing(subjects, day, position)
    return {s: Reputation(r.score, r.low, r.high, r.complaint, r.from_day, r.from_position) for s, r in rows.items()}


def given(subjects: Sequence[str], day: date, position: int) -> Mapping[str, tuple[Stored, Stored]]:
    """What a score takes as given: the estimate and half its interval, in thousandths; the version is the run's position."""
    found: dict[str, tuple[Stored, Stored]] = {}
    for some in chunks(list(subjects), AT_ONCE):
        for subject, score, low, high, run in rows_of(_PUBLISHED, some, [connection.ops.adapt_datefield_value(day)], [position]):
            found[subject] = _given(score, low, high, run)
    return found


class Published(NamedTuple):
    from_day: date
    from_position: int
    given: tuple[Stored, Stored]


def published(subject: str) -> list[Published]:
    """Everything that was ever published of somebody, in the order in which it came to hold: for many days at once."""
    rows = ReputationEstimate.objects.filter(subject=subject).order_by("from_day", "from_position", "id")
    return [Published(day, run, _given(score, low, high, run)) for score, low, high, day, run in rows.values_list("score", "low", "high", "from_day", "from_position")]


def _given(score: int, low: int, high: int, run: int) -> tuple[Stored, Stored]:
    return Stored(_milli(score), str(run)), Stored(_milli((high - low) // 2), str(run))


def _milli(millionths: int) -> int:
    return (millionths + 500) // 1000


def reputation_moved(after: int, upto: int) -> list[str]:
    """Whose estimate was published anew by runs recorded between two positions."""
    rows = ReputationEstimate.objects.filter(from_position__gt=after, from_position__lte=upto)
    return list(rows.order_by("subject").values_list("subject", flat=True).distinct())


def reputation_runs(latest: int = 30) -> list[Run]:
    """The latest runs, newest first."""
    return [
        Run(r.position, r.run_on, r.extent, r.estimated, r.moved, r.drift_micro, r.rank_kept_micro)
        for r in ReputationRun.objects.order_by("-position")[:latest]
    ]

"""复算核对 — stored assessments drawn by lot and made again from the record.

A day counts when everything derived was brought up to it: then the latest row not after it is the score of that
day for everybody, and the record up to that row's position is what was known.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection
from django.db.models import Max

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.scoring.models import AssessmentRow
from jiaxin.apps.scoring.replaying import TimeMachine, position_at
from jiaxin.kit.clock import CHINA


@dataclass(frozen=True, slots=True)
class Drawn:
    """A subject, a day and a moment: what was stored then, and for which position of the ledger."""

    subject: str
    as_of: date
    known_at: datetime
    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    drawn: Drawn
    digest: str  # made again

    @property
    def same(self) -> bool:
        return self.digest == self.drawn.digest


def draw(count: int, chance: Random) -> list[Drawn]:
    """So many, by lot, over all subjects and all days on which scores were brought up to date."""
    days = list(
        AssessmentRow.objects.values("from_day")
        .annotate(upto=Max("from_position"))
        .order_by("from_day")
        .values_list("from_day", "upto")
    )
    moments = {day: _last_moment(day, upto) for day, upto in days}
    courses: dict[str, list[tuple[date, int, str]]] = {}
    rows = AssessmentRow.objects.order_by("subject", "from_day", "from_position", "id")
    for subject, *row in rows.values_list("subject", "from_day", "from_position", "digest").iterator():
        courses.setdefault(subject, []).append((row[0], row[1], row[2]))
    subjects, found = sorted(courses), list[Drawn]()
    while subjects and len(found) < count:
        subject, (day, upto) = chance.choice(subjects), chance.choice(days)
        digests = [digest for on, at, digest in courses[subject] if on <= day and at <= upto]
        if digests and digests[-1]:
            found.append(Drawn(subject, day, moments[day], upto, digests[-1]))
    return found


def _last_moment(day: date, upto: int) -> datetime:
    """Until when that day the record reached so far and no further: files put together after its last entry count too."""
    seen, *later = ledger.entries_between(upto - 1, upto + 1)
    end = datetime.combine(day + timedelta(days=1), time(0), CHINA)
    last = min([end, *(one.recorded_at for one in later)]) - timedelta(microseconds=1)
    return max(seen.recorded_at, last)


def check(drawn: Sequence[Drawn], threads: int = 1, afresh: bool = True) -> list[Checked]:
    """Each made again: entries up to the moment, nothing derived believed. The same on any number of threads."""
    if threads == 1:
        return _check(drawn, afresh)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda n: _in_thread(drawn[n::threads], afresh), range(threads)))
    found = [part[k] for k in range(max(map(len, parts))) for part in parts if k < len(part)]
    return found


def _in_thread(drawn: Sequence[Drawn], afresh: bool) -> list[Checked]:
    try:
        return _check(drawn, afresh)
    finally:
        connection.close()


def _check(drawn: Sequence[Drawn], afresh: bool) -> list[Checked]:
    machine = TimeMachine(afresh)
    found = []
    for one in drawn:
        if position_at(one.known_at) != one.position:
            raise RuntimeError(f"{one.known_at} is not the moment of position {one.position}")
        made = machine.replay(one.subject, one.known_at, position=one.position).made(one.as_of)
        found.append(Checked(one, made.digest))
    return found

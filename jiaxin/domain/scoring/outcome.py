"""评分留存 — what is kept of an assessment, as plain values ready to be written down.

Unit    points in thousandths; `low` and `high` are the ends of the 80 % interval.
Not here  how it came about (engine), the tables (apps/scoring).
"""

from datetime import date
from typing import NamedTuple

import orjson

from jiaxin.domain.scoring.engine import Assessment


class Outcome(NamedTuple):
    """One assessment as kept. `document` is canonical JSON of what the digest covers; entries are counted there, not named."""

    subject: str
    rulebook: str
    digest: str
    points: int
    grade: str
    evidence: str
    low: int
    high: int
    next_change_on: date | None
    document: bytes


def outcome(one: Assessment) -> Outcome:
    said = one.document([(r[0], r[1], r[2], r[3], len(r[4])) for r in one.reasons])
    document = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    return Outcome(
        one.subject, one.rulebook, one.digest, one.points, one.grade, one.evidence, *one.interval, one.next_change_on, document
    )

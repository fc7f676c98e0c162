"""The grade as it was stored on a day: not a later one, and none where none stood."""

from datetime import date

import pytest

from jiaxin.apps.scoring import queries
from jiaxin.apps.scoring.models import AssessmentRow

pytestmark = pytest.mark.django_db


def stored(day: str, grade: str, digest: str = "d") -> None:
    AssessmentRow.objects.create(subject="FIRM", rulebook="company-2026", from_day=date.fromisoformat(day), from_position=1, digest=digest, points=1, grade=grade, document=b"{}")


def test_the_grade_of_a_day_is_the_latest_not_after_it() -> None:
    stored("2026-01-10", "A")
    stored("2026-03-01", "C")
    stored("2026-05-01", "", digest="")
    asked = [("FIRM", date.fromisoformat(day)) for day in ("2026-01-09", "2026-01-10", "2026-02-28", "2026-03-01", "2026-06-01")]
    assert queries.grades_on([*asked, ("NOBODY", date(2026, 3, 1))]) == {asked[1]: "A", asked[2]: "A", asked[3]: "C"}

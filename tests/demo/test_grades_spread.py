"""The grades of a played district spread as those of a real one would: most are graded, and not all alike."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection

from jiaxin.apps.scoring.models import StandingAssessment
from jiaxin.demo import district as truths
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.truth import Kept

PLAN = Plan(date(2026, 11, 23), workers=40, seed=3, days=420, follow_every=1000)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="that grades spread is a matter of the rules and the played truth; test_time_machine counts grades on both databases")
@pytest.mark.django_db(transaction=True)
def test_most_are_graded_and_grades_spread(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    district = truths.draw(PLAN)
    dues = schedule(district)
    Player(district, dues, Preparer(district, dues, ahead=False), Kept(), lambda _: None).play()
    rows = StandingAssessment.objects.filter(rulebook__startswith="worker-").order_by("key")
    grades = Counter(rows.values_list("grade", flat=True))
    graded = sorted(rows.exclude(grade="NR").values_list("points", flat=True))
    whole = sum(grades.values())
    assert whole > 15
    assert 0 < grades["NR"] <= 0.6 * whole, "newcomers are not graded, whoever has worked for months is"
    assert grades["B"] >= 0.15 * whole and grades["C"] > 0, "neither all alike nor all good"
    assert max(grades["A"], grades["D"]) <= 0.2 * whole, "the best and the worst are few"
    assert graded[-1] - graded[0] > 8_000, "points tell people apart"

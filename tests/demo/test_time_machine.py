"""What was stored on any day of a small district comes out again from the record alone, on one thread and on two."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from jiaxin.apps.scoring.models import StandingAssessment
from jiaxin.apps.scoring.queries import check, draw
from jiaxin.demo import district as truths
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.truth import Kept

PLAN = Plan(date(2026, 11, 23), workers=30, seed=7, days=60, follow_every=9)


@pytest.fixture
def played(settings: Any, tmp_path: Any, transactional_db: None) -> None:
    settings.DATA = tmp_path
    district = truths.draw(PLAN)
    dues = schedule(district)
    Player(district, dues, Preparer(district, dues, ahead=False), Kept(), lambda _: None).play()


def test_stored_scores_come_out_again_byte_for_byte(played: None) -> None:
    drawn = draw(150, Random(3))
    assert len({one.as_of for one in drawn}) >= 4 and len({one.subject for one in drawn}) > 10
    assert {one.rulebook for one in StandingAssessment.objects.order_by("key")} == {"worker-2026", "company-2026"}
    answers = []
    for threads in (1, 2):
        found = check(drawn, threads)
        assert [one.drawn for one in found if not one.same] == []
        answers.append(sorted((one.drawn.subject, one.drawn.as_of, one.digest) for one in found))
    assert answers[0] == answers[1]
    assert all(one.same for one in check(drawn[:50], afresh=False)), "stored inputs give the same as counted ones"
    assert not check([replace(drawn[0], digest="other")])[0].same

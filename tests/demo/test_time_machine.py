"""What was stored on any day of a small district comes out again from the record alone, on one thread and on two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from jiaxin import pipeline
from jiaxin.apps.ledger.queries import followed
from jiaxin.apps.scoring.actions import rescore
from jiaxin.apps.scoring.models import AssessmentRow, StandingAssessment
from jiaxin.apps.scoring.queries import check, draw
from jiaxin.demo.plan import Plan
from jiaxin.domain.permissions import Actor
from tests.demo.tiny import tiny
from tests.played import with_keys_of_its_own

PLAN = Plan(date(2026, 11, 23), workers=30, seed=7, days=60, follow_every=9)


@pytest.fixture
def played(settings: Any, tmp_path: Any, transactional_db: None) -> Iterator[None]:
    settings.DATA = tmp_path
    with with_keys_of_its_own(tmp_path):
        tiny(tmp_path, PLAN, "time-machine")
        yield


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


def test_everybody_at_once_is_what_was_brought_up_to_date_step_by_step(played: None) -> None:
    job, upto = Actor.job("test"), followed(pipeline.NAME)
    workers, companies = rescore(job, PLAN.as_of, upto)
    assert workers.made > 10 and companies.made >= 2
    assert workers.different == companies.different == ()
    spoilt = StandingAssessment.objects.filter(rulebook="worker-2026").order_by("key")[0]
    rows = AssessmentRow.objects.count()
    StandingAssessment.objects.filter(pk=spoilt.pk).update(digest="0" * 64)
    assert rescore(job, PLAN.as_of, upto)[0].different == (spoilt.subject,)
    assert rescore(job, PLAN.as_of, upto, mend=True)[0].mended
    assert StandingAssessment.objects.get(pk=spoilt.pk).digest == spoilt.digest
    assert AssessmentRow.objects.count() == rows + 1, "that it was mended stays in the course"

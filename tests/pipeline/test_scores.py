"""Scores follow the ledger: a worker's facts move her company's figures, a company's grade moves its workers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scores
from jiaxin.apps.scoring.models import AssessmentRow
from jiaxin.kit import clock
from tests.apps.governance.acting import CLERK, POLICE
from tests.factories.street import Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        pipeline.turn_the_day()
        pipeline.advance()
        yield made


def test_a_company_is_assessed_by_its_workers_and_a_worker_by_her_company(street: Street) -> None:
    assert street.given(street.company)["workers-filed"] == 1
    before = street.given(street.her)["company-grade"]
    street.say("penalty", "2026-11-01", street.company, document_no="9", penalty_class="severe", decided_on="2026-11-01",
               authority="样例局", legal_basis="样例条", penalty_kind="fine")  # fmt: skip
    pipeline.advance()
    found = scores.scores_of([street.her, street.company])
    assert found[street.company].grade == "D" and before > 0
    assert street.given(street.her)["company-grade"] == 0
    assert found[street.her].since == date(2026, 11, 2)


def test_a_rating_of_a_worker_moves_her_company_in_the_same_round(street: Street) -> None:
    street.rate(5, 5)
    pipeline.advance()
    assert street.given(street.company)["company-rating-milli"] == 4680


def test_the_mean_of_the_district_is_recorded_once_a_month_and_then_counts_for_everybody(street: Street) -> None:
    street.rate(200, 4)
    pipeline.advance()
    assert "district-rating-milli" not in street.given(street.her)
    street.now = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    pipeline.turn_the_day()
    pipeline.advance()
    assert street.given(street.her)["district-rating-milli"] == 4000
    assert pipeline.advance() == 0
    street.rate(200, 2)
    street.now = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
    pipeline.turn_the_day()
    pipeline.advance()
    street.now = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
    pipeline.catch_up()
    assert street.given(street.her)["district-rating-milli"] < 4000, "stated and counted in one visit"
    assert pipeline.advance() == 0
    street.now = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
    pipeline.turn_the_day()
    assert pipeline.advance() == 0, "a figure that has not moved by a step is not recorded again"


def test_a_fact_that_begins_later_counts_from_its_day_on(street: Street) -> None:
    street.say("training", "2026-11-20", street.her, training_name="保洁", training_on="2026-11-20", training_hours_hundredths=4000)
    pipeline.advance()
    before = scores.scores_of([street.her])[street.her]
    assert before.next_change_on is not None and before.next_change_on <= date(2026, 11, 20)
    street.now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    pipeline.turn_the_day()
    assert scores.scores_of([street.her])[street.her].points > before.points


def test_an_assessment_rests_on_the_record_up_to_its_position_alone(street: Street) -> None:
    street.rate(3, 5)
    end = ledger.checkpoint().size
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "ENTRIES_AT_ONCE", 1)
        pipeline.advance()
    course = AssessmentRow.objects.filter(subject=street.her, from_position__gt=end - 3).order_by("from_position")
    assert [row.from_position for row in course] == [end - 2, end - 1, end]
    assert len({row.digest for row in course}) == 3


def test_a_code_stopped_for_a_few_days_costs_no_points_when_the_score_is_made_and_when_it_is_made_again(street: Street) -> None:
    street.say("identity.check", "2026-10-01", street.her, result="passed", checked_on="2026-10-01")
    street.say("background.check", "2026-10-01", street.her, result="passed", checked_on="2026-10-01")
    street.say("consent", "2026-10-01", street.her, signed_on="2026-10-01", text_version="1")
    street.say("insurance", "2026-10-01", street.her, insurance_kind="accident", insurance_from="2026-10-01", insurance_until="2027-09-30")
    street.say("health.check", "2026-10-01", street.her, health_checked_on="2026-10-01", health_class="general")
    pipeline.advance()
    before = scores.scores_of([street.her])[street.her]
    assert registry.file_lines([street.her])[street.her].colour == "green" and street.given(street.her)["code-colour"] == 2
    case = governance.open_case(POLICE, "suspension", street.her, street.her, {"why": "有人报警"})
    governance.take_step(CLERK, case, "second", {"why": "同意"})
    pipeline.advance()
    assert registry.file_lines([street.her])[street.her].colour == "grey"
    after = scores.scores_of([street.her])[street.her]
    assert (after.points, street.given(street.her)["code-colour"]) == (before.points, 2)
    again = scores.TimeMachine().replay(street.her)
    assert again.made(clock.today()).digest == again.stored(clock.today())

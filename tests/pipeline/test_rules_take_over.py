"""When other rules begin or end, everybody is scored by them that day, and everybody could read so before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.explaining import shown
from jiaxin.kit import clock
from jiaxin.portals.console.score import run
from jiaxin.portals.shared.score_words import coming
from tests.factories.street import DRAFTER, SIGNATORY, Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(tmp_path: Path, settings) -> Iterator[Street]:
    """For December alone, ratings are worth nothing and training is worth more."""
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        made.rate(5, 5)
        pipeline.turn_the_day()
        pipeline.advance()
        text = packaged("worker-2026").raw.decode().replace('version = "worker-2026"', 'version = "december-rules"')
        text = text.replace("from = 2020-01-01", "from = 2026-12-01\nuntil = 2026-12-31").replace('rating-mean", points = 15', 'rating-mean", points = 5')
        book = rules.draft(DRAFTER, text.encode())
        rules.try_draft(DRAFTER, book.digest, clock.today())
        rules.promulgate(SIGNATORY, book.digest, registry.place(settings.DISTRICT.name))
        pipeline.advance()
        yield made


def on(street: Street, day: str) -> scores.Score | None:
    street.now = datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC)
    pipeline.turn_the_day()
    pipeline.advance()
    return scores.scores_of([street.her]).get(street.her)


def test_each_day_is_scored_by_the_rules_of_that_day(street: Street) -> None:
    seen = [(day, found.rulebook) for day in ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01") if (found := on(street, day))]
    assert seen == [("2026-11-30", "worker-2026"), ("2026-12-01", "december-rules"), ("2026-12-31", "december-rules"), ("2027-01-01", "worker-2026")]
    again = scores.TimeMachine().replay(street.her)
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1)):
        assert again.made(day).digest == again.stored(day)


def test_she_reads_before_what_the_new_rules_will_make_of_it(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    found = scores.opened(street.her, clock.today())
    assert found.coming is not None and found.coming.on == date(2026, 12, 1)
    assert found.coming.points_before != found.coming.points and date(2026, 12, 1) in {step.on for step in found.ahead}
    assert coming(found).startswith("2026-12-01 起改用《")
    promised, then = found.coming.points, on(street, "2026-12-01")
    assert then is not None and shown(then.points) == promised, "what was said before is what came"
    assert run([street.her, "--explain"]) == 0
    assert "2027-01-01 起" in capsys.readouterr().out


def test_where_no_rules_apply_any_more_nobody_keeps_a_score(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scores.scores_of([street.her])
    monkeypatch.setattr(scores, "packs_for_scores", lambda day: {})
    pipeline.refresh([street.her], clock.today(), _NoPress(), 0)
    assert scores.scores_of([street.her]) == {}


class _NoPress:
    """Takes what would be printed and prints nothing."""

    def __getattr__(self, name: str):
        return lambda *given: None

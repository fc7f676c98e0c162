"""A rule pack begins after it is signed, ends on its last day, and the days on which another takes over are known ahead."""

from datetime import UTC, date, datetime

import pytest

from jiaxin.apps.scoring import actions, queries
from jiaxin.apps.scoring.models import RulebookTrial
from jiaxin.apps.scoring.packs import timetable
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.rulebooks.reading import Rulebook, packaged
from jiaxin.kit import clock
from tests.factories.street import DRAFTER, SIGNATORY

pytestmark = pytest.mark.django_db
DISTRICT = "D" * 16
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_clock(lambda: NOW):
        actions.set_up(DRAFTER, SIGNATORY, DISTRICT, ["worker-2026", "company-2026"], lambda facts: None)
        yield


def written(version: str, first: str, last: str = "") -> Rulebook:
    text = packaged("worker-2026").raw.decode().replace('version = "worker-2026"', f'version = "{version}"')
    book = actions.draft(DRAFTER, text.replace("from = 2020-01-01", f"from = {first}" + (f"\nuntil = {last}" if last else "")).encode())
    RulebookTrial.objects.create(draft_id=book.digest, beside="worker-2026", as_of=NOW.date(), tried_by=DRAFTER.id, tried_at=NOW, result={})
    return book


def signed(version: str, first: str, last: str = "") -> list[Fact]:
    said: list[Fact] = []
    actions.promulgate(SIGNATORY, written(version, first, last).digest, DISTRICT, said.extend)
    return said


@pytest.mark.parametrize("first", ["2019-01-01", "2020-01-01", "2026-11-01", "2026-11-02"])
def test_no_pack_reaches_back_to_days_that_were_scored_by_another(first: str) -> None:
    with pytest.raises(Refused, match=r"rulebook\.backwards"):
        signed("worker-2030", first)
    assert queries.rulebook_in_force("scoring", date(2026, 11, 2), "worker").version == "worker-2026"


def test_from_the_day_after_the_signature_it_may_apply() -> None:
    assert [fact.kind for fact in signed("worker-2030", "2026-11-03")] == ["rulebook.promulgated"]
    on = [queries.rulebook_in_force("scoring", date(2026, 11, day), "worker").version for day in (2, 3)]
    assert on == ["worker-2026", "worker-2030"]


def test_a_pack_for_a_time_gives_way_to_the_one_before_when_it_ends() -> None:
    signed("worker-2030", "2026-12-01", "2026-12-31")
    days = timetable("scoring", "worker").turns(date(2026, 11, 2), date(2027, 6, 1))
    assert days == [date(2026, 12, 1), date(2027, 1, 1)]
    seen = [queries.changed_between(date(2026, *a), date(2026, *b)) for a, b in (((11, 2), (11, 30)), ((11, 30), (12, 1)), ((12, 1), (12, 31)))]
    assert seen == [False, True, False]
    assert queries.changed_between(date(2026, 12, 31), date(2027, 1, 1)), "its end is a change, too"


def test_a_pack_that_never_comes_to_apply_is_no_turn() -> None:
    signed("worker-2030", "2026-12-01")
    signed("worker-2031", "2026-12-01")  # the same day, signed later: this one applies
    turns = timetable("scoring", "worker").turns(date(2026, 11, 2), date(2027, 6, 1))
    assert turns == [date(2026, 12, 1)] and timetable("scoring", "worker").on(turns[0]).version == "worker-2031"


def test_the_list_says_which_applies_which_waits_and_which_is_over() -> None:
    signed("worker-2030", "2026-12-01", "2026-12-31")

    def told(day: date) -> dict[str, str]:
        return {one.version: one.now for one in queries.in_force(day) if one.subject == "worker"}

    assert told(date(2026, 11, 2)) == {"worker-2026": "applies", "worker-2030": "waits"}
    assert told(date(2026, 12, 5)) == {"worker-2026": "replaced", "worker-2030": "applies"}
    assert told(date(2027, 1, 1)) == {"worker-2026": "applies", "worker-2030": "over"}

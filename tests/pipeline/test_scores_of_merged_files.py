"""Two files put together are one score from that moment on, and stay two for every moment before; an erased person has none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import merging
from jiaxin.apps.rights.erasing import erase
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.domain.values.identity_number import check_character
from jiaxin.kit import clock
from jiaxin.portals.console.score import run
from tests.factories.street import Street

pytestmark = pytest.mark.django_db
NUMBER = "99020219700101007"
BEFORE, MERGED, SPLIT = date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 9)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), clock.CHINA) - timedelta(microseconds=1)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """Her file and a second one of the same person, in which families gave one star; both follow the ledger."""
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        made.rate(5, 5)
        (again,) = registry.enrol([registry.Claimed("样某", NUMBER + check_character(NUMBER), "12000000007")])
        made.other = again.subject
        made.say("employment", "2026-01-06", made.other, started_on="2026-01-06", employment_mode="employee")
        for n in range(4):
            made.say("rating", "2026-10-02", made.other, order_no=f"other-{n}", stars=1, rated_on="2026-10-02", verified=True)
        pipeline.turn_the_day()
        pipeline.advance()
        yield made


def go_on(street: Street, day: date) -> None:
    street.now = datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)
    pipeline.turn_the_day()
    pipeline.follow_codes()
    pipeline.advance()


def put_together(street: Street) -> int:
    street.now = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
    made = merging.merge("clerk", street.her, street.other, "核对了两份证件", original_seen=True)
    go_on(street, MERGED)
    return made


def stored_and_made(street: Street, day: date, afresh: bool) -> tuple[str, str]:
    found = scores.TimeMachine(afresh).replay(street.her, end_of(day))
    return found.stored(day), found.made(day).digest


@pytest.mark.parametrize("afresh", [False, True])
def test_a_score_of_before_is_made_again_from_her_own_file_alone(street: Street, afresh: bool) -> None:
    before = stored_and_made(street, BEFORE, afresh)
    assert before[0] == before[1] != ""
    put_together(street)
    assert stored_and_made(street, BEFORE, afresh) == before, "what was put together later was not known"
    after = stored_and_made(street, MERGED, afresh)
    assert after[0] == after[1] and after[0] != before[0]


def test_what_was_drawn_by_lot_comes_out_again_through_a_merge_and_a_split(street: Street) -> None:
    made = put_together(street)
    street.now = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
    merging.unmerge("clerk", made, "其实是姐妹")
    go_on(street, SPLIT)
    drawn = scores.draw(40, Random(1))
    assert {one.as_of for one in drawn} >= {BEFORE, MERGED, SPLIT}
    assert [one.drawn for one in scores.check(drawn) if not one.same] == []
    assert scores.TimeMachine().replay(street.her, end_of(MERGED)).others == [street.other], "whose records were opened, too"
    assert scores.TimeMachine().replay(street.her).others == []


def test_by_the_id_that_was_given_up_the_score_of_the_person_is_told(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    put_together(street)
    assert run([street.other]) == 0
    said = capsys.readouterr().out
    assert f"{street.other} 已并入 {street.her}" in said and "与当日保存的结果一致" in said


def test_of_an_erased_person_it_is_said_that_nothing_can_be_made_again(street: Street) -> None:
    erase(Actor.job("rights"), street.her)
    with pytest.raises(Refused, match=r"scoring\.erased") as why:
        scores.TimeMachine().replay(street.her)
    assert "已按本人要求删除" in why.value.said

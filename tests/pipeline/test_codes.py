"""What a code shows after it was stopped, lost, replaced or retired: read where the phone reads it, in the card file."""

from datetime import date
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiaxin import pipeline
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import actions as codes
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as the_clock
from tests.cast import CAST

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
NAME = "王*芳"
CLERK = Actor("clerk", Role.BUREAU_CLERK)
VERBS = {"suspended": "suspend", "lost": "lose", "replaced": "replace", "retired": "retire"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object, clock):
    settings.DATA = tmp_path
    with the_clock.set_clock(clock):
        yield


@pytest.fixture
def her(db: None) -> str:
    """A worker whose card is before the public."""
    person = CAST.worker
    (one,) = codes.enrol([codes.Claimed(person.name, person.id_number, person.phone)])
    said = Provenance("herself", Channel.COUNTER, "worker:1")
    clear = {"job_types": ["cleaning"], "collected_on": "2026-11-20"}
    ledger.append(
        [Fact("profile", one.subject, date(2026, 11, 20), said, (), clear, {"name": person.name}, Standing.ORIGINAL)]
    )
    codes.issue_codes([one.subject])
    pipeline.advance()
    return one.subject


def code_of(subject: str) -> str:
    return registry.codes([subject])[subject]


def page(code: str) -> tuple[str, str]:
    """(state, page) as the phone would get it; empty when nothing is there."""
    found = Reader(settings.DATA).card(key_of(code))
    return (found[0], brotli.decompress(found[3]).decode()) if found else ("", "")


def followed() -> None:
    assert pipeline.follow_codes() > 0
    assert pipeline.follow_codes() == 0, "once is enough"


@pytest.mark.parametrize(
    ("state", "says"),
    [("suspended", "这个码已暂停使用"), ("lost", "这个码已挂失"), ("replaced", "这个码已换新"), ("retired", "这个码已注销")],
)
def test_a_code_that_is_no_longer_good_says_so_and_nothing_of_her(state: str, says: str, her: str) -> None:
    code = code_of(her)
    assert page(code)[0] == "grey" and NAME in page(code)[1]
    pipeline.follow_codes()
    codes.move_code(CLERK, her, VERBS[state], "样例")
    followed()
    shown, text = page(code)
    assert shown == state
    assert says in text and NAME not in text
    pipeline.rebuild()
    assert page(code) == (shown, text)


def test_the_new_code_shows_her_and_the_old_one_that_it_was_replaced(her: str) -> None:
    old = code_of(her)
    codes.move_code(CLERK, her, "lose", "样例")
    codes.move_code(CLERK, her, "replace", "样例")
    codes.issue_codes([her])
    new = code_of(her)
    followed()
    assert new != old
    assert page(old)[0] == "replaced" and NAME not in page(old)[1]
    assert NAME in page(new)[1]
    codes.move_code(CLERK, her, "replace", "样例")
    codes.issue_codes([her])
    followed()
    assert (page(old)[0], page(new)[0]) == ("replaced", "replaced")
    assert NAME in page(code_of(her))[1]


def test_a_restored_code_shows_her_again(her: str) -> None:
    code = code_of(her)
    codes.move_code(CLERK, her, "suspend", "样例")
    followed()
    codes.move_code(CLERK, her, "restore", "样例")
    followed()
    assert NAME in page(code)[1]


def test_a_withdrawn_consent_goes_before_everything_said_of_her_present_code(her: str, clock) -> None:
    code = code_of(her)
    herself = Actor("worker:1", Role.WORKER, subject=her)
    codes.move_code(CLERK, her, "suspend", "样例")
    followed()
    clock.forward(days=1)
    intake.withdraw_consent(herself, her)
    pipeline.advance()
    assert page(code)[0] == "withdrawn" and "本人已停止展示" in page(code)[1]
    intake.resume_consent(herself, her)
    pipeline.advance()
    assert page(code)[0] == "suspended", "still stopped"
    codes.move_code(CLERK, her, "retire", "样例")
    intake.withdraw_consent(herself, her)
    pipeline.advance()
    assert page(code)[0] == "retired" and NAME not in page(code)[1]


def test_a_card_is_printed_again_before_it_goes_grey_by_itself(her: str, clock) -> None:
    key = key_of(code_of(her))
    pipeline.turn_the_day()

    def greys_on() -> int:
        found = Reader(settings.DATA).card(key)
        assert found is not None
        return found[1]

    first = greys_on()
    for day in range(1, 6):
        clock.forward(days=1)
        pipeline.turn_the_day()
        assert (greys_on() > first) is (day == 5), "two days ahead, and not every day"


def test_looking_for_codes_that_moved_walks_an_index_of_those_alone(her: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        registry.codes_moved()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
            assert "registry_code_moved" in str(cursor.fetchall())

"""Duplicates and answers in kind are put before a human; nothing is refused, delayed or decided by the machine."""

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import A_FAMILY, CLERK, FAMILY, HER, HERSELF, at

pytestmark = pytest.mark.django_db
OTHER = Actor("family:2", Role.HOUSEHOLD, subject="GGGGGGGGGGGGGGGG")


def complaint(who: Actor, about: str, number: str, topic: str = "quality") -> str:
    return actions.open_case(who, "complaint", about, number, {"topic": topic, "text": "x"}, party=who.subject)


def test_the_same_complaint_again_is_named_with_the_earlier_one() -> None:
    with at("2026-06-01"):
        first = complaint(A_FAMILY, HER, "a")
        assert actions.flag_complaint(first) == ()
        second = complaint(A_FAMILY, HER, "b")
        (said,) = actions.flag_complaint(second)
    assert "可能重复" in said and first in said
    assert queries.case(second).state == "filed" and "accept" in [s.verb for s in queries.steps_offered(CLERK, second)]


def test_another_person_another_topic_or_a_long_time_ago_is_no_duplicate() -> None:
    with at("2026-01-05"):
        complaint(A_FAMILY, HER, "a", "fee")
    with at("2026-06-01"):
        complaint(OTHER, HER, "b")
        complaint(A_FAMILY, HER, "c", "manner")
        assert actions.flag_complaint(complaint(A_FAMILY, HER, "d", "fee")) == ()


def test_a_complaint_back_is_named_and_still_handled_like_any_other() -> None:
    with at("2026-06-01"):
        complaint(HERSELF, FAMILY, "a", "wages")
        back = complaint(A_FAMILY, HER, "b")
        (said,) = actions.flag_complaint(back)
        assert "可能报复" in said
        assert actions.take_step(CLERK, back, "accept") == "answering"

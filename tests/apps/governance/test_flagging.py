"""Duplicates and answers in kind are put before a human; nothing is refused, delayed or decided by the machine."""

from datetime import date

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import A_FAMILY, CLERK, FAMILY, FIRM, HER, HERSELF, at

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


def test_what_a_hotline_passes_on_is_held_beside_what_was_filed_here_for_a_week() -> None:
    with at("2026-05-20"):
        complaint(A_FAMILY, FIRM, "old", "fee")
    with at("2026-06-01"):
        first = complaint(A_FAMILY, FIRM, "a", "fee")
        clear = {"complaint_no": "热1", "topic": "fee", "channel": "12345", "received_on": "2026-05-30"}
        ledger.append([Fact("complaint", FIRM, date(2026, 5, 30), Provenance("hotline", Channel.SHEET, "hotline"), ("热1",), clear)])
        assert actions.take_over_hotline() == 1
        passed_on = next(c for c in queries.open_cases("complaint") if c.about.startswith("hotline-"))
    flagged = next(e for e in passed_on.events if e.verb == "flag")
    assert first in str(flagged.said["suspect"]) and "1 件" in str(flagged.said["suspect"]) and passed_on.state == "filed"

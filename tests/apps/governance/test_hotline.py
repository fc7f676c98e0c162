"""A hotline's work order becomes a matter with a clock, once; what is decided, old or taken back opens nothing."""

from datetime import date

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.facts import Channel, Fact, Provenance
from tests.apps.governance.acting import CHIEF, CLERK, FIRM, at, finding

pytestmark = pytest.mark.django_db


def order(number: str, on: str, channel: str = "12345") -> None:
    clear = {"complaint_no": number, "topic": "fee", "channel": channel, "received_on": on}
    said = Provenance("hotline", Channel.SHEET, "hotline")
    ledger_actions.append([Fact("complaint", FIRM, date.fromisoformat(on), said, (number,), clear)])


def test_each_order_opens_one_matter_and_only_once() -> None:
    with at("2026-06-01"):
        order("热1", "2026-05-28")
        order("热2", "2026-05-29")
        order("店1", "2026-05-29", "company")
        assert actions.take_over_hotline() == 2
        assert actions.take_over_hotline() == 0
        assert {one.state for one in queries.open_cases("complaint")} == {"filed"}


def test_what_is_decided_or_long_past_opens_nothing() -> None:
    with at("2026-06-01"):
        order("热3", "2026-05-08")
        finding(FIRM, "热3", "2026-05-20")
        order("热4", "2026-01-08")
        assert actions.take_over_hotline() == 0


def test_its_finding_answers_the_order_under_its_own_number_and_no_second_record_is_made() -> None:
    with at("2026-06-01"):
        order("热5", "2026-05-28")
        actions.take_over_hotline()
        (case,) = queries.open_cases("complaint")
        actions.take_step(CLERK, case.id, "accept")
        assert [e.get("complaint_no") for e in ledger.facts_about(FIRM).of("complaint")] == ["热5"]
    with at("2026-06-12"):
        actions.keep_clocks(date(2026, 6, 12))
        actions.take_step(CHIEF, case.id, "dismiss", {"why": "收费合规"})
    (found,) = ledger.facts_about(FIRM).of("complaint.finding")
    assert (found.get("complaint_no"), found.get("upheld")) == ("热5", False)

"""A notice counts from the first thing that proves it reached its person; without one nothing is decided and an alarm asks for paper."""

from datetime import date

import pytest
from django.test import override_settings

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.letters import letter
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.notices.delivery import Undelivered
from jiaxin.apps.notices.models import Message
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at
from tests.cast import CAST

pytestmark = pytest.mark.django_db
PHONE = "12000000000"
SENT: list[tuple[str, str]] = []


def working(phone: str, text: str) -> str:
    SENT.append((phone, text))
    return "op-77"


def broken(phone: str, text: str) -> str:
    raise Undelivered("switched off")


@pytest.fixture
def firm():
    SENT.clear()
    with at("2026-06-01"):
        subject = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        clear = {"company_credit_code": CAST.company.credit_code, "company_name": CAST.company.name, "status": "active"}
        said = Provenance("market", Channel.FEED, "market")
        ledger.append([Fact("company.registration", subject, date(2026, 1, 5), said, (CAST.company.credit_code,), clear, {"phone": PHONE})])
        yield subject


def told(firm: str, gateway: str) -> str:
    with override_settings(SMS_GATEWAY=f"{__name__}.{gateway}"), at("2026-06-01"):
        said = {"measure": "warning", "basis": "第九条", "why": "两件", "ground": "findings"}
        case = actions.open_case(CLERK, "measure", firm, "m", said, organisation=firm)
        actions.take_step(CLERK, case, "notify")
        notices.deliver()
    return case


def decided(case: str, day: str) -> str:
    with at(day):
        return actions.take_step(OTHER_CHIEF, case, "decide", {"why": "属实"})


def test_a_company_gets_the_message_on_the_phone_of_its_registration_and_the_receipt_is_the_proof(firm: str) -> None:
    case = told(firm, "working")
    assert [phone for phone, _ in SENT] == [PHONE]
    with at("2026-06-02"):
        assert actions.note_service() == 1 and actions.note_service() == 0
    served = queries.case(case).events[-1]
    assert (served.verb, served.said["proof"]) == ("serve", "sms") and "op-77" in str(served.said["receipt"])
    with pytest.raises(Refused, match="2026-06-09"):
        decided(case, "2026-06-09")
    assert decided(case, "2026-06-10") == "in_force"


def test_a_message_that_failed_proves_nothing_and_the_effect_cannot_be_written(firm: str) -> None:
    case = told(firm, "broken")
    with at("2026-06-30"):
        assert actions.note_service() == 0
        assert queries.offering(OTHER_CHIEF, queries.case(case)).answer_until is None
    with pytest.raises(Refused, match=r"effect\.not-served"):
        decided(case, "2026-06-30")
    (clock,) = queries.case(case).deadlines[:1]
    assert (clock.verb, str(clock.due.on)) == ("serve", "2026-06-08"), "five working days, then the list of what is due asks for paper"
    assert queries.overdue(date(2026, 6, 8)) == 0 and queries.overdue(date(2026, 6, 9)) == 1


def test_served_on_paper_with_the_paper_and_by_nobody_from_memory(firm: str) -> None:
    case = told(firm, "broken")
    with at("2026-06-03"):
        for said, code in (({"proof": "sms"}, r"serve\.proof"), ({"proof": "电子送达"}, r"serve\.proof"), ({"proof": "counter"}, r"serve\.evidence"), ({}, r"procedure\.needs")):
            with pytest.raises(Refused, match=code):
                actions.take_step(CLERK, case, "serve", said)
        with pytest.raises(Refused, match=r"serve\.proof"):
            actions.take_step(Actor.job("service"), case, "serve", {"proof": "counter", "evidence": "0" * 64})
        actions.take_step(CLERK, case, "serve", {"proof": "counter", "evidence": "0" * 64, "receipt": "签收单1号"})
        with pytest.raises(Refused, match=r"procedure\.used-up"):
            actions.take_step(CLERK, case, "serve", {"proof": "post", "evidence": "0" * 64})
    with pytest.raises(Refused, match="2026-06-10"):
        decided(case, "2026-06-10")
    assert decided(case, "2026-06-11") == "in_force"


def test_opened_in_the_portal_is_read_and_served_and_only_by_whom_it_is_about(firm: str) -> None:
    case = told(firm, "broken")
    stranger = Actor("other", Role.COMPANY_MANAGER, "DDDDDDDDDDDDDDDD")
    with at("2026-06-04"):
        actions.opened_by_her(stranger, case)
        actions.opened_by_her(CHIEF, case)
        assert Message.objects.filter(read_at=None, subject=firm).count() == 1
        actions.opened_by_her(Actor("manager", Role.COMPANY_MANAGER, firm), case)
    served = queries.case(case).events[-1]
    assert (served.verb, served.said["proof"], str(served.on)) == ("serve", "read", "2026-06-04")
    assert decided(case, "2026-06-12") == "in_force"


def test_the_letter_counts_from_receipt_and_the_record_says_the_day_it_was_served(firm: str) -> None:
    from jiaxin.apps.ledger import queries as record

    case = told(firm, "working")
    assert "自收到本告知书之日起 5 个工作日内" in " ".join(words for _, words in letter(case, 2, "x", "样例区商务局").parts)
    with at("2026-06-03"):
        actions.note_service()
    decided(case, "2026-06-11")
    (measure,) = record.facts_about(firm).of("measure")
    assert (measure.get("notified_on"), measure.get("heard_through")) == ("2026-06-03", "2026-06-10")

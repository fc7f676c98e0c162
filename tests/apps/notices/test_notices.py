import pytest
from django.db import connection

from jiaxin.apps.access import actions as access
from jiaxin.apps.access import vault
from jiaxin.apps.notices import actions, delivery, queries
from jiaxin.apps.notices.wording import WORDINGS, worded
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
JOB = Actor.job("lapse")
SENT: list[tuple[str, str]] = []


def gateway(phone: str, text: str) -> str:
    SENT.append((phone, text))
    return f"r{len(SENT)}"


def broken_gateway(phone: str, text: str) -> str:
    raise delivery.Undelivered


@pytest.fixture(autouse=True)
def nothing_sent():
    SENT.clear()


def test_a_message_to_a_phone_waits_and_is_then_in_the_outbox():
    actions.tell(JOB, "claim.awaiting", {"who": "样例安心家政", "days": "30"}, subject="subjecta", phone="15412345678")
    assert queries.outbox() == []
    assert actions.deliver() == 1
    (told,) = queries.outbox()
    assert told.phone == "15412345678"
    assert "样例安心家政为您登记" in told.text
    assert actions.deliver() == 0


def test_a_gateway_gets_each_message_once(settings):
    settings.SMS_GATEWAY = "tests.apps.notices.test_notices.gateway"
    actions.tell(JOB, "claim.lapsed", {}, phone="15412345678")
    assert (actions.deliver(), actions.deliver(), len(SENT)) == (1, 0, 1)
    assert SENT[0][0] == "15412345678"
    assert queries.outbox() == []


def test_what_the_gateway_does_not_take_is_marked_failed(settings):
    settings.SMS_GATEWAY = "tests.apps.notices.test_notices.broken_gateway"
    actions.tell(JOB, "claim.lapsed", {}, subject="subjecta", phone="15412345678")
    assert actions.deliver() == 0
    assert [told.state for told in queries.messages_of("subjecta")] == ["failed"]


def test_a_message_to_her_page_is_hers_to_read():
    number = actions.tell(JOB, "claim.confirmed", {}, subject="subjecta")
    actions.mark_read(Actor("b", Role.WORKER, subject="subjectb"), number)
    assert [told.read_at for told in queries.messages_of("subjecta")] == [None]
    actions.mark_read(Actor("a", Role.WORKER, subject="subjecta"), number)
    assert queries.messages_of("subjecta")[0].read_at is not None
    assert queries.messages_of("subjectb") == []
    assert queries.messages_of("") == []


def test_the_text_goes_with_the_person():
    actions.tell(JOB, "claim.confirmed", {}, subject="subjecta", phone="15412345678")
    vault.destroy(["subjecta"], "erasure")
    (told,) = queries.messages_of("subjecta")
    assert (told.phone, told.text) == ("", "")
    assert actions.deliver() == 0


def test_neither_number_nor_text_is_in_clear():
    actions.tell(JOB, "sign-in.code", {"code": "135790", "minutes": "5"}, phone="15412345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_message")
        kept = b"|".join(bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode() for v in cursor.fetchone())
    assert b"135790" not in kept
    assert b"15412345678" not in kept


def test_a_message_needs_somebody_and_all_its_words():
    with pytest.raises(ValueError, match="whom"):
        actions.tell(JOB, "claim.lapsed", {})
    with pytest.raises(KeyError):
        worded("sign-in.code", {"code": "1"})


def test_every_wording_names_the_sender_and_fits_two_text_messages():
    for text in WORDINGS.values():
        assert text.startswith("【家信】")
        assert len(text) <= 134


def test_who_may_not_tell_is_refused(db):
    with pytest.raises(Refused):
        actions.tell(Actor("e", Role.EVALUATOR), "claim.lapsed", {}, phone="15412345678")
    assert access.require(JOB, "notices:message:tell") is None

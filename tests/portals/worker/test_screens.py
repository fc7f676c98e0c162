"""本人的页面 — she confirms, gets a code, stops being shown and is shown again; nobody else may."""

import pytest
from django.conf import settings

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def herself():
    landed(signed_in(manager()))
    subject = registry.by_id_number("340210196208189367")
    phone = registry.people([subject])[subject].phone
    actor = access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=phone)
    return signed_in(actor), subject


def waiting(client) -> list[str]:
    return [one["id"] for one in client.get("/me/").context["awaiting"]]


def shown(subject: str) -> str:
    card = Reader(settings.DATA).card(key_of(registry.codes([subject])[subject]))
    return card[0] if card else ""


def test_she_confirms_stops_and_is_shown_again(herself):
    client, subject = herself
    page = client.get("/me/").content.decode()
    assert "请您核对" in page and "样例瑞瑞家政服务有限公司" in page
    assert client.post("/me/confirm", {"claim": waiting(client)}).status_code == 302
    pipeline.advance()
    assert client.get("/me/code.svg")["Content-Type"] == "image/svg+xml"
    live = shown(subject)
    card = client.get("/me/card")
    assert card.status_code == 200 and "金*静" in card.content.decode()
    assert "sha256-" in card["Content-Security-Policy"] and "frame-ancestors 'self'" in card["Content-Security-Policy"]
    assert live and live != "withdrawn"
    for verb, wanted in (("stop", "withdrawn"), ("resume", live), ("stop", "withdrawn")):
        client.post(f"/me/showing/{verb}")
        pipeline.advance()
        assert shown(subject) == wanted, verb


def test_what_she_refuses_is_gone(herself):
    client, subject = herself
    (claim,) = waiting(client)
    client.post("/me/refuse", {"claim": claim})
    assert waiting(client) == []
    kinds = {e.fact.kind for e in ledger.facts_about(subject, with_claims=True).entries}
    assert "profile" not in kinds


def test_she_sees_who_looked_and_the_company_cannot_open_her_pages(herself):
    client, subject = herself
    company = registry.employers([subject])[subject]
    clerk = access.set_up_account(console_actor(), "clerk", Role.COMPANY_CLERK, organisation=company)
    signed_in(clerk).get(f"/company/workers/{subject}")
    client.get("/me/")
    assert "查看信用档案" in client.get("/me/looks").content.decode()
    stranger = signed_in(access.set_up_account(console_actor(), "other", Role.HOUSEHOLD))
    for address in ("/me/code.svg", "/me/card", "/company/", "/company/workers"):
        assert stranger.get(address).status_code == 404, address

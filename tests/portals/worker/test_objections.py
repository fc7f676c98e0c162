"""异议 — any record of hers in two taps: open the line, tap the reason; it is marked at once."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.ledger import actions as recording
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Role
from jiaxin.domain.records.kind import kinds
from jiaxin.kit import clock
from tests.factories.records import a_fact
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
KINDS = ("health.check", "training", "insurance", "skill.certificate", "employment")


@pytest.fixture
def her(own_data):  # noqa: F811 - the fixture
    """(her browser, her id) with one record of each kind, as a company's list and her own yes left them."""
    landed(signed_in(manager()))
    subject = registry.by_id_number("340210196208189367")
    client = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=registry.people([subject])[subject].phone))
    client.post("/me/confirm", {"claim": [one["id"] for one in client.get("/me/").context["awaiting"]]})
    there = {e.fact.kind for e in ledger.facts_about(subject).entries}
    said = Provenance("herself", Channel.PHONE, "p-her")
    for code in KINDS:
        if code not in there:
            drawn = a_fact(code)
            recording.append([Fact(code, subject, min(drawn.happened_on, clock.today()), said, drawn.key, drawn.clear, drawn.sealed, Standing.PHONE)])
    pipeline.advance()
    return client, subject


@pytest.mark.parametrize("code", KINDS)
def test_a_reason_tapped_is_an_objection(her, code: str) -> None:
    client, subject = her
    label = kinds()[code].label
    page = client.get("/me/cases")
    record = next(one for one in page.context["records"] if one.label == label)
    assert f'name="why" value="{page.context["whys"][0]}"' in page.content.decode()
    answer = client.post("/me/cases/object", {"entry": record.entry, "why": ["日期不对", ""]})
    assert answer.status_code == 302
    assert record.entry in ledger.facts_about(subject).disputed
    assert "日期不对" in client.get(answer["Location"]).content.decode()
    assert next(one for one in client.get("/me/cases").context["records"] if one.entry == record.entry).disputed
    assert f"{label} · " in (told := signed_in(manager()).get(f"/company/workers/{subject}").content.decode()) and "· 异议中" in told


def test_a_spell_names_its_company_and_rights_lead_here(her) -> None:
    client, _ = her
    spell = next(one for one in client.get("/me/cases").context["records"] if one.label == "用工关系")
    assert "样例瑞瑞家政服务有限公司" in spell.said
    assert "/me/cases#records" in client.get("/me/rights").content.decode()

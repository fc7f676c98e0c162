"""凭证原件 — what is kept of originals opens from her file: with a purpose, a fresh proof and a receipt, to who may see all it shows."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.access.models import Read
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.permissions import Role
from tests.factories.pictures import jpeg
from tests.portals.company.test_papers import CHENG, accepted, handed_in, her, herself
from tests.portals.office.officers import desk, fresh
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject() -> str:
    """She has a health certificate that her company said and handed in, and that she has not confirmed."""
    client = signed_in(manager())
    landed(client)
    accepted(client, handed_in(client, {"健康证/程敏.jpg": jpeg(1)}))
    return her(CHENG)


def name_of(subject: str) -> str:
    return str(next(e for e in ledger.history_of_many([subject])[subject] if e.fact.kind == "attestation").get("evidence"))


def test_it_opens_with_a_purpose_a_fresh_proof_and_a_receipt(subject: str) -> None:
    client, address, name = desk(Role.BUREAU_CLERK), f"/office/workers/{subject}/evidence", name_of(subject)
    page = client.get(f"/office/workers/{subject}").content.decode()
    assert "凭证原件" in page and "健康体检（2026-06-11）" in page and "交来凭证：健康体检" in page
    assert "again" in client.post(address, {"name": name, "purpose": "核对健康证"})["Location"]
    client = fresh(client)
    assert client.post(address, {"name": name, "purpose": "看"}).status_code == 409
    assert not Read.objects.filter(purpose__startswith="查看健康体检").exists()
    answer = client.post(address, {"name": name, "purpose": "核对健康证"})
    assert answer.status_code == 200 and "data:image/jpeg;base64," in answer.content.decode() and "no-store" in answer["Cache-Control"]
    (receipt,) = Read.objects.filter(purpose__startswith="查看健康体检")
    assert receipt.purpose.endswith("核对健康证") and set(receipt.fields.split()) == {"contact", "identity", "health"}
    assert client.get(address).status_code == 405
    assert client.post(address, {"name": "0" * 64, "purpose": "核对健康证"}).status_code == 404
    assert client.post(address, {"name": f"../{name}", "purpose": "核对健康证"}).status_code == 404


def test_who_may_not_see_health_or_a_claim_finds_nothing_to_open(subject: str) -> None:
    name = name_of(subject)
    for role in (Role.POLICE, Role.MARKET):
        client = fresh(desk(role, organisation=role.value))
        assert client.post(f"/office/workers/{subject}/evidence", {"name": name, "purpose": "核对健康证"}).status_code in (403, 404)
        seen = client.get(f"/office/workers/{subject}")
        assert name not in seen.content.decode() and "看哪一份" not in seen.content.decode()


def test_it_is_gone_when_she_says_that_the_record_is_not_hers(subject: str) -> None:
    name, client = name_of(subject), fresh(desk(Role.BUREAU_CLERK))
    (record,) = ledger.facts_about(subject, with_claims=True).of("health.check")
    intake.refuse(herself(subject), subject, record.fact.claim)
    pipeline.advance()
    assert client.post(f"/office/workers/{subject}/evidence", {"name": name, "purpose": "核对健康证"}).status_code == 404
    assert "看哪一份" not in client.get(f"/office/workers/{subject}").content.decode()


def test_a_signature_given_at_the_counter_opens_too(subject: str) -> None:
    from tests.portals.office.officers import officer

    clerk = officer(Role.BUREAU_CLERK, "window")
    kept = intake.keep_evidence(clerk, subject, jpeg(7), "paper")
    intake.confirm(clerk, subject, "paper", [kept])
    pipeline.advance()
    client = fresh(signed_in(clerk))
    assert "授权书扫描件" in client.get(f"/office/workers/{subject}").content.decode()
    assert "data:image/jpeg" in client.post(f"/office/workers/{subject}/evidence", {"name": kept, "purpose": "核对授权书"}).content.decode()
    assert "data:image/jpeg" in client.post(f"/office/workers/{subject}/evidence", {"name": name_of(subject), "purpose": "核对健康证"}).content.decode(), "confirmed, it stays"


def test_what_a_grid_worker_photographed_at_the_door_opens_in_the_office() -> None:
    from jiaxin.apps.registry import queries as registry
    from tests.portals.field.doors import Phone, person, record, seats

    grid, _ = seats()
    assert Phone(grid).sends(record(1, photos=3)).json()["state"] == "landed"
    pipeline.advance()
    subject = registry.by_id_number(person(1)["id_number"]) or ""
    client = fresh(desk(Role.BUREAU_CLERK))
    page = client.get(f"/office/workers/{subject}").content.decode()
    assert page.count("<option value") >= 3 and "上门签名" in page and "上门拍摄的证件" in page
    (said, *_) = ledger.facts_about(subject).of("claim.confirmed")
    for name in said.fact.provenance.evidence:
        assert "data:image/" in client.post(f"/office/workers/{subject}/evidence", {"name": name, "purpose": "核对上门材料"}).content.decode()

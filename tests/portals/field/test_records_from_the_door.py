"""A record from the door lands once, waits for the street where it meets a file differently, or goes back with the reason."""

import pytest

from jiaxin.apps.access.models import Read
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.intake.models import Batch, Claim, FieldRecord
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import Subject
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.portals.field.doors import Phone, person, record, seats
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    grid, officer = seats()
    return Phone(grid), signed_in(officer)


def workers() -> int:
    return Subject.objects.filter(kind="worker").count()


def test_a_record_lands_once_confirmed_by_her_signature(street) -> None:
    phone, _ = street
    said = record(1, photos=3)
    first, again = phone.sends(said), phone.sends(said)
    assert first.status_code == 200, first.content.decode()
    assert first.json()["state"] == again.json()["state"] == "landed", first.json()
    assert (workers(), FieldRecord.objects.count(), Batch.objects.count()) == (1, 1, 1)
    subject = registry.by_id_number(person(1)["id_number"])
    assert set(Claim.objects.filter(subject=subject).values_list("state", flat=True)) == {"confirmed"}
    facts = ledger.facts_about(subject)
    assert facts.latest("profile").get("phone") == person(1)["phone"]
    assert facts.latest("consent").get("signed_on") == clock.today().isoformat()
    (confirmed, *_) = facts.of("claim.confirmed")
    assert confirmed.fact.provenance.channel == "field"
    assert len(confirmed.fact.provenance.evidence) == 3  # her signature and two papers; her face is a fact of its own
    assert all(intake.kept_evidence(subject, name) for name in confirmed.fact.provenance.evidence)
    assert facts.latest("photo") is not None
    assert bytes(FieldRecord.objects.get().sealed) == b""


def test_a_fault_keeps_nothing_and_names_the_answer(street) -> None:
    phone, _ = street
    wrong = phone.sends(record(1, id_number="340212197506069129", phone="12")).json()
    assert wrong["state"] == "faulty"
    assert {one["field"] for one in wrong["remarks"]} >= {"id_number", "phone"}
    assert all(one["said"] and one["do_this"] for one in wrong["remarks"])
    assert phone.sends(record(1, company_credit_code="91340104MA00TEWT4Y")).json()["remarks"][0]["field"] == "company_credit_code"
    assert phone.sends(record(1, name="")).json()["remarks"][0]["field"] == "name"
    assert (workers(), FieldRecord.objects.count(), Batch.objects.count()) == (0, 0, 0)
    assert phone.sends(record(1)).json()["state"] == "landed"  # mended, under the same key


@pytest.mark.parametrize(
    "broken",
    [{"signature": ""}, {"photos": [{"kind": "face", "data": "data:image/jpeg;base64,AAAA"}]}, {"captured_on": "2999-01-01"}, {"answers": []},
     {"photos": [{"kind": "face", "data": ""}] * 4}, {"key": "x"}, {"claims": [1]}],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(street, broken) -> None:
    phone, _ = street
    answer = phone.sends(record(1) | broken)
    assert answer.status_code == 409
    assert answer.json()["said"]
    assert answer.json()["do_this"]
    assert workers() == 0


def test_one_key_is_one_record(street) -> None:
    phone, _ = street
    phone.sends(record(1))
    other = record(2) | {"key": record(1)["key"]}
    assert phone.sends(other).json()["code"] == "field.key-used"
    assert workers() == 1


def test_what_differs_waits_side_by_side_and_the_street_decides(street) -> None:
    phone, officer = street
    phone.sends(record(1))
    differs = record(2, **person(1) | {"phone": "15412349999"})
    assert phone.sends(differs).json()["state"] == "waiting"
    assert phone.sends(differs).json()["state"] == "waiting"  # sent twice it waits once
    subject = registry.by_id_number(person(1)["id_number"])
    seen = Read.objects.count()
    page = officer.get(f"/field/records/{differs['key']}")
    assert page.context["lines"] == [("手机号", person(1)["phone"], "15412349999")]
    assert Read.objects.count() > seen
    assert phone.client.post(f"/field/records/{differs['key']}/do/take").status_code == 403
    assert officer.post(f"/field/records/{differs['key']}/do/take").status_code == 302
    assert ledger.facts_about(subject).latest("profile").get("phone") == "15412349999"
    assert workers() == 1
    (state,) = [one for one in phone.hears().json()["states"] if one["key"] == differs["key"]]
    assert state["state"] == "landed"


def test_sent_back_with_a_reason_it_is_mended_under_its_key(street) -> None:
    phone, officer = street
    phone.sends(record(1))
    differs = record(2, **person(1) | {"residence_address": "样例东街道别处9号"})
    phone.sends(differs)
    where = f"/field/records/{differs['key']}/do/send-back"
    assert officer.post(where, {"why": ""}).status_code == 409
    officer.post(where, {"why": "门牌号请再核对"})
    (state,) = [one for one in phone.hears().json()["states"] if one["key"] == differs["key"]]
    assert (state["state"], state["why"]) == ("returned", "门牌号请再核对")
    mended = differs | {"answers": person(1)}
    assert phone.sends(mended).json()["state"] == "landed"


def test_a_different_name_under_her_number_is_not_taken_here(street) -> None:
    phone, officer = street
    phone.sends(record(1))
    other = record(2, **person(1) | {"name": "亓不同"})
    assert phone.sends(other).json()["state"] == "waiting"
    assert officer.post(f"/field/records/{other['key']}/do/take").status_code == 409
    assert officer.post(f"/field/records/{other['key']}/do/keep", {"why": "证件看错了"}).status_code == 302
    assert registry.people([registry.by_id_number(person(1)["id_number"])]).popitem()[1].name == person(1)["name"]


def test_a_stopped_phone_is_refused_and_learns_so_without_a_sign_in(street, client) -> None:
    phone, officer = street
    assert client.get(f"/field/phone/{phone.id}").json() == {"stopped": False}
    assert officer.post(f"/field/phones/{phone.id}/stop", {"why": "手机丢失"}).status_code == 302
    assert client.get(f"/field/phone/{phone.id}").json() == {"stopped": True}
    assert phone.sends(record(1)).json()["code"] == phone.hears().json()["code"] == "field.phone-stopped"
    assert workers() == 0


def test_another_street_and_another_hand_see_nothing(street) -> None:
    phone, _ = street
    far_grid, far_officer = seats("349912002", "样例西街道")
    phone.sends(record(1))
    phone.sends(record(2, **person(1) | {"phone": "15412349999"}))
    far, key = signed_in(far_officer), record(2)["key"]
    assert far.get(f"/field/records/{key}").status_code == 404
    assert far.post(f"/field/records/{key}/do/take").status_code == 404
    assert far.post(f"/field/phones/{phone.id}/stop", {"why": "x"}).status_code == 404
    elsewhere = Phone(far_grid)
    assert elsewhere.sends(record(1)).status_code == 404
    stolen = elsewhere.client.post("/field/record", record(3), content_type="application/json", headers={"X-Phone": phone.id, "Accept": "application/json"})
    assert stolen.json()["code"] == "field.phone-unknown"


def test_nobody_decides_for_ever(street, monkeypatch) -> None:
    phone, _ = street
    phone.sends(record(1))
    phone.sends(record(2, **person(1) | {"phone": "15412349999"}))
    later = clock.now().replace(year=clock.now().year + 1)
    with clock.set_clock(lambda: later):
        assert actions.expire_field_records(clock.today()) == 1
    row = FieldRecord.objects.get(key=record(2)["key"])
    assert (row.state, bytes(row.sealed)) == ("expired", b"")


def test_a_worker_has_no_such_door(street) -> None:
    phone, _ = street
    with pytest.raises(Refused, match="没有找到"):
        actions.submit_field_record(Actor("worker:1", Role.WORKER, subject="X"), phone.id, "0" * 32, {})

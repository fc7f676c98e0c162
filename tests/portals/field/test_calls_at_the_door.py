"""Company, street, grid: what a company says waits on the list of its grid, and she confirms it at her door."""

from hashlib import sha256

import pytest

from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.access.queries import who_looked
from jiaxin.apps.intake.models import Claim, FieldRecord
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.field.calls import building_of
from jiaxin.kit import clock
from tests.portals.field.doors import GRID, STREET, Phone, picture, seats
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    """A roster has landed; three of its people live in the grid, one elsewhere."""
    grid, _ = seats()
    landed(signed_in(manager()))
    subjects = list(WorkerFile.objects.order_by("subject").values_list("subject", flat=True))
    WorkerFile.objects.filter(subject__in=subjects[:3]).update(street=STREET, grid=GRID)
    WorkerFile.objects.filter(subject__in=subjects[3:]).update(street="349912009", grid="")
    return Phone(grid), subjects


def listed(phone: Phone):
    return phone.client.get("/field/assigned", headers={"Accept": "application/json"}).json()["assigned"]


def call(subject: str, outcome: str, **more) -> dict:
    key = sha256(f"{subject} {outcome}".encode()).hexdigest()[:32]
    return {"key": key, "outcome": outcome, "subject": subject, "captured_on": clock.today().isoformat(), "claims": [], "signature": ""} | more


def test_the_list_holds_the_grid_alone_and_leaves_receipts(phone) -> None:
    hand, subjects = phone
    found = listed(hand)
    assert {one["subject"] for one in found} == set(subjects[:3])
    assert all(one["name"] and one["claims"] and one["lines"] for one in found)
    assert {one["source"] for one in found} == {"样例瑞瑞家政服务有限公司"}
    assert set(ReadSubject.objects.values_list("subject", flat=True)) >= set(subjects[:3])


def test_what_somebody_took_back_the_purpose_of_is_not_carried_to_her_door(phone) -> None:
    hand, _ = phone
    health = {one["subject"]: next(line["said"] for line in one["lines"] if line["label"].startswith("健康")) for one in listed(hand)}
    her = next(subject for subject, said in health.items() if "体检日期" in said)
    WorkerFile.objects.filter(subject=her).update(refused=["health"])
    after = {one["subject"]: {line["label"]: line["said"] for line in one["lines"]} for one in listed(hand)}
    label = next(label for label in after[her] if label.startswith("健康"))
    assert "体检日期" not in str(after[her]) and "不显示" in after[her][label]
    assert all(after[one][label] == said for one, said in health.items() if one != her)
    assert "health" not in who_looked(her, 1)[0].fields and "health" in who_looked(next(s for s in health if s != her), 1)[0].fields


def test_she_confirms_what_she_was_shown_with_her_signature(phone) -> None:
    hand, _ = phone
    one = listed(hand)[0]
    said = call(one["subject"], "filed", claims=one["claims"], signature=picture(kind="PNG"))
    assert hand.sends(said).json() == hand.sends(said).json() == {"state": "landed", "said": "已建档", "remarks": []}
    assert set(Claim.objects.filter(subject=one["subject"]).values_list("state", flat=True)) == {"confirmed"}
    (confirmed,) = ledger.facts_about(one["subject"]).of("claim.confirmed")
    assert (confirmed.fact.provenance.channel, confirmed.get("grid")) == ("field", GRID)
    assert one["subject"] not in {left["subject"] for left in listed(hand)}


def test_without_a_signature_nothing_is_confirmed(phone) -> None:
    hand, _ = phone
    one = listed(hand)[0]
    assert hand.sends(call(one["subject"], "filed", claims=one["claims"])).status_code == 409
    assert not FieldRecord.objects.exists()
    assert not Claim.objects.filter(state="confirmed").exists()


@pytest.mark.parametrize("outcome", ["refused", "absent", "moved", "not_in_trade"])
def test_how_a_call_ended_is_kept_once_and_changes_no_file(phone, outcome: str) -> None:
    hand, subjects = phone
    for _ in range(2):
        assert hand.sends(call(subjects[0], outcome)).json()["state"] == "landed"
    assert FieldRecord.objects.count() == 1
    assert {one["subject"]: one["outcome"] for one in listed(hand)}[subjects[0]] == outcome
    assert set(Claim.objects.filter(subject=subjects[0]).values_list("state", flat=True)) == {"awaiting"}


def test_nobody_is_called_on_out_of_reach(phone) -> None:
    hand, subjects = phone
    assert hand.sends(call(subjects[-1], "absent")).status_code == 404
    assert hand.sends(call("nobody", "absent")).status_code == 404
    assert hand.sends(call(subjects[0], "eaten")).status_code == 409


@pytest.mark.parametrize(
    ("address", "building"),
    [("样例东街道样例路12号3幢402室", "样例东街道样例路12号3幢"), ("样例路12号", "样例路12号"), ("样例里5号楼2单元", "样例里5号楼"), ("样例村", "样例村")],
)
def test_doors_are_grouped_by_building(address: str, building: str) -> None:
    assert building_of(address) == building

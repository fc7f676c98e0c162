"""同图疑点 — one picture under two persons, found whichever way it came in, looked at by a person, and nothing follows by itself."""

import pytest

from jiaxin.apps.access.models import Read
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.models import PictureMark
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.permissions import Role
from tests.factories.pictures import jpeg
from tests.portals.company.test_papers import CHENG, WEI, accepted, handed_in, her, herself
from tests.portals.office.officers import desk, fresh
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[str, str]:
    """Two of a company: the one took the photo of herself that was handed in for the other."""
    client = signed_in(manager())
    landed(client)
    accepted(client, handed_in(client, {"程敏照片.jpg": jpeg(1)}))
    intake.attach_photo(herself(her(WEI)), her(WEI), jpeg(1))
    return her(WEI), her(CHENG)


def test_it_is_listed_compared_with_receipts_and_found_by_a_person(pair) -> None:
    size, client = ledger.checkpoint().size, fresh(desk(Role.BUREAU_CLERK))
    page = client.get("/office/twins").content.decode()
    assert "韦*月" in page and "程*" in page and "待核查" in page
    (mark,) = PictureMark.objects.exclude(twin="")
    assert (mark.subject, mark.twin) == pair
    address = f"/office/twins/{mark.pk}"
    assert "data:image" not in client.get(address).content.decode()
    assert client.post(address, {"purpose": "看"}).status_code == 409
    shown = client.post(address, {"purpose": "核查同图线索"})
    assert shown.content.decode().count("data:image/jpeg;base64,") == 2 and "no-store" in shown["Cache-Control"]
    assert Read.objects.get(purpose__startswith="核查同图照片").fields == "contact"
    assert client.post(f"{address}/find", {"finding": "guilty"}).status_code == 409
    assert client.post(f"{address}/find", {"finding": "mistaken"}).status_code == 302
    assert "没有待核查的线索" in client.get("/office/twins").content.decode()
    assert "放错了人" in client.get("/office/twins?decided=1").content.decode()
    assert client.get("/office/twins.xlsx").status_code == 405
    assert client.post("/office/twins.xlsx", {"purpose": "专项核查材料"}).content.startswith(b"PK")
    assert ledger.checkpoint().size == size, "nothing is written about anybody"


def test_who_does_not_look_into_suspicions_sees_none_of_it(pair) -> None:
    (mark,) = PictureMark.objects.exclude(twin="")
    for client in (desk(Role.LABOUR, organisation="labour"), signed_in(manager())):
        assert {client.get("/office/twins").status_code, client.get(f"/office/twins/{mark.pk}").status_code} <= {403, 404}
        assert client.post(f"/office/twins/{mark.pk}/find", {"finding": "chance"}).status_code in (403, 404)


def test_a_photo_that_she_refuses_is_no_longer_compared(pair) -> None:
    _, cheng = pair
    (photo,) = ledger.facts_about(cheng, with_claims=True).of("photo")
    intake.refuse(herself(cheng), cheng, photo.fact.claim)
    assert not PictureMark.objects.filter(subject=cheng).exists()
    intake.forget_person(intake_job(), [her(WEI)], [])
    assert not PictureMark.objects.exists()


def intake_job():
    from jiaxin.domain.permissions import Actor

    return Actor.job("erase")


def test_photos_kept_before_pictures_were_compared_get_their_likeness_once(pair) -> None:
    before = {(one.subject, one.claim): (bytes(one.likeness), one.twin) for one in PictureMark.objects.all()}
    PictureMark.objects.all().delete()
    told: list[tuple[int, int]] = []
    found = intake.mark_kept_photos(lambda done, of: told.append((done, of)))
    assert (found.made, found.there, found.gone, found.twins) == (2, 0, 0, 1) and told[-1][0] == told[-1][1]
    after = {(one.subject, one.claim): bytes(one.likeness) for one in PictureMark.objects.all()}
    assert after.keys() == before.keys()
    assert all((int.from_bytes(after[k], "big") ^ int.from_bytes(before[k][0], "big")).bit_count() <= 8 for k in after)
    again = intake.mark_kept_photos()
    assert (again.made, again.there) == (0, 2) and PictureMark.objects.count() == 2

"""我的证件 — what is missing is said with its next step; handed in by phone, compared by an officer, filed or sent back."""

import base64
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as kept
from jiaxin.apps.intake.models import OwnPaper
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.field.doors import STREET, person, picture, seats
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
HERS = {name: value for name, value in person(1).items() if name != "phone"}
AGREED = ["filing", "publication", "health"]


def photo(place: bool = False) -> SimpleUploadedFile:
    data = base64.b64decode(picture(400).partition(",")[2])
    if place:
        out, exif = BytesIO(), Image.Exif()
        exif[0x010F] = "SAMPLE CAMERA"
        Image.open(BytesIO(data)).save(out, "JPEG", exif=exif)
        data = out.getvalue()
        assert b"SAMPLE CAMERA" in data
    return SimpleUploadedFile("x.jpg", data, "image/jpeg")


@pytest.fixture
def filed(own_data):  # noqa: F811 - the fixture
    """(her browser, her id, the browser of the officer of her street)."""
    _, officer = seats()
    her = signed_in(access.set_up_account(console_actor(), "p-1", Role.WORKER, phone=person(1)["phone"]))
    assert her.post("/me/file", HERS | {"purpose": AGREED}).status_code == 302
    pipeline.advance()
    return her, registry.by_id_number(HERS["id_number"]), signed_in(officer)


def health(**changed: object) -> dict[str, object]:
    return {"health_class": "居家家政服务员", "health_checked_on": (clock.today() - timedelta(days=30)).isoformat(), "health_hospital": "样例区医院"} | changed


def handed(client, word: str, **said: object):
    key = client.get(f"/me/papers/new/{word}").context["key"]
    return client.post(f"/me/papers/new/{word}", said | {"key": key})


def waiting(officer) -> list[str]:
    return [one.key for one, _ in officer.get("/office/papers").context["rows"] if one.state == "waiting"]


def test_home_says_what_is_missing_and_who_mends_it(filed) -> None:
    her, _, _ = filed
    page = her.get("/me/")
    told = {one.label: one for one in page.context["steps"]}
    assert told["健康证明"].href == "/me/papers/new/health"
    assert told["保险"].href == "/me/papers/new/insurance"
    assert told["背景核查"].word == "您没有同意" and told["背景核查"].href == "/me/consents"
    assert not told["身份核验"].href and "由商务局送公安机关核验" in told["身份核验"].do_this
    assert "还缺什么" in page.content.decode()


def test_a_health_check_is_handed_in_compared_and_filed(filed) -> None:
    her, subject, officer = filed
    assert handed(her, "health", **health(), photo=photo(place=True)).status_code == 302
    told = {one.label: one for one in her.get("/me/").context["steps"]}
    assert told["健康证明"].do_this == "您已经交了，等核对；核对后入档。"
    assert not ledger.facts_about(subject).of("health.check"), "nothing stands before an officer has looked"
    (key,) = waiting(officer)
    before = ReadSubject.objects.filter(subject=subject).count()
    page = officer.get(f"/office/papers/{key}")
    assert person(1)["name"] in page.content.decode() and "居家家政服务员" in page.content.decode()
    assert ReadSubject.objects.filter(subject=subject).count() > before, "she sees that somebody looked"
    assert officer.post(f"/office/papers/{key}/do/take").status_code == 302
    (entry,) = ledger.facts_about(subject).of("health.check")
    assert entry.fact.standing is Standing.PHONE and entry.get("health_class") == "live_in" and entry.get("valid_through")
    (name,) = entry.fact.provenance.evidence
    kept_photo = kept.kept_evidence(subject, name)
    assert kept_photo and not Image.open(BytesIO(kept_photo)).getexif(), "what the camera wrote is gone"
    assert "健康证明" not in {one.label for one in her.get("/me/").context["steps"]}
    assert "已入档" in her.get("/me/papers").content.decode()
    assert officer.post(f"/office/papers/{key}/do/take").status_code == 409, "decided once"
    assert bytes(OwnPaper.objects.get(key=key).sealed) == b""


def test_every_kind_lands_as_its_record(filed) -> None:
    her, subject, officer = filed
    day = (clock.today() - timedelta(days=9)).isoformat()
    forms = {
        "skill": {"skill_name": "家政服务员", "skill_number": "S340299000001264000012", "skill_level": "四级"},
        "insurance": {"insurance_kind": "家政责任险", "insurance_until": (clock.today() + timedelta(days=200)).isoformat(), "insurance_policy": "YL2026000123"},
        "training": {"training_name": "家政服务员岗前培训", "training_on": day, "training_hours": "24", "provider": "样例职业培训学校"},
    }
    for word, said in forms.items():
        answer = handed(her, word, **said, photo=photo())
        assert answer.status_code == 302, (word, answer.context["remarks"])
    for key in waiting(officer):
        officer.post(f"/office/papers/{key}/do/take")
    facts = ledger.facts_about(subject)
    assert facts.latest("skill.certificate").get("skill_level") == 4
    assert facts.latest("insurance").get("insurance_policy") == "YL2026000123"
    assert facts.latest("training").get("training_hours_hundredths") == 2400
    assert "保险" not in {one.label for one in her.get("/me/").context["steps"]}


def test_sent_back_with_a_reason_mended_and_sent_again(filed) -> None:
    her, _, officer = filed
    handed(her, "health", **health(), photo=photo())
    (key,) = waiting(officer)
    assert officer.post(f"/office/papers/{key}/do/send-back").status_code == 409, "a reason is needed"
    officer.post(f"/office/papers/{key}/do/send-back", {"why": ["照片看不清，请重新拍", ""]})
    row = OwnPaper.objects.get(key=key)
    assert row.photo == "" and row.state == "returned"
    page = her.get("/me/papers").content.decode()
    assert "照片看不清，请重新拍" in page
    assert {one.label: one for one in her.get("/me/").context["steps"]}["健康证明"].word == "已退回"
    form = her.get(f"/me/papers/new/health?mend={key}")
    assert 'value="样例区医院"' in form.content.decode() and form.context["key"] == key
    assert her.post("/me/papers/new/health", health() | {"key": key, "photo": photo()}).status_code == 302
    assert waiting(officer) == [key]
    assert her.post(f"/me/papers/{key}/withdraw").status_code == 302
    assert bytes(OwnPaper.objects.get(key=key).sealed) == b"" and waiting(officer) == []


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(filed) -> None:
    her, _, _ = filed
    later = (clock.today() + timedelta(days=9)).isoformat()
    answer = handed(her, "health", **health(health_checked_on=later), photo=photo())
    assert answer.status_code == 409 and answer.context["remarks"].keys() == {"health_checked_on"}
    assert 'value="样例区医院"' in answer.content.decode()
    assert handed(her, "health", **health(health_class=""), photo=photo()).context["remarks"].keys() == {"health_class"}
    assert handed(her, "health", **health()).context["remarks"].keys() == {"photo"}
    none = SimpleUploadedFile("x.jpg", b"\xff\xd8\xff not a picture")
    assert handed(her, "health", **health(), photo=none).context["remarks"].keys() == {"photo"}
    assert not OwnPaper.objects.exists()


def test_sent_twice_it_is_one_and_somebody_elses_is_nobodys(filed) -> None:
    her, _, officer = filed
    key = her.get("/me/papers/new/health").context["key"]
    for _ in range(2):
        assert her.post("/me/papers/new/health", health() | {"key": key, "photo": photo()}).status_code == 302
    assert waiting(officer) == [key]
    other = signed_in(access.set_up_account(console_actor(), "p-2", Role.WORKER, phone=person(2)["phone"]))
    other.post("/me/file", {n: v for n, v in person(2).items() if n != "phone"} | {"purpose": AGREED, "residence_address": "样例西街道样例路2号"})
    assert other.post(f"/me/papers/{key}/withdraw").status_code == 404
    assert "样例区医院" not in other.get(f"/me/papers/new/health?mend={key}").content.decode()
    assert other.post("/me/papers/new/health", health() | {"key": key, "photo": photo()}).status_code == 409
    assert OwnPaper.objects.get().state == "waiting"
    _, elsewhere = seats("349912002", "样例西街道")
    assert waiting(signed_in(elsewhere)) == [] and signed_in(elsewhere).get(f"/office/papers/{key}").status_code in (403, 404)


def test_without_her_agreement_no_health_check_is_taken(filed) -> None:
    her, _, _ = filed
    her.post("/me/consents/change", {"purpose": "health", "verb": "take"})
    assert "您没有同意" in handed(her, "health", **health(), photo=photo()).context["general"]
    assert not OwnPaper.objects.exists()


def test_nobody_waits_for_ever_and_an_erased_person_leaves_nothing(filed) -> None:
    her, subject, officer = filed
    handed(her, "health", **health(), photo=photo())
    (key,) = waiting(officer)
    later = clock.now() + timedelta(days=31)
    with clock.set_clock(lambda: later):
        assert intake.expire_papers(clock.today()) == 1
    row = OwnPaper.objects.get(key=key)
    assert (row.state, row.photo, bytes(row.sealed)) == ("expired", "", b"")
    handed(her, "health", **health(), photo=photo())
    intake.forget_person(console_actor(), [subject], [])
    assert not OwnPaper.objects.exists()


def test_the_list_can_be_taken_along(filed) -> None:
    her, _, officer = filed
    assert "还没有人补交证件" in officer.get("/office/papers").content.decode()
    handed(her, "health", **health(), photo=photo())
    assert "份本人补交的证件等您核对" in officer.get("/office/").content.decode()
    assert officer.get("/office/papers?kind=training").context["rows"] == []
    assert officer.get("/office/papers.xlsx").content[:2] == b"PK"
    assert STREET in {row.street for row in OwnPaper.objects.all()}

"""A worker without a company opens her own file on her phone: few fields, few interactions, hers at once."""

import base64
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import evidence
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from jiaxin.kit import picture_reading
from tests.portals.field.doors import person, picture
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture
from tools.bench.filing_by_phone import FORM, SIGN_IN, interactions

pytestmark = pytest.mark.django_db
HERS = {name: value for name, value in person(1).items() if name != "phone"}
AGREED = ["filing", "publication", "health"]


def she(number: int = 1):
    return signed_in(access.set_up_account(console_actor(), f"p-{number}", Role.WORKER, phone=person(number)["phone"]))


def test_her_file_is_hers_at_once() -> None:
    client = she()
    assert "/me/file" in client.get("/me/").content.decode()
    assert client.post("/me/file", HERS | {"purpose": AGREED}).status_code == 302
    pipeline.advance()
    subject = registry.by_id_number(HERS["id_number"])
    facts = ledger.facts_about(subject)
    assert facts.latest("profile").get("phone") == person(1)["phone"]
    assert facts.latest("consent").get("purposes") == AGREED
    assert intake.consent_of(subject).refused == {"background", "sharing", "points"}
    assert registry.codes([subject])[subject]
    assert client.get("/me/").context["confirmed"]
    assert client.get("/me/file").status_code == 302  # there is one: nothing more to open
    assert intake.batches()[1] == 0  # a form is no file in the lists of files


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays() -> None:
    answer = she().post("/me/file", HERS | {"id_number": "340212197506069129", "purpose": AGREED})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert answer.context["remarks"].keys() == {"id_number"}
    assert f'value="{HERS["name"]}"' in page
    assert 'value="保洁" checked' in page
    assert registry.by_id_number(HERS["id_number"]) is None
    assert "没有勾选同意" in she(2).post("/me/file", HERS).content.decode()


def test_a_number_that_is_filed_opens_nothing_and_cannot_be_asked_for_ever() -> None:
    she().post("/me/file", HERS | {"purpose": AGREED})
    subject = registry.by_id_number(HERS["id_number"])
    other = she(2)
    said = [other.post("/me/file", HERS | {"purpose": AGREED}).content.decode() for _ in range(4)]
    assert ["请带身份证到街道窗口办理" in page for page in said] == [True, True, True, False]
    assert "次数已达上限" in said[-1]
    assert ReadSubject.objects.filter(subject=subject).count() >= 3  # she sees that somebody tried
    assert other.get("/me/").context.get("several") is False


def test_a_photo_that_is_none_is_refused() -> None:
    bad = SimpleUploadedFile("x.jpg", b"MZ not a picture")
    assert "不是照片" in she().post("/me/file", HERS | {"purpose": AGREED, "photo": bad}).content.decode()


def photo(name: str = "x.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, base64.b64decode(picture(300).partition(",")[2]), "image/jpeg")


SKILL = {"skill_name": "家政服务员", "skill_number": "S000034000002000000001"}


def test_a_photo_of_her_certificate_goes_with_the_first_filing_sealed_and_plain() -> None:
    answer = she().post("/me/file", HERS | SKILL | {"purpose": AGREED, "certificate": photo()})
    assert answer.status_code == 302, answer.context["remarks"]
    pipeline.advance()
    subject = registry.by_id_number(HERS["id_number"])
    (name,) = {one for entry in ledger.history_of_many([subject])[subject] for one in entry.fact.provenance.evidence}
    assert evidence.kept_evidence(subject, name).startswith(b"\xff\xd8")
    (kept,) = settings.DATA.rglob(name)
    assert not kept.read_bytes().startswith(b"\xff\xd8"), "it lies open on the disk"


@pytest.mark.parametrize(
    ("said", "file", "remark"),
    [({}, photo(), "skill_name"), (SKILL, SimpleUploadedFile("x.jpg", b"\xff\xd8\xff cut short"), "certificate"), (SKILL, SimpleUploadedFile("x.pdf", b"%PDF-1.7 a scan"), "certificate")],
)
def test_a_photo_of_nothing_she_names_or_no_photo_keeps_nothing(said: dict[str, str], file: SimpleUploadedFile, remark: str) -> None:
    bare = {name: value for name, value in HERS.items() if not name.startswith("skill")}
    answer = she().post("/me/file", bare | said | {"purpose": AGREED, "certificate": file})
    assert answer.status_code == 409 and answer.context["remarks"].keys() == {remark}
    assert registry.by_id_number(HERS["id_number"]) is None


def reads(client: Client) -> object:
    return client.post("/me/file/read", {"picture": picture()}, content_type="application/json", headers={"Accept": "application/json"})


def test_what_her_certificate_says_is_a_proposal_a_few_times_and_never_an_id_card(monkeypatch: pytest.MonkeyPatch) -> None:
    client = she()
    monkeypatch.setattr(picture_reading, "installed", lambda: False)
    assert reads(client).json()["code"] == "field.no-reader"
    assert "data-reads" not in client.get("/me/file").content.decode()
    monkeypatch.setattr(picture_reading, "installed", lambda: True)
    assert "data-reads" in client.get("/me/file").content.decode()

    def printed(*lines: str) -> None:
        boxes = [(text, ((0, y), (400, y), (400, y + 20), (0, y + 20)), 98) for y, text in zip(range(0, 400, 50), lines, strict=False)]
        monkeypatch.setattr(picture_reading, "words", lambda _data: boxes)

    printed("姓名 王秀芳", "性别 女", "出生 1975年6月6日", "公民身份号码 990212197506069123")
    assert reads(client).json()["code"] == "field.not-read"
    printed("职业技能等级证书", "姓名 王秀芳", "职业名称 家政服务员", "技能等级 四级/中级工", "证书编号 Y001234567890123456")
    found = reads(client).json()
    assert found["paper"] == "技能等级证书" and {one["field"] for one in found["lines"]} <= {"name", "id_number", "skill_name", "skill_number"}
    assert {one["field"]: one["value"] for one in found["lines"]}["skill_number"] == "Y001234567890123456"
    codes = [reads(client).json().get("code", "") for _ in range(8)]
    assert codes[:6] == [""] * 6 and codes[6:] == ["field.reads"] * 2
    assert registry.by_id_number(HERS["id_number"]) is None


def test_twelve_fields_and_forty_interactions_at_most() -> None:
    """The model of the bench speaks of exactly the fields that the page has."""
    page = she().get("/me/file").content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    fields = set(re.findall(r'name="(\w+)"', form)) - {"csrfmiddlewaretoken"}
    assert fields == {step.field for step in FORM if step.field}
    assert len(fields) <= 12
    assert interactions((*SIGN_IN, *FORM)) <= 40

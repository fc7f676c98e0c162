"""A worker without a company opens her own file on her phone: few fields, few interactions, hers at once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from tests.portals.field.doors import person
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


def test_twelve_fields_and_forty_interactions_at_most() -> None:
    """The model of the bench speaks of exactly the fields that the page has."""
    page = she().get("/me/file").content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    fields = set(re.findall(r'name="(\w+)"', form)) - {"csrfmiddlewaretoken"}
    assert fields == {step.field for step in FORM if step.field}
    assert len(fields) <= 12
    assert interactions((*SIGN_IN, *FORM)) <= 40

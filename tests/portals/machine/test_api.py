"""The open interface: the same doors and the same answers as the screens."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.domain.permissions import Role
from tools.write_openapi import PAGE, text

pytestmark = pytest.mark.django_db
WORKBOOK = Path("tests/fixtures/rosters/08-duplicates-swaps.xlsx")


@pytest.fixture
def token() -> str:
    console = console_actor()
    access.set_up_organisation(console, "bureau", "样例区商务局", "bureau", "349912")
    access.set_up_account(console, "program", Role.BUREAU_CLERK, organisation="bureau")
    return access.make_token(console, "program")


def ask(token: str, way: str, address: str, **more: object):  # type: ignore[no-untyped-def]
    return getattr(Client(), way)(f"/api/v1{address}", headers={"Authorization": f"Bearer {token}"}, secure=True, **more)


def test_a_file_goes_in_and_its_findings_come_back(token: str, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        file = SimpleUploadedFile(WORKBOOK.name, WORKBOOK.read_bytes())
        answer = ask(token, "post", "/batches", data={"file": file})
        assert answer.status_code == 200, answer.content
        batch = answer.json()
        assert batch["new"]
        again = ask(token, "post", "/batches", data={"file": SimpleUploadedFile("x.xlsx", WORKBOOK.read_bytes())}).json()
        assert (again["id"], again["new"]) == (batch["id"], False)
        intake.work()
        found = ask(token, "get", f"/batches/{batch['id']}/findings").json()
        assert any(f["code"] == "name-id-swapped" for f in found)
        returned = ask(token, "get", f"/batches/{batch['id']}/returned")
        assert returned.status_code == 200 and returned.content[:2] == b"PK"
        assert ask(token, "post", f"/batches/{batch['id']}/accept").json()["state"] == "accepting"


def test_refusals_name_the_thing_and_the_next_step(token: str) -> None:
    answer = ask(token, "post", "/batches", data={"file": SimpleUploadedFile("leer.xlsx", b"")})
    assert answer.status_code in (404, 422)
    answer = ask(token, "post", "/workers/find", data={"id_number": "340212197506069125"}, content_type="application/json")
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "said", "do_this"}


def test_what_is_no_json_and_a_kind_nobody_knows_are_refused_in_our_words(token: str) -> None:
    answer = ask(token, "post", "/workers/find", data=b"\x00", content_type="application/json")
    assert answer.status_code == 422 and set(answer.json()) == {"code", "said", "do_this"} and answer.json()["code"] == "input.unreadable"
    for address in ("/batches", "/check"):
        answer = ask(token, "post", address, data={"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "kind": '{"a": [1]}'})
        assert answer.status_code == 422 and answer.json()["code"] == "sheet.unknown-kind", answer.content


def test_without_a_token_there_is_nothing() -> None:
    assert Client().get("/api/v1/status", secure=True).status_code in (302, 401, 403, 404)


def test_the_reference_is_not_stale() -> None:
    assert PAGE.read_text("utf-8") == text(), "run python -m tools.write_openapi"


@pytest.mark.parametrize("address", ["/batches", "/check"])
def test_a_form_that_is_torn_is_refused_in_our_words(token: str, address: str) -> None:
    for body in (b"--b\r\n[1]--b--\r\n", b"", b"--b\r\n" + b"".join(b'Content-Disposition: form-data; name="x%d"\r\n\r\n1\r\n--b\r\n' % n for n in range(1200))):
        answer = ask(token, "post", address, data=body, content_type="multipart/form-data; boundary=b")
        assert answer.status_code == 422 and set(answer.json()) == {"code", "said", "do_this"}
    assert ask(token, "post", address, data=b"x", content_type="multipart/form-data").status_code == 422

"""接口 — what a program of a company and of an office can do, and how it is told no."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import Read
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import SOMEBODY, district, officer
from tests.portals.walking import ROSTERS, manager, own_data, rival  # noqa: F401

pytestmark = pytest.mark.django_db
API = "/api/v1"


def program(actor: Actor) -> Client:
    token = access.make_token(console_actor(), actor.id)
    return Client(headers={"Authorization": f"Bearer {token}", "Accept": "application/json"}, enforce_csrf_checks=True)


def roster(name: str = "08-duplicates-swaps.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (ROSTERS / name).read_bytes())


def test_a_file_is_pushed_checked_accepted_and_taken_back():
    company = program(manager())
    first = company.post(f"{API}/batches", {"file": roster()})
    again = company.post(f"{API}/batches", {"file": roster()})
    assert (first.json()["new"], again.json()["new"]) == (True, False)
    one = first.json()["id"]
    assert again.json()["id"] == one, "the same content is the same batch"
    intake.work()
    told = company.get(f"{API}/batches/{one}").json()
    assert told["state"] == "checked" and told["rows"]["ok"] > 0 and told["rows"]["error"] > 0
    found = company.get(f"{API}/batches/{one}/findings?severity=error").json()
    assert {f["severity"] for f in found} == {"error"} and found[0]["do_this"]
    assert company.get(f"{API}/batches/{one}/returned").content[:2] == b"PK"
    assert company.post(f"{API}/batches/{one}/accept").json()["state"] == "accepting"
    intake.work()
    assert ledger.checkpoint().size > 0
    assert company.post(f"{API}/batches/{one}/undo").json()["state"] == "undoing"


def test_checking_writes_nothing():
    company = program(manager())
    told = company.post(f"{API}/check", {"file": roster()}).json()
    assert told["kind"] == "worker-roster" and told["rows"]["ok"] > 0 and told["count"] == len(told["findings"]) > 0
    from jiaxin.apps.intake.queries import batches

    assert batches()[1] == 0 and ledger.checkpoint().size == 0
    broken = company.post(f"{API}/check", {"file": SimpleUploadedFile("坏.xlsx", b"not a workbook")})
    assert broken.status_code == 422 and set(broken.json()) == {"code", "said", "do_this"}


def test_strangers_find_nothing_and_insiders_learn_why():
    mine = program(manager()).post(f"{API}/batches", {"file": roster()}).json()["id"]
    other = program(rival())
    for answer in (other.get(f"{API}/batches/{mine}"), other.post(f"{API}/batches/{mine}/accept"), other.get(f"{API}/batches/nothing")):
        assert answer.status_code == 404, answer.content
    refused = program(officer(Role.EVALUATOR)).post(f"{API}/batches", {"file": roster()})
    assert refused.status_code == 403 and refused.json()["code"] == "access.role"


def test_without_a_token_or_with_a_wrong_one_nothing_opens():
    assert Client(headers={"Accept": "application/json"}).get(f"{API}/status").status_code == 401
    wrong = Client(headers={"Authorization": "Bearer jx_a_b", "Accept": "application/json"}).get(f"{API}/status")
    assert wrong.status_code == 401 and wrong.json()["code"] == "access.sign-in"


def test_a_session_is_not_a_token():
    from tests.portals.walking import signed_in

    assert signed_in(manager()).get(f"{API}/status", headers={"Accept": "application/json"}).status_code == 401


def test_a_worker_is_looked_up_by_a_number_in_the_body_and_can_read_why():
    _, subject = district()
    bureau = program(officer(Role.BUREAU_CLERK))
    asked = {"id_number": SOMEBODY, "purpose": "补贴资格核对"}
    told = bureau.post(f"{API}/workers/find", asked, "application/json").json()
    assert (told["subject"], told["name"], told["confirmed"]) == (subject, "金*静", True)
    assert Read.objects.get(purpose="接口查询：补贴资格核对").readsubject_set.get().subject == subject
    assert bureau.get(f"{API}/workers/find?id_number={SOMEBODY}").status_code == 405
    short = bureau.post(f"{API}/workers/find", asked | {"purpose": ""}, "application/json")
    assert short.status_code == 422 and SOMEBODY not in short.text
    assert program(rival()).post(f"{API}/workers/find", asked, "application/json").status_code == 404


def test_a_company_looks_up_itself_and_an_office_any():
    district()
    bureau, other = program(officer(Role.BUREAU_CLERK)), program(rival())
    told = bureau.get(f"{API}/companies/91340210XYTG3BRH9M").json()
    assert (told["workers"], told["filed"]) == (120, 1)
    assert other.get(f"{API}/companies/91340210XYTG3BRH9M").status_code == 404
    assert bureau.get(f"{API}/status").json()["counts"]["workers"] == 120
    assert other.get(f"{API}/status").json()["counts"] == {}

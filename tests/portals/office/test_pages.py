"""Office pages: each renders for those who may, and is not there for those who may not."""

import pytest
from django.test import Client

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor, receipts
from jiaxin.domain.permissions import Role
from tests.portals import walking

pytestmark = pytest.mark.django_db
PAGES = ("/office/", "/office/batches", "/office/workers", "/office/companies", "/office/coverage")


def signed_in(username: str, role: Role, organisation: str, kind: str) -> Client:
    console = console_actor()
    access.set_up_organisation(console, organisation, "样例区商务局", kind, "349912")
    return walking.signed_in(access.set_up_account(console, username, role, organisation=organisation))


@pytest.mark.parametrize("address", PAGES)
def test_the_bureau_sees_every_page_of_the_office(address: str) -> None:
    answer = signed_in("clerk", Role.BUREAU_CLERK, "bureau", "bureau").get(address)
    assert answer.status_code == 200
    assert "家信" in answer.content.decode()


def test_the_auditor_sees_the_log_and_no_people() -> None:
    client = signed_in("auditor", Role.AUDITOR, "centre", "bureau")
    assert client.get("/office/log").status_code == 200
    assert client.get("/office/workers").status_code in (403, 404)


def test_a_company_does_not_see_the_access_log() -> None:
    client = signed_in("manager", Role.COMPANY_MANAGER, "company-a", "company")
    assert client.get("/office/log").status_code in (403, 404)


@pytest.mark.parametrize("address", PAGES)
def test_nobody_sees_anything_without_signing_in(address: str) -> None:
    assert Client().get(address).status_code in (302, 404)


def test_an_empty_list_leaves_no_receipt() -> None:
    signed_in("clerk", Role.BUREAU_CLERK, "bureau", "bureau").get("/office/workers?q=王")
    assert receipts() == []

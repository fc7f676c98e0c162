"""Somebody at a browser: a company clerk and her roster, for tests of the screens."""

from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Role
from tests.cast import CAST

ROSTERS = Path("tests/fixtures/rosters")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path):
    with override_settings(DATA=tmp_path):
        yield


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=actor.id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def manager_of(code: str, name: str, username: str) -> Actor:
    console = console_actor()
    subject = registry.enrol_companies([(code, name)])[code]
    access.set_up_organisation(console, subject, name, "company", "340212", code)
    return access.set_up_account(console, username, Role.COMPANY_MANAGER, organisation=subject, label=username)


def manager() -> Actor:
    return manager_of("91340210XYTG3BRH9M", "样例瑞瑞家政服务有限公司", "manager")


def rival() -> Actor:
    return manager_of(CAST.rival.credit_code, CAST.rival.name, "rival")


def upload(client: Client, workbook: str) -> str:
    """Through the page; returns the address of the batch, checked."""
    with (ROSTERS / workbook).open("rb") as file:
        answer = client.post("/company/upload", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    intake.work()
    return answer["Location"]


def landed(client: Client, workbook: str = "01-template-order.xlsx") -> str:
    where = upload(client, workbook)
    assert client.post(f"{where}/do/accept").status_code == 302
    intake.work()
    pipeline.advance()
    return where

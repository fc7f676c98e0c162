"""Accounts of a small district."""

import pytest

from jiaxin.apps.access import actions, refusals
from jiaxin.domain.permissions import Actor, Role

SETUP = Actor.job("set-up")
PASSWORD = "a long enough phrase 7"


@pytest.fixture(autouse=True)
def nothing_waits():
    """Refusals of an earlier test may still wait for the end of a transaction that never ended."""
    refusals._waiting.rows = []


@pytest.fixture
def district(db):
    """Two companies and the bureau with an account each; returns the actors by name."""
    actions.set_up_organisation(SETUP, "bureau", "样例区商务局", "bureau", "340212")
    actions.set_up_organisation(SETUP, "orga", "样例安心家政服务有限公司", "company", "340212", "91340212MA2Q1W3E0X")
    actions.set_up_organisation(SETUP, "orgb", "样例邻里帮家政服务有限公司", "company", "340104")
    return {
        "bureau": actions.set_up_account(
            SETUP, "bureau", Role.BUREAU_ADMIN, organisation="bureau", label="信用科", password=PASSWORD
        ),
        "clerk": actions.set_up_account(
            SETUP, "clerk", Role.COMPANY_CLERK, organisation="orga", label="文员", password=PASSWORD
        ),
        "rival": actions.set_up_account(SETUP, "rival", Role.COMPANY_CLERK, organisation="orgb", password=PASSWORD),
        "security": actions.set_up_account(SETUP, "security", Role.SECURITY_ADMIN, password=PASSWORD),
        "system": actions.set_up_account(SETUP, "system", Role.SYSTEM_ADMIN, password=PASSWORD),
        "auditor": actions.set_up_account(SETUP, "auditor", Role.AUDITOR, password=PASSWORD),
    }


@pytest.fixture
def sign_in(client):
    """Put somebody at the keyboard without the sign-in page."""

    def at_keyboard(username: str):
        from jiaxin.apps.access.models import Account

        client.force_login(
            Account.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return at_keyboard

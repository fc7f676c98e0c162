"""Officers of the district at their desks, for tests of the office and of the machine interface."""

from datetime import date

from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight.queries import memberships_of
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.queries import company_by_code
from jiaxin.domain.membership import Membership
from jiaxin.domain.permissions import Actor, Role
from tests.portals.walking import landed, manager, signed_in

SOMEBODY = "340210196208189367"  # 金娜静 of the first fixture workbook


def officer(role: Role, username: str = "", street: str = "", organisation: str = "bureau") -> Actor:
    console = console_actor()
    access.set_up_organisation(console, organisation, "样例区商务局" if organisation == "bureau" else organisation, "bureau", "349912")
    return access.set_up_account(console, username or role.value, role, organisation=organisation, street=street, label=username or role.label)


def desk(role: Role, **more: str) -> Client:
    return signed_in(officer(role, **more))


def joined(association: str, credit_code: str, since: date) -> None:
    """The company belongs to the association by its own word, which reaches it from then on."""
    oversight.add_member(Actor(f"keeps-{association}", Role.ASSOCIATION, association), credit_code, since)
    firm = company_by_code(credit_code)
    assert firm is not None
    for one in memberships_of(firm.subject):
        if one.association == association and one.state is Membership.WAITING:
            oversight.confirm_membership(Actor(f"heads-{firm.subject}", Role.COMPANY_MANAGER, firm.subject), one.id)


def fresh(client: Client) -> Client:
    """Has just proved once more who it is."""
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    return client


def district() -> tuple[Client, str]:
    """A company's roster has landed and one worker has confirmed: (the company's browser, her subject id)."""
    from jiaxin.apps.registry.queries import by_id_number

    registry.set_regions([("349912001", "样例街道", "street", "349912", date(2020, 1, 1), None)])
    client = signed_in(manager())
    landed(client)
    subject = by_id_number(SOMEBODY) or ""
    assert intake.confirm(Actor(id="worker:1", role=Role.WORKER, subject=subject), subject, "phone") == 1
    pipeline.advance()
    return client, subject

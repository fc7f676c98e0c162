"""怎么用: everybody finds the guide of the own role, and may read those of others."""

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.domain.permissions import Role
from jiaxin.portals.shared.guides import guide_for, guides
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

_PEOPLE = (Role.WORKER, Role.HOUSEHOLD)


def test_every_role_has_one_guide_and_each_step_says_what_to_do_in_both_languages() -> None:
    roles = [role for one in guides() for role in one.roles]
    assert sorted(roles) == sorted(role for role in Role if role is not Role.SYSTEM)
    steps = [step for one in guides() for step in one.steps]
    assert all(step.say and step.english and (step.see or not step.press) for step in steps)
    assert all(any(step.see for step in one.steps) for one in guides())


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.WORKER, Role.HOUSEHOLD, Role.BUREAU_CLERK, Role.AUDITOR])
def test_the_own_guide_comes_first_and_leads_to_the_own_home(role: Role) -> None:
    actor = access.set_up_account(console_actor(), "p-somebody", role, phone="15412340099") if role in _PEOPLE else officer(role)
    browser, own = signed_in(actor), guide_for(role)
    page = browser.get("/guide/").text
    assert own is not None and own.title in page and f'href="{own.start}"' in page
    assert all(step.say in page for step in own.steps)
    other = next(one for one in guides() if one is not own)
    assert other.steps[0].say in browser.get(f"/guide/?who={other.name}").text
    assert own.steps[0].say in browser.get("/guide/?who=nobody").text

"""Whoever is signed in can sign out from every page: it stands in the frame, and one press further the session is over (OWASP ASVS 5.0, 7.4.4)."""

import pytest
from django.urls import reverse

from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.routes import asked, open_to
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_every_page_leads_out(world: World, role: Role) -> None:
    out, pages, without = f'href="{reverse("account_logout")}"', 0, list[str]()
    browser, tried = world.browsers[role], set[str]()
    for one in asked(world):
        if one.route in tried or one.path.startswith(("/api/", "/language/")) or "GET" not in open_to(one.path):
            continue
        if one.door.permission is not None and not may_ever(role, one.door.permission):
            continue
        told = browser.get(one.path)
        if told.streaming or not told.get("Content-Type", "").startswith("text/html") or "<html" not in told.text or told.status_code != 200:
            continue
        tried.add(one.route)
        pages += 1
        if out not in told.text:
            without.append(one.path)
    assert pages > 3
    assert not without, "\n".join(without)


def test_the_link_leads_to_a_press_that_ends_the_session(client, world: World) -> None:
    page = world.browsers[Role.WORKER].get(reverse("account_logout")).text
    assert 'method="post"' in page and "csrfmiddlewaretoken" in page

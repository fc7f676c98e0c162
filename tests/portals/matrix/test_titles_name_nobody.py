"""A page's title stays in the history of the browser for months, on a machine that many use: it names no person."""

import re

import pytest

from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.routes import asked, open_to
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.BUREAU_ADMIN, Role.STREET, Role.COMPANY_MANAGER, Role.WORKER])
def test_no_title_and_no_address_names_a_person(world: World, role: Role) -> None:
    words = [word for one in world.of("worker") for word in one.betrayed_by[1:]]  # name, number, phone; the id is in addresses
    words += [f"{word[0]}某某" for word in words if not word.isascii()]
    titles, wrong = 0, list[str]()
    for one in asked(world):
        if one.path.startswith("/api/") or "GET" not in open_to(one.path) or (one.door.permission is not None and not may_ever(role, one.door.permission)):
            continue
        told = world.browsers[role].get(one.path, follow=True)
        if told.streaming or "text/html" not in told.get("Content-Type", ""):
            continue
        found = re.search(r"<title>(.*?)</title>", told.text, re.S)
        titles += found is not None
        wrong += [f"{one.path}: {found[1].strip()}" for word in words if found is not None and word in found[1]]
        wrong += [f"{one.path} leads to {where}" for where, _ in told.redirect_chain for word in words if word in where]
    assert titles > 10
    assert not wrong, "\n".join(wrong[:40])

"""中文、English — every page a role may open, read in each language: nothing untranslated but what people are called and wrote."""

import re
from collections import Counter
from html import unescape

import pytest

from jiaxin.apps.access.doors import Door
from jiaxin.domain.permissions import Role, may_ever
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.portals.matrix.routes import asked
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
ROLES = (Role.BUREAU_ADMIN, Role.COMPANY_MANAGER, Role.WORKER)


@pytest.mark.parametrize("role", ROLES)
def test_left(world: World, role: Role):
    browser = world.browsers[role]
    browser.cookies[COOKIE] = ENGLISH
    left = Counter()
    pages = 0
    for one in asked(world):
        if one.path.startswith("/api/") or (one.door.permission is not None and not may_ever(role, one.door.permission)):
            continue
        answer = browser.get(one.path)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        pages += 1
        page = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
        for run in re.findall("[\u3400-\u9fff][^<>\"]*", page):
            left[(run.strip()[:90], one.route)] += 1
    seen = {}
    for (run, route), n in left.items():
        seen.setdefault(run, route)
    print(pages)
    for run, route in sorted(seen.items(), key=lambda x: x[1]):
        print(route, "|", run)
    del browser.cookies[COOKIE]

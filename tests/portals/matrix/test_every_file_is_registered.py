"""Every address that answers a file with somebody's values, walked as those who may have it: none leaves unregistered.

A file is an answer to keep. It is about people where the vault opened something of somebody else meanwhile, or where a
word of hers stands in it. What is asked for: every way a page gives a file, each purpose typed, nothing held back for a
second officer (that is tests/portals/entrance/test_export_asks.py).
"""

import pytest

from jiaxin.apps.access import limits
from jiaxin.apps.access.models import Export
from jiaxin.apps.exchange.queries import mappings_on
from jiaxin.domain.permissions import Role, may_ever
from jiaxin.kit import clock
from tests.portals.matrix.asking import _SAID, Heard, answer
from tests.portals.matrix.routes import asked, open_to
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
_WALKED = (Role.BUREAU_ADMIN, Role.STREET, Role.LABOUR, Role.CIVIL, Role.COMPANY_MANAGER)
_WAYS = ({"as": "xlsx"}, {"pdf": "1"}, {"docx": "1"})
_FILES: dict[Role, set[str]] = {
    Role.BUREAU_ADMIN: {"office/workers/list.xlsx", "office/workers/mapped", "office/verification/send"},
    Role.STREET: {"office/workers/list.xlsx"},
    Role.LABOUR: {"office/workers/list.xlsx"},
    Role.CIVIL: {"office/workers/list.xlsx"},
    Role.COMPANY_MANAGER: {"company/workers/list.xlsx", "company/workers/mapped", "company/template-filled"},
}


@pytest.mark.parametrize("role", _WALKED)
def test_no_file_about_people_leaves_without_a_line_in_the_register(world: World, role: Role, monkeypatch):
    for name in ("IDENTITY_ROWS_A_DAY", "OWN_IDENTITY_ROWS_A_DAY", "SHARE_AT_LEAST"):
        monkeypatch.setattr(limits, name, 10_000)
    people, words = {one.id for one in world.of("worker")}, [word for one in world.of("worker") for word in one.betrayed_by]
    files = [one for one in _files(world, role) if one.opened & people or any(word in one.said for word in words)]
    missing = [str(one) for one in files if Export._meta.db_table not in one.written]
    assert not missing, sorted(set(missing))
    assert {one.one.route for one in files} >= _FILES[role], {one.one.route for one in files}


def _files(world: World, role: Role) -> list[Heard]:
    typed = _SAID | {"step": "file", "mapping": mappings_on(clock.today())[0].code, "q": ""}
    found, tried = [], set[str]()
    for one in asked(world):
        if one.door.permission is None or not may_ever(role, one.door.permission):
            continue
        methods, token = open_to(one.path), world.tokens[role] if one.path.startswith("/api/") else ""
        heard = [answer(world, world.browsers[role], one, "GET", True, token, typed={})] if "GET" in methods else []
        if heard and heard[0].status == 200 and not heard[0].file and not token and one.route not in tried:
            tried.add(one.route)
            heard += [answer(world, world.browsers[role], one, "GET", True, typed=dict(way)) for way in _WAYS]
        if "POST" in methods and not token:
            heard.append(answer(world, world.browsers[role], one, "POST", True, typed=typed))
        found += [answered for answered in heard if answered.status == 200 and answered.file]
    return found

"""设计样例 — the living page: for whoever runs the system, with every token, icon and pattern, and nobody's data."""

import re

import pytest

from jiaxin.domain.permissions import Role
from jiaxin.portals.office.designing import FAMILY
from jiaxin.portals.shared import tokens
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_the_page_holds_tokens_icons_and_patterns():
    page = signed_in(officer(Role.SYSTEM_ADMIN, "system")).get("/office/design").content.decode()
    for one in tokens.colours():
        assert f"--jx-{one.name}" in page and one.value in page
    assert "不够" not in page
    parts = re.findall(r'href="#(\w+)"', page)
    assert {"tokens", "icons", "list", "upload", "form", "file", "case", "board", "none", "family"} <= set(parts)
    assert all(f'id="{one}"' in page for one in parts if one != "content")


def test_the_family_pages_are_drawn_by_their_own_renderer():
    client = signed_in(officer(Role.SYSTEM_ADMIN, "system"))
    for state in FAMILY:
        answer = client.get(f"/office/design/family?state={state}")
        assert answer.status_code == 200 and "家政信用查询" in answer.content.decode()
    assert client.get("/office/design/family?state=blue").status_code == 404


def test_it_is_for_whoever_runs_the_system():
    for path in ("/office/design", "/office/design/family?state=green"):
        assert signed_in(officer(Role.BUREAU_CLERK, "clerk")).get(path).status_code == 403


def test_every_colour_of_text_holds_on_its_ground():
    assert not [f"{one.name} on {one.ground}: {one.ratio}" for one in tokens.colours() if not one.holds]
    assert tokens.contrast("#000000", "#ffffff") == 21 and tokens.contrast("#ffffff", "#ffffff") == 1

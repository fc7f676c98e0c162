"""The pages of filing at the door and by phone, each looked at: nothing too wide, axe finds nothing, the old people's view holds."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.domain.permissions import Role
from tests.browser.district import serving
from tests.browser.looking import too_small, violations
from tests.portals.field.doors import Phone, person, record, seats

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def test_each_page_is_looked_at(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        grid, officer = seats()
        phone = Phone(grid)
        phone.sends(record(1))
        differs = record(2, **person(1) | {"phone": "15412349999"})
        assert phone.sends(differs).json()["state"] == "waiting"
        new = access.set_up_account(console_actor(), "p-new", Role.WORKER, phone=person(3)["phone"])
        district.actors |= {"grid": grid, "street": officer, "new": new}
        pages = (
            ("street", "/field/records"), ("street", f"/field/records/{differs['key']}"), ("street", "/field/phones"), ("grid", "/field/records"),
            ("new", "/me/file"), ("her", "/me/invite"), ("", "/join/nothing"), ("", "/field/capture"),
        )  # fmt: skip
        found = []
        for number, (who, path) in enumerate(pages):
            district.picture(chromium_here, who, path, f"door{number}")
            for view in ("", *(("elder", "elder30") if not who else ())):
                with district.seat(chromium_here, who, 390) as page:
                    if view:
                        page.context.add_cookies([{"name": "view", "value": view, "url": district.address}])
                    page.goto(f"{district.address}{path}")
                    found += [f"{view} {path}: {one}" for one in (*violations(page), *(too_small(page) if view else ()))]
        assert not found, f"{len(found)}:\n" + "\n".join(found[:60])

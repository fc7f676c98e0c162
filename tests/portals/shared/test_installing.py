"""装到桌面 — both portals on a phone describe themselves: name, icons that are there in their size, start, colour."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
FRONT = Path("jiaxin/portals/shared/front")


@pytest.mark.parametrize(("address", "start"), [("/me/app.webmanifest", "/me/"), ("/field/app.webmanifest", "/field/capture")])
def test_each_portal_describes_itself(own_data, address: str, start: str) -> None:  # noqa: F811 - the fixture
    answer = Client().get(address)  # browsers ask without saying who is there
    said = answer.json()
    assert answer["Content-Type"].startswith("application/manifest+json")
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
    assert (said["start_url"], said["display"], said["theme_color"]) == (start, "standalone", "#0c4a50")
    assert start.startswith(said["scope"])
    assert said["name"] and said["short_name"]
    assert [one["sizes"] for one in said["icons"]] == ["192x192", "512x512"]
    for one in said["icons"]:
        name, size = one["src"].rsplit("/", 1)[1].split("?")[0], int(one["sizes"].split("x")[0])
        drawing = next(FRONT.glob(f"{name.split('.')[0]}*.png")).read_bytes()
        assert Image.open(BytesIO(drawing)).size == (size, size)
    english = Client()
    english.cookies["lang"] = "en"
    assert english.get(address).json()["name"].startswith("Jiaxin · ")


def test_pages_of_the_portal_name_it_and_others_do_not(own_data) -> None:  # noqa: F811 - the fixture
    assert '<link rel="manifest" href="/field/app.webmanifest">' in Client().get("/field/capture").content.decode()
    assert 'rel="manifest"' not in Client().get("/sign-in/").content.decode()
    theme = Path("jiaxin/portals/shared/templates/shared/document.html").read_text()
    assert '<meta name="theme-color" content="#0c4a50">' in theme
    assert "'self'" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["manifest-src"]

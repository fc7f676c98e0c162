"""What the outermost middleware says before anything else looks: to programs that come by http, and to methods that are not served."""

import pytest
from django.test import Client

from jiaxin.apps.access.programs import METHODS
from tests.portals.growing import grown  # noqa: F401  # some of the addresses need no more than to exist
from tests.portals.matrix.routes import asked
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
_TOKEN = {"HTTP_AUTHORIZATION": "Bearer not-a-token"}


def test_a_program_that_comes_by_http_is_refused_and_not_led_on(client, district, settings):
    settings.SECURE_SSL_REDIRECT = True
    told = client.get("/api/v1/status", **_TOKEN)
    assert told.status_code == 403 and told.json()["code"] == "access.http" and "Location" not in told.headers
    assert client.post("/api/v1/find", {"purpose": "核验"}, content_type="application/json", **_TOKEN).status_code == 403
    assert client.get("/api/v1/status", secure=True, **_TOKEN).status_code == 401


def test_a_persons_browser_is_led_to_https(client, district, settings):
    settings.SECURE_SSL_REDIRECT = True
    told = client.get("/sign-in/")
    assert told.status_code == 301 and told.headers["Location"].startswith("https://")

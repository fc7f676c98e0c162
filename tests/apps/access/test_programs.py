"""What the outermost middleware says to programs that come by http, and what a person's browser is told instead."""

import pytest

pytestmark = pytest.mark.django_db
_TOKEN = {"HTTP_AUTHORIZATION": "Bearer not-a-token"}


def test_a_program_that_comes_by_http_is_refused_and_not_led_on(client, district, settings):
    settings.SECURE_SSL_REDIRECT = True
    told = client.get("/api/v1/status", **_TOKEN)
    assert told.status_code == 403 and told.json()["code"] == "access.http" and "Location" not in told.headers
    assert client.post("/api/v1/find", {"purpose": "核验"}, content_type="application/json", **_TOKEN).status_code == 403
    assert client.get("/api/v1/status", secure=True, **_TOKEN).status_code not in (301, 302, 403)


def test_a_persons_browser_is_led_to_https(client, district, settings):
    settings.SECURE_SSL_REDIRECT = True
    told = client.get("/sign-in/")
    assert told.status_code == 301 and told.headers["Location"].startswith("https://")

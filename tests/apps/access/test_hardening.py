"""What a browser is told, and what ends a session: over the settings of a district's own server and over answers."""

import pytest
from django.conf import settings as the_settings
from django.test import Client

from config.settings import base
from jiaxin.apps.access.models import Account

pytestmark = pytest.mark.django_db


def test_cookies_of_a_districts_own_server():
    for kind in ("SESSION", "CSRF"):
        assert getattr(base, f"{kind}_COOKIE_NAME").startswith("__Host-")
        assert getattr(base, f"{kind}_COOKIE_SECURE") and getattr(base, f"{kind}_COOKIE_HTTPONLY")
        assert getattr(base, f"{kind}_COOKIE_SAMESITE") in ("Lax", "Strict")


def test_browsers_are_told_to_stay_with_https():
    assert base.SECURE_SSL_REDIRECT and base.SECURE_HSTS_SECONDS >= 365 * 24 * 3600


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/office/", "/no/such/page", "/api/v1/status"])
def test_every_answer_bears_its_headers(client, district, path):
    told = client.get(path).headers
    policy = told["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert told["X-Content-Type-Options"] == "nosniff" and told["Referrer-Policy"] == "same-origin"
    assert told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in told


def test_a_form_without_its_token_changes_nothing(district):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/", {"login": "bureau", "password": "a long enough phrase 7"}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_pages_of_people_are_not_kept(district):
    client = Client()
    client.force_login(Account.objects.get(username="bureau"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/account/").headers["Cache-Control"] == "no-store"
    assert the_settings.SESSION_EXPIRE_AT_BROWSER_CLOSE

"""统一身份认证 — the city says who somebody is; only an identity bound before by its owner opens an account, and only hers."""

import json
import time
from pathlib import Path

import pytest
from django.conf import settings as the_settings
from django.test import Client

from config.district import CityIdentity
from jiaxin.apps.access.models import Account
from jiaxin.kit.crypto.jws import Forged, opened
from tests.apps.access.issuer import CLIENT, SECRET, Issuer, coded, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys():
    return Issuer()


@pytest.fixture
def city(keys, settings, district):
    keys.led, keys.sent_on, keys.elsewhere = ("", 0), [], []
    keys.spoil, keys.algorithm, keys.now = {}, "RS256", time.time()
    with standing(keys) as issuer:
        settings.CITY_IDENTITY = CityIdentity(issuer.address, CLIENT)
        path = Path(the_settings.KEYS_FOLDER) / "city-identity"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(SECRET)
        path.chmod(0o600)
        yield issuer
        path.unlink()


def _desk(username, proved=True):
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["proved_at"] = time.time() if proved else 0
    session.save()
    return client


def _walk(city, client, subject, start="/sign-in/city/"):
    """From the button to the city and back; the last answer."""
    asked = client.get(start)
    assert asked.status_code == 302, asked.content.decode()
    return client.get("/sign-in/city/back/", city.allowed(asked["Location"], subject))


def _inside(client):
    return "_auth_user_id" in client.session


def test_what_was_bound_by_its_owner_opens_her_account(city):
    assert _walk(city, _desk("bureau"), "city-7", "/account/city/").status_code == 302
    fresh = Client()
    assert _walk(city, fresh, "city-7").status_code == 302 and _inside(fresh)
    assert fresh.session["_auth_user_id"] == str(Account.objects.get(username="bureau").pk)


def test_an_identity_nobody_bound_opens_nothing_and_makes_nothing(city):
    before, fresh = Account.objects.count(), Client()
    answer = _walk(city, fresh, "a stranger")
    assert answer.status_code == 409 and "没有绑定" in answer.content.decode()
    assert not _inside(fresh) and Account.objects.count() == before


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_each_algorithm_the_provider_may_use(city, algorithm):
    city.algorithm = algorithm
    assert _walk(city, _desk("bureau"), "city-7", "/account/city/").status_code == 302


@pytest.mark.parametrize(
    "spoil",
    [{"iss": "https://elsewhere.example"}, {"aud": "another client"}, {"aud": [CLIENT, "another"]}, {"nonce": "replayed"}, {"exp": 1}, {"iat": 1}, {"sub": ""}, {"exp": "soon"}],
    ids=lambda spoil: "-".join(spoil),
)  # fmt: skip
def test_a_token_that_is_not_for_this_visit_is_refused(city, spoil):
    _walk(city, _desk("bureau"), "city-7", "/account/city/")
    city.spoil, fresh = spoil, Client()
    answer = _walk(city, fresh, "city-7")
    assert answer.status_code == 409 and "不可信" in answer.content.decode() and not _inside(fresh)


def test_another_browser_or_a_second_time_is_refused(city):
    _walk(city, _desk("bureau"), "city-7", "/account/city/")
    victim, attacker = Client(), Client()
    back = city.allowed(attacker.get("/sign-in/city/")["Location"], "city-7")
    assert victim.get("/sign-in/city/back/", back).status_code == 409 and not _inside(victim)
    assert attacker.get("/sign-in/city/back/", back).status_code == 302
    assert attacker.get("/sign-in/city/back/", back).status_code == 409


def test_binding_asks_for_a_fresh_proof_and_one_identity_has_one_account(city):
    assert "sign-in/again" in _desk("bureau", proved=False).get("/account/city/")["Location"]
    _walk(city, _desk("bureau"), "city-7", "/account/city/")
    answer = _walk(city, _desk("clerk"), "city-7", "/account/city/")
    assert answer.status_code == 409 and "另一个账号" in answer.content.decode()


def test_the_second_step_is_asked_as_after_a_password(city, monkeypatch):
    _walk(city, _desk("bureau"), "city-7", "/account/city/")
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(Account.objects.get(username="bureau"), generate_totp_secret())
    fresh = Client()
    answer = _walk(city, fresh, "city-7")
    assert answer["Location"].startswith("/sign-in/second/") and not _inside(fresh)


def test_without_a_provider_there_is_no_such_page(client, district):
    assert client.get("/sign-in/city/").status_code == 404 and client.get("/sign-in/city/back/?code=x").status_code == 404


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token_endpoint", "/jwks_uri"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_leads_the_call_elsewhere(city, path, status):
    assert _walk(city, _desk("bureau"), "city-7", "/account/city/").status_code == 302
    city.led = (path, status)
    fresh = Client()
    asked = fresh.get("/sign-in/city/")
    if path != "/.well-known/openid-configuration":  # that one is asked first and refuses at once
        fresh.get("/sign-in/city/back/", city.allowed(asked["Location"], "city-7"))
    assert city.sent_on == [path], "the call was not made"
    assert not _inside(fresh) and city.elsewhere == [], "a redirect was followed"


def test_a_closed_account_stays_closed(city):
    _walk(city, _desk("bureau"), "city-7", "/account/city/")
    Account.objects.filter(username="bureau").update(is_active=False)
    assert _walk(city, Client(), "city-7").status_code == 409


def test_tokens_that_only_look_signed(keys):
    keys.algorithm = "RS256"
    good, jwks = keys.signed({"sub": "a"}), keys.jwks()
    assert opened(good, jwks) == {"sub": "a"}
    head, body, made = good.split(".")
    forged = [
        f"{coded({'alg': 'none'})}.{body}.", f"{coded({'alg': 'HS256', 'kid': 'RS256'})}.{body}.{made}", f"{head}.{coded({'sub': 'b'})}.{made}",
        f"{head}.{body}.{made[:-4]}AAAA", f"{coded({'alg': 'ES256', 'kid': 'RS256'})}.{body}.{made}", f"{head}.{body}", "", "a.b.c",
        keys.signed({"sub": "a"}, {"alg": "RS256", "kid": "RS256", "crit": ["b64"]}), f"{head}.{body}.{made}=",
    ]  # fmt: skip
    for token in forged:
        with pytest.raises(Forged):
            opened(token, jwks)
    with pytest.raises(Forged):
        opened(good, Issuer().jwks())
    assert json.dumps(jwks)

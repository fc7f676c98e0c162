"""暴力猜测 — a stolen database says nothing to whoever lacks the keys; guessing passwords from many addresses gains nothing."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from jiaxin.apps.access import limits, vault
from jiaxin.apps.access.models import Account
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.models import Identity
from jiaxin.kit.crypto import Digest, digest
from tests.apps.access.conftest import PASSWORD
from tests.cast import CAST, _id_number

pytestmark = pytest.mark.django_db


def _county(birthdays: int = 60, orders: int = 20):
    """Every number of a county within some birthdays: what an attacker walks through."""
    return [_id_number(f"340212197506{day % 28 + 1:02d}{number:03d}") for day in range(birthdays) for number in range(900, 900 + orders)]


def test_without_the_keys_no_number_is_recovered_by_walking_through_a_county():
    target = CAST.worker
    registry.enrol([registry.Claimed(target.name, target.id_number, target.phone)])
    row = Identity.objects.get()
    kept = {bytes(row.id_index), bytes(row.name_mark)[:16], bytes(row.id_index)[:16]}
    walked = {*_county(), target.id_number}
    keys = [b"", b"id_number", b"jiaxin", b"blind index of id_number", row.subject.encode()]
    guesses = (
        made
        for number in walked
        for raw in (number.encode(), number.lower().encode(), f"{number}\x1f{target.name}".encode())
        for made in (
            *(digest(raw, one) for one in Digest), hashlib.sha512(raw).digest(), hashlib.md5(raw).digest(),
            *(hmac.digest(key, raw, "sha256") for key in keys if key), bytes(raw),
        )
    )  # fmt: skip
    assert not any(guess[:16] in {one[:16] for one in kept} for guess in guesses)
    assert target.id_number.encode() not in bytes(row.sealed) and target.name.encode() not in bytes(row.sealed)
    # The walk itself works: whoever holds the index key finds her, which is why it lies elsewhere.
    assert bytes(row.id_index) in set(vault.blind_index_many("id_number", sorted(walked)))


def test_guesses_from_two_hundred_addresses_do_not_reach_the_hasher(client, district, monkeypatch, settings):
    settings.AXES_ENABLED = True
    reached = []
    real = MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda self, *a: reached.append(1) or real(self, *a))
    for number in range(400):
        words = {"login": "bureau", "password": f"guess {number}"}
        client.post("/sign-in/", words, REMOTE_ADDR=f"10.0.{number % 200}.7")
    assert len(reached) <= 10, f"{len(reached)} guesses reached the hasher"
    assert Account.objects.get(username="bureau").is_active


def _sign_in(client, password: str) -> int:
    return client.post("/sign-in/", {"login": "bureau", "password": password}, REMOTE_ADDR="10.0.0.9").status_code


def test_a_stranger_who_goes_on_guessing_does_not_keep_the_owner_out(client, district, settings):
    """In the browser she has signed in with before, her tries are her own; a note of another account or of nobody gives none."""
    settings.AXES_ENABLED = True
    assert _sign_in(client, PASSWORD) == 302
    note = client.cookies[settings.BROWSER_COOKIE_NAME]
    assert note["httponly"] and note["samesite"] == "Lax" and note["secure"] and "bureau" not in note.value
    client.post("/sign-out/")
    assert client.cookies[settings.BROWSER_COOKIE_NAME].value == note.value, "signing out keeps the note"
    for number in range(limits.PASSWORD_FAILURES * 3):
        _sign_in(Client(), f"guess {number}")
    assert _sign_in(Client(), PASSWORD) == 429, "elsewhere the account rests"
    rival = Client()
    rival.post("/sign-in/", {"login": "rival", "password": PASSWORD})
    rival.post("/sign-out/")
    assert _sign_in(rival, PASSWORD) == 429, "with the note of another account"
    forged = Client()
    forged.cookies[settings.BROWSER_COOKIE_NAME] = note.value[:-3] + "abc"
    assert _sign_in(forged, PASSWORD) == 429, "with a note that was altered"
    assert _sign_in(client, "a slip of the finger") == 200
    assert _sign_in(client, PASSWORD) == 302, "in her own browser she gets in"


def test_a_stolen_note_gives_five_tries_and_no_more(client, district, settings, monkeypatch):
    settings.AXES_ENABLED = True
    _sign_in(client, PASSWORD)
    client.post("/sign-out/")
    reached = []
    real = MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda self, *a: reached.append(1) or real(self, *a))
    for number in range(40):
        _sign_in(client, f"guess {number}")
    assert 0 < len(reached) <= limits.PASSWORD_FAILURES
    assert _sign_in(client, PASSWORD) == 429


def test_what_is_typed_where_an_account_belongs_is_not_kept(client, district, settings):
    settings.AXES_ENABLED = True
    typed = CAST.worker.name, CAST.worker.id_number
    client.post("/sign-in/", {"login": typed[0], "password": typed[1]}, REMOTE_ADDR="10.0.1.7")
    client.post("/sign-in/", {"login": typed[1], "password": typed[0]}, REMOTE_ADDR="10.0.1.7")
    assert AccessAttempt.objects.count() == 2
    for row in AccessAttempt.objects.values():
        assert not any(word in str(value) for word in typed for value in row.values()), row


def test_after_its_rest_the_account_opens_again(client, district, settings):
    settings.AXES_ENABLED = True
    for number in range(20):
        client.post("/sign-in/", {"login": "bureau", "password": f"guess {number}"}, REMOTE_ADDR=f"10.0.{number}.7")
    past = timedelta(minutes=limits.PASSWORD_REST_MINUTES + 1)
    for one in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=one.pk).update(attempt_time=one.attempt_time - past)
    answer = client.post("/sign-in/", {"login": "bureau", "password": "a long enough phrase 7"})
    assert answer.status_code == 302

"""Passwords are checked as they were typed, may be long, are hidden, may be pasted, and are changed by whoever knows the old one."""

import re

import pytest

from tests.portals.entrance.test_staff import PASSWORD, district, type_password  # noqa: F401 - the fixture is asked for by name

pytestmark = pytest.mark.django_db
LONG = "Ein langer Satz 很长的一句话 mit Leerzeichen, Zahlen 1234 und allem, was dazugehört, über 64 Zeichen"


def change(client, old: str, new: str):
    return client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_without_the_old_password_it_is_not_changed(client, district):  # noqa: F811
    type_password(client)
    assert change(client, PASSWORD + "x", "another phrase 8").status_code == 200
    client.logout()
    assert type_password(client).status_code == 302, "the old one still holds"


def test_a_long_one_of_any_signs_holds_exactly_as_it_was_typed(client, district):  # noqa: F811
    assert len(LONG) > 64
    type_password(client)
    assert change(client, PASSWORD, LONG).status_code == 302
    client.logout()
    for wrong in (LONG[:-1], LONG[:72], LONG.lower(), LONG.upper()):
        assert type_password(client, password=wrong).status_code == 200, wrong
    assert type_password(client, password=LONG).status_code == 302


def test_what_is_typed_is_hidden_and_may_be_pasted(client, district):  # noqa: F811
    pages = [client.get("/sign-in/").text]
    type_password(client)
    pages.append(client.get("/account/password/").text)
    fields = [field for page in pages for field in re.findall(r"<input[^>]*>", page) if "password" in field]
    assert len(fields) >= 4
    for field in fields:
        assert 'type="password"' in field, field
        assert "onpaste" not in field and "readonly" not in field and 'autocomplete="off"' not in field, field


def test_a_session_is_named_by_more_than_a_hundred_and_twenty_eight_bits_drawn_anew(client, district):  # noqa: F811
    seen = set()
    for _ in range(3):
        type_password(client)
        key = client.session.session_key
        assert re.fullmatch(r"[a-z0-9]{32}", key)  # 36 ** 32 > 2 ** 165
        seen.add(key)
        client.logout()
    assert len(seen) == 3

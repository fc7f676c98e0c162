import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from jiaxin.apps.access import limits
from jiaxin.apps.access.models import Account
from jiaxin.apps.notices import queries as told
from jiaxin.kit import clock as the_clock

pytestmark = pytest.mark.django_db
PHONE = "15412345678"


@pytest.fixture
def clock():
    moment = [datetime(2026, 11, 23, 2, 0, tzinfo=UTC)]

    class Hand:
        def forward(self, **by: float) -> None:
            moment[0] += timedelta(**by)

    with the_clock.set_clock(lambda: moment[0]):
        yield Hand()


def ask(client, phone=PHONE, role="worker", address="192.0.2.1"):
    return client.post("/sign-in/phone/", {"phone": phone, "role": role}, REMOTE_ADDR=address)


def last_code() -> str:
    return re.search(r"验证码 (\d{6})", told.outbox()[0].text).group(1)


def signed_in(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_a_worker_signs_in_with_the_code_she_was_sent(client, clock):
    assert ask(client).headers["Location"] == "/sign-in/code/"
    assert "5678" in client.get("/sign-in/code/").text
    response = client.post("/sign-in/code/", {"code": last_code()})
    assert (response.status_code, response["Location"]) == (302, "/")
    account = Account.objects.get()
    assert (account.role, signed_in(client)) == ("worker", str(account.pk))


def test_the_next_visit_finds_the_same_account(client, clock):
    for _ in range(2):
        ask(client, phone=" +86 154-1234-5678")
        client.post("/sign-in/code/", {"code": last_code()})
        clock.forward(minutes=2)
    assert Account.objects.count() == 1


def test_a_worker_and_a_family_on_one_phone_are_two_accounts(client, clock):
    for role in ("worker", "household"):
        ask(client, role=role)
        client.post("/sign-in/code/", {"code": last_code()})
        clock.forward(minutes=2)
    assert set(Account.objects.values_list("role", flat=True)) == {"worker", "household"}


def test_a_staff_role_cannot_be_had_by_phone(client, clock):
    assert "有效的选择" in ask(client, role="bureau_admin").text or told.outbox() == []
    assert Account.objects.count() == 0


def test_a_code_is_used_once(client, clock):
    ask(client)
    code, state = last_code(), client.session["phone_sign_in"]
    client.post("/sign-in/code/", {"code": code})
    client.logout()
    session = client.session
    session["phone_sign_in"] = state
    session.save()
    assert "已失效" in client.post("/sign-in/code/", {"code": code}).text


def test_after_five_wrong_guesses_the_right_code_is_wrong_too(client, clock):
    ask(client)
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(limits.CODE_TRIES):
        assert "不正确" in client.post("/sign-in/code/", {"code": wrong}).text
    assert "已失效" in client.post("/sign-in/code/", {"code": right}).text
    assert not signed_in(client)


def test_a_code_lives_five_minutes(client, clock):
    ask(client)
    clock.forward(minutes=limits.CODE_MINUTES, seconds=1)
    assert "已失效" in client.post("/sign-in/code/", {"code": last_code()}).text


def test_two_codes_within_a_minute_are_one_too_many(client, clock):
    ask(client)
    assert "请等待 60 秒" in ask(client).text
    clock.forward(seconds=61)
    assert ask(client).status_code == 302


def test_one_number_gets_five_codes_an_hour_wherever_it_asks_from(client, clock):
    for n in range(limits.CODES_PER_NUMBER_HOUR):
        assert ask(client, address=f"192.0.2.{n}").status_code == 302
        clock.forward(seconds=61)
    assert "次数过多" in ask(client, address="192.0.2.99").text
    clock.forward(hours=1)
    assert ask(client).status_code == 302


def test_one_address_gets_thirty_codes_an_hour_whatever_the_number(client, clock):
    for n in range(limits.CODES_PER_ADDRESS_HOUR):
        assert ask(client, phone=f"154123400{n:02}").status_code == 302
    assert "次数过多" in ask(client, phone="15412340099").text
    assert ask(client, phone="15412340099", address="198.51.100.7").status_code == 302


@pytest.mark.parametrize("typed", ["1234", "25412345678", "154123456789", "电话"])
def test_what_is_not_a_mobile_number_is_told_apart(client, clock, typed):
    assert "应为 11 位数字" in ask(client, phone=typed).text


def test_a_full_width_number_and_code_are_understood(client, clock):
    ask(client, phone="１５４１２３４５６７８")
    code = "".join(chr(ord(digit) + 0xFEE0) for digit in last_code())
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def test_a_code_works_in_the_browser_that_asked_for_it_and_in_no_other(client, clock):
    other, third = Client(), Client()
    ask(client)
    code = last_code()
    assert other.post("/sign-in/code/", {"code": code})["Location"].endswith("/sign-in/phone/")  # asked for none
    ask(third, phone="15412345679")  # asked for one of its own
    third.post("/sign-in/code/", {"code": code})
    assert not signed_in(other) and not signed_in(third)
    client.post("/sign-in/code/", {"code": code})
    assert signed_in(client)


def test_neither_number_nor_code_is_kept_in_clear(client, clock):
    ask(client)
    code = last_code()
    for table in ("access_phone_code", "notices_message", "access_session"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                kept = b"|".join(bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode() for v in row)
                assert PHONE.encode() not in kept
                assert code.encode() not in kept


def test_after_sign_in_one_returns_to_a_page_of_ours_only(client, clock):
    for asked, lands in (("/files/1/", "/files/1/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        client.post(f"/sign-in/phone/?next={asked}", {"phone": PHONE, "role": "worker"})
        assert client.post("/sign-in/code/", {"code": last_code()})["Location"] == lands
        client.logout()
        clock.forward(seconds=61)


def test_without_a_number_there_is_no_code_to_type(client):
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/phone/"


def test_the_outbox_is_shown_where_the_settings_say_it_is_a_demo(client, clock, settings):
    ask(client)
    assert client.get("/outbox/").status_code == 404
    settings.OUTBOX_PAGE = True
    assert last_code() in client.get("/outbox/").text

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import connection

from jiaxin.apps.access.models import Account
from tests.apps.access.conftest import PASSWORD, district, nothing_waits  # noqa: F401  # the same small district

pytestmark = pytest.mark.django_db


def type_password(client, username="clerk", password=PASSWORD):
    return client.post("/sign-in/", {"login": username, "password": password})


def signed_in(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_the_page_is_in_chinese_and_leads_to_the_other_way_in(client):
    text = client.get("/sign-in/?next=/files/").text
    assert "工作人员" in text
    assert 'href="/sign-in/phone/?next=/files/"' in text
    assert "Sign" not in text


def test_staff_sign_in_by_password(client, district):  # noqa: F811
    response = type_password(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client) == str(Account.objects.get(username="clerk").pk)


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client, district):  # noqa: F811
    wrong = type_password(client, password="not the phrase 1")
    unknown = type_password(client, username="nobody")
    strip = lambda page: page.text.replace("nobody", "clerk").split("<form", 1)[1].split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert wrong.status_code == unknown.status_code == 200
    assert strip(wrong) == strip(unknown)
    assert not signed_in(client)


def test_after_five_failures_the_account_rests_whatever_the_address(client, district, settings):  # noqa: F811
    for n in range(5):
        client.post("/sign-in/", {"login": "clerk", "password": "wrong phrase 1"}, REMOTE_ADDR=f"192.0.2.{n}")
    response = client.post("/sign-in/", {"login": "clerk", "password": PASSWORD}, REMOTE_ADDR="198.51.100.1")
    assert response.status_code == 429
    assert "暂停登录 15 分钟" in response.text
    assert not signed_in(client)
    assert type_password(client, username="rival").status_code == 302


def test_nobody_signs_up_alone(client):
    assert client.get("/sign-up/").status_code == 404


def test_signing_out_ends_the_session(client, district):  # noqa: F811
    type_password(client)
    assert "退出登录" in client.get("/sign-out/").text
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_the_session_key_changes_at_sign_in(client, district):  # noqa: F811
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    type_password(client)
    assert client.session.session_key != before


def test_a_password_can_be_changed_and_a_common_one_is_refused(client, district):  # noqa: F811
    type_password(client)
    change = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    assert client.post("/account/password/", change).status_code == 200
    change |= {"password1": "another phrase 8", "password2": "another phrase 8"}
    assert client.post("/account/password/", change).status_code == 302
    client.logout()
    assert type_password(client, password="another phrase 8").status_code == 302


def current_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


class TestSecondFactor:
    @pytest.fixture
    def secret(self, client, district):  # noqa: F811
        type_password(client)
        client.post("/sign-in/again/", {"password": PASSWORD})
        page = client.get("/account/second/app/")
        assert "验证器" in page.text
        secret = page.context["form"].secret
        response = client.post("/account/second/app/", {"code": current_code(secret)})
        assert response.status_code == 302, response.text
        client.logout()
        return secret

    def test_a_password_alone_no_longer_signs_in(self, client, secret):
        assert type_password(client)["Location"].startswith("/sign-in/second/")
        assert not signed_in(client)
        assert "六位数字" in client.get("/sign-in/second/").text

    def test_password_and_code_do(self, client, secret):
        type_password(client)
        assert client.post("/sign-in/second/", {"code": current_code(secret)}).status_code == 302
        assert signed_in(client)

    def test_a_code_works_once(self, client, secret):
        code = current_code(secret)
        for works in (True, False):
            type_password(client)
            client.post("/sign-in/second/", {"code": code})
            assert bool(signed_in(client)) is works
            client.logout()

    def test_the_seed_is_sealed(self, secret):
        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM mfa_authenticator")
            assert all(secret not in str(row[0]) for row in cursor.fetchall())


def test_a_fresh_password_counts_as_proof(client, district):  # noqa: F811
    started = time.time()
    type_password(client)
    client.post("/sign-in/again/", {"password": PASSWORD})
    records = client.session["account_authentication_methods"]
    assert records[-1]["at"] >= started
    assert records[-1]["reauthenticated"]


class TestAFormStoppedByTheStepUp:
    """It comes back after the second proof, with what was typed, and is carried out by one more press."""

    pytestmark = pytest.mark.urls("tests.apps.access.addresses_declared")

    @pytest.fixture
    def stale(self, client, district):  # noqa: F811
        type_password(client)
        session = client.session
        session["account_authentication_methods"] = [
            {**one, "at": time.time() - 3600} for one in session["account_authentication_methods"]
        ]
        session.save()
        return client

    @pytest.fixture
    def district(self, district):  # noqa: F811
        Account.objects.filter(username="clerk").update(role="bureau_admin")
        return district

    def stopped(self, client, data, **headers):
        return client.post("/promulgate/", data, headers={"Referer": "http://testserver/home/?page=2", **headers})

    def test_it_is_shown_again_and_works(self, stale):
        answer = self.stopped(stale, {"why": "情况属实", "many": ["1", "2"]})
        assert answer["Location"] == "/sign-in/again/?next=%2Fsign-in%2Fresume%2F"
        proved = stale.post(answer["Location"], {"password": PASSWORD, "next": "/sign-in/resume/"})
        assert proved["Location"] == "/sign-in/resume/"
        page = stale.get("/sign-in/resume/")
        assert "还没有执行" in page.text and "发布评分规则" in page.text
        assert 'action="/promulgate/"' in page.text and 'href="/home/?page=2"' in page.text
        assert page.text.count('name="many"') == 2 and 'value="情况属实"' in page.text
        assert stale.post("/promulgate/", {"why": "情况属实"}).content == b"promulgated"

    def test_what_was_typed_lies_sealed(self, stale):
        self.stopped(stale, {"why": "情况属实"})
        assert "情况属实" not in str(dict(stale.session)) and "stopped_form" in stale.session

    def test_it_is_forgotten_after_some_minutes(self, stale):
        self.stopped(stale, {"why": "情况属实"})
        session = stale.session
        session["stopped_form"] = {**session["stopped_form"], "at": time.time() - 660}
        session.save()
        assert stale.get("/sign-in/resume/")["Location"] == "/"
        assert "stopped_form" not in stale.session

    def test_a_part_of_a_page_goes_back_to_the_page_and_says_so(self, stale):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/home/?page=3"}
        answer = stale.post("/promulgate/", {"why": "x"}, headers=headers)
        assert answer["HX-Redirect"] == "/sign-in/again/?next=%2Fhome%2F%3Fpage%3D3"
        assert "请再做一次" in stale.get("/sign-in/again/").text

    def test_a_file_is_not_kept(self, stale):
        from io import BytesIO

        answer = self.stopped(stale, {"file": BytesIO(b"x")})
        assert answer["Location"] == "/sign-in/again/?next=%2Fhome%2F%3Fpage%3D2"

    def test_nobody_is_sent_to_a_foreign_page(self, stale):
        for foreign in ("https://evil.example/x", "javascript:alert(1)", "//evil.example/"):
            answer = stale.post("/promulgate/", {"file": "x"}, headers={"HX-Request": "true", "Referer": foreign})
            assert answer["HX-Redirect"] == "/sign-in/again/?next=%2F"

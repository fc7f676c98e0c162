import re
import time

import pytest

from jiaxin.apps.access import actions, queries
from jiaxin.apps.access.models import Account
from jiaxin.domain.permissions import Role
from tests.apps.access.conftest import SETUP

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.apps.access.addresses_declared")]


def test_an_open_address_asks_nobody(client):
    assert client.get("/anybody/").content == b"anybody"


def test_who_is_not_signed_in_is_sent_to_the_entrance_and_back(client):
    response = client.get("/home/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=%2Fhome%2F%3Fpage%3D2")


def test_a_partial_page_sends_the_whole_page_to_the_entrance(client):
    response = client.get("/home/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/sign-in/")


def test_whoever_is_signed_in_is_the_actor(district, sign_in):
    assert sign_in("clerk").get("/home/").content == b"clerk"


def test_a_role_without_the_permission_is_told_so_and_it_is_recorded(district, sign_in):
    response = sign_in("clerk").get("/promulgate/")
    assert response.status_code == 403
    assert "发布评分规则" in response.text
    assert [line.code for line in queries.refusals("clerk")] == ["role"]


def test_somebody_elses_file_is_a_page_that_does_not_exist(district, sign_in):
    client = sign_in("clerk")
    assert client.get("/file/orga/").status_code == 200
    foreign, absent = client.get("/file/orgb/"), client.get("/file/nowhere/")
    assert foreign.status_code == absent.status_code == 404
    assert without_token(foreign.text) == without_token(absent.text)


def without_token(page: str) -> str:
    return re.sub(r'"X-CSRFToken": "\w+"', "", page)


def test_step_up_sends_to_the_password_page_and_passes_when_fresh(district, sign_in):
    client = sign_in("bureau")
    response = client.get("/promulgate/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/again/?next=%2Fpromulgate%2F")
    session = client.session
    session["proved_at"] = time.time()
    session.save()
    assert client.get("/promulgate/").content == b"promulgated"


def test_any_other_refusal_is_a_sentence_and_a_next_step(district, sign_in):
    response = sign_in("clerk").get("/stumbles/")
    assert response.status_code == 409
    assert "这个批次已经入库。" in response.text
    assert "请刷新页面。" in response.text


@pytest.mark.urls("tests.apps.access.addresses_undeclared")
def test_an_address_without_a_door_is_not_served(district, sign_in):
    assert sign_in("bureau").get("/forgotten/").status_code == 404


def test_a_closed_account_is_out_with_the_next_request(district, sign_in):
    client = sign_in("clerk")
    Account.objects.filter(username="clerk").update(is_active=False)
    assert client.get("/home/").status_code == 302


def test_a_changed_post_holds_with_the_next_request(district, sign_in):
    client = sign_in("clerk")
    Account.objects.filter(username="clerk").update(organisation="orgb")
    assert client.get("/file/orga/").status_code == 404


def test_an_account_without_a_post_is_told_so(district, sign_in):
    client = sign_in("clerk")
    Account.objects.filter(username="clerk").update(role="")
    response = client.get("/home/")
    assert response.status_code == 403
    assert "还没有岗位" in response.text
    assert client.get("/home/").status_code == 302


class TestSessions:
    @pytest.mark.parametrize(
        ("signed_in", "seen", "stays"),
        [(60, 60, True), (3600, 14 * 60, True), (3600, 16 * 60, False), (8 * 3600 + 60, 60, False)],
    )
    def test_staff_leave_after_fifteen_idle_minutes_or_eight_hours(self, district, sign_in, signed_in, seen, stays):
        client = sign_in("clerk")
        session = client.session
        session["signed_in_at"], session["seen_at"] = time.time() - signed_in, time.time() - seen
        session.save()
        assert (client.get("/home/").status_code == 200) is stays

    def test_a_worker_stays_longer(self, db, sign_in):
        actions.set_up_account(SETUP, "wang", Role.WORKER)
        client = sign_in("wang")
        session = client.session
        session["signed_in_at"] = session["seen_at"] = time.time() - 11 * 3600
        session.save()
        assert client.get("/home/").status_code == 200


class TestHeaders:
    def test_signed_in_pages_are_never_kept(self, district, sign_in):
        assert sign_in("clerk").get("/home/")["Cache-Control"] == "no-store"

    def test_every_answer_carries_the_headers(self, client):
        for path in ("/anybody/", "/sign-in/", "/no-such-page/"):
            response = client.get(path)
            policy = response["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["X-Frame-Options"] == "DENY"
            assert response["Referrer-Policy"] == "same-origin"
            assert response["Cross-Origin-Opener-Policy"] == "same-origin"
            assert response["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "camera=(self)" in response["Permissions-Policy"]

    def test_cookies_are_for_the_server_only(self, settings):
        from config.settings import base

        assert base.SESSION_COOKIE_NAME.startswith("__Host-")
        assert base.SESSION_COOKIE_SECURE
        assert base.CSRF_COOKIE_SECURE
        assert base.SESSION_COOKIE_HTTPONLY


class TestPrograms:
    def test_a_token_is_an_actor_without_a_session_or_csrf(self, district):
        from django.test import Client

        token = actions.make_token(SETUP, "clerk")
        response = Client(enforce_csrf_checks=True).post("/push/", headers={"Authorization": f"Bearer {token}"})
        assert response.json()["organisation"] == "orga"

    def test_a_form_without_a_csrf_token_is_refused(self, district, sign_in):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.cookies = sign_in("clerk").cookies
        assert client.post("/push/").status_code == 403

    def test_a_wrong_token_gets_words_it_can_parse(self, client):
        response = client.post("/push/", headers={"Authorization": "Bearer jx_no_no"})
        assert response.status_code == 401
        assert response.json()["code"] == "access.sign-in"

    def test_a_wrong_token_does_not_fall_back_to_the_session(self, district, sign_in):
        response = sign_in("clerk").post("/push/", headers={"Authorization": "Bearer jx_no_no"})
        assert response.status_code == 401

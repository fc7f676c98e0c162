"""One's own account: the link into a new one, where one is signed in, what is missing; and who opens and places accounts."""

import re

import pytest
from django.test import Client

from jiaxin.apps.access import actions, queries, sessions
from jiaxin.apps.access.models import Account, Invitation, Session
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from tests.apps.access.conftest import PASSWORD, SETUP, district, nothing_waits, sign_in  # noqa: F401  # the same small district

pytestmark = pytest.mark.django_db
PHRASE = "quiet lantern 48 over the bridge"
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture
def console() -> Actor:
    return queries.console_actor()


def entered(username: str, program: str = DESK) -> Client:
    browser = Client(HTTP_USER_AGENT=program)
    assert browser.post("/sign-in/", {"login": username, "password": PASSWORD}).status_code == 302
    browser.get("/account/")
    return browser


def set_password(browser: Client, secret: str, password: str = PHRASE, again: str = ""):
    return browser.post(f"/sign-in/first/{secret}/", {"password": password, "again": again or password})


class TestTheFirstAdministrators:
    def test_each_sets_a_password_behind_a_link_that_opens_once(self, db, console, client):
        made = actions.first_invitations(console)
        assert [role for role, _, _ in made] == [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR]
        secret = made[0][2]
        assert "设置您的密码" in client.get(f"/sign-in/first/{secret}/").text
        assert set_password(client, secret)["Location"] == "/account/"
        assert "系统管理员" in client.get("/account/").text
        assert set_password(Client(), secret, "another phrase 77 that is long").status_code == 404
        assert Account.objects.get(username="system-admin").check_password(PHRASE)

    def test_a_role_somebody_holds_is_not_given_away_again(self, db, console):
        first = {role: secret for role, _, secret in actions.first_invitations(console)}
        set_password(Client(), first[Role.AUDITOR])
        again = {role: secret for role, _, secret in actions.first_invitations(console)}
        assert set(again) == {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}
        assert Client().get(f"/sign-in/first/{first[Role.SYSTEM_ADMIN]}/").status_code == 404, "the later link ends the earlier"
        for secret in again.values():
            set_password(Client(), secret)
        with pytest.raises(Refused, match=r"invitation\.held"):
            actions.first_invitations(console)

    def test_only_the_console_asks_for_them(self, district):  # noqa: F811
        with pytest.raises(Refused):
            actions.first_invitations(district["bureau"])

    def test_an_old_link_and_a_weak_password_are_refused_in_words(self, db, console, client, settings):
        (_, _, secret), *_ = actions.first_invitations(console)
        weak = set_password(client, secret, "short1").text
        assert "密码太短，至少要 10 个字符" in weak and "too" not in weak
        assert "两遍不一样" in set_password(client, secret, PHRASE, PHRASE + "x").text
        Invitation.objects.update(good_until=Invitation.objects.first().made_at)
        answer = client.get(f"/sign-in/first/{secret}/")
        assert answer.status_code == 404 and "已过期" in answer.text

    def test_the_database_keeps_no_secret_of_a_link(self, db, console):
        secrets = [secret for _, _, secret in actions.first_invitations(console)]
        kept = b"".join(bytes(digest) for digest in Invitation.objects.values_list("digest", flat=True))
        assert len(kept) == 32 * 3 and not any(secret.encode() in kept for secret in secrets)


class TestWhereSomebodyIsSignedIn:
    def test_each_device_is_listed_in_words_and_no_address_is_kept(self, district):  # noqa: F811
        entered("clerk", PHONE)
        text = entered("clerk", DESK).get("/account/").text
        assert "手机 · Chrome" in text and "电脑 · Edge" in text and text.count("这台设备") == 1
        assert "127.0.0.1" not in text
        rows = "".join(str(row) for row in Session.objects.values_list("device", "account_id"))
        assert "Mozilla" not in rows

    def test_a_session_that_is_ended_is_a_strangers_at_the_next_request(self, district):  # noqa: F811
        lost, here = entered("clerk", PHONE), entered("clerk", DESK)
        handle = next(one.handle for one in sessions.seats(Account.objects.get(username="clerk").pk) if "手机" in one.device)
        here.post("/account/sessions/end/", {"handle": handle})
        assert lost.get("/account/")["Location"].startswith("/sign-in/")
        assert here.get("/account/").status_code == 200

    def test_nobody_ends_the_session_of_somebody_else(self, district):  # noqa: F811
        hers, rival = entered("clerk"), entered("rival")
        handle = sessions.seats(Account.objects.get(username="clerk").pk)[0].handle
        rival.post("/account/sessions/end/", {"handle": handle})
        assert hers.get("/account/").status_code == 200

    def test_all_others_at_once(self, district):  # noqa: F811
        others, here = [entered("clerk", PHONE) for _ in range(3)], entered("clerk")
        assert "已退出 3 台设备" in here.post("/account/sessions/end/", follow=True).text
        assert [one.get("/account/").status_code for one in others] == [302] * 3

    def test_rows_past_their_end_are_removed(self, district):  # noqa: F811
        entered("clerk")
        Session.objects.update(expire_date="2026-01-01T00:00:00Z")
        entered("rival")
        assert sessions.forget_over() == 1


class TestACookieThatWasCarriedAway:
    def test_on_another_kind_of_device_it_opens_nothing_and_is_recorded(self, district):  # noqa: F811
        desk = entered("clerk", DESK)
        thief = Client(HTTP_USER_AGENT=PHONE)
        thief.cookies = desk.cookies
        assert thief.get("/company/")["Location"].startswith("/sign-in/")
        assert [one.code for one in queries.refusals("clerk")] == ["device"]
        assert desk.get("/account/").status_code == 302, "it is over for both, so that its owner notices"

    def test_a_newer_browser_of_the_same_kind_goes_on(self, district):  # noqa: F811
        desk = entered("clerk", DESK)
        assert desk.get("/account/", HTTP_USER_AGENT=DESK.replace("126", "127")).status_code == 200


class TestASecondFactorIsAsked:
    def test_without_one_only_the_pages_to_set_one_up_open(self, district, settings):  # noqa: F811
        settings.SECOND_FACTOR_REQUIRED = True
        browser = entered("bureau")
        assert browser.get("/office/workers")["Location"] == "/account/"
        assert "添加通行密钥" in browser.get("/account/").text
        assert browser.get("/account/second/app/").status_code == 200

    def test_a_family_is_not_asked(self, district, settings, client):  # noqa: F811
        settings.SECOND_FACTOR_REQUIRED = True
        account = Account.objects.get(username="clerk")
        actions.set_up_account(SETUP, "family", Role.HOUSEHOLD)
        client.force_login(Account.objects.get(username="family"), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get("/", follow=True).status_code == 200
        assert account.role == Role.COMPANY_CLERK


class TestThePageOfAccounts:
    def at(self, username: str) -> Client:
        browser = entered(username)
        browser.post("/sign-in/again/", {"password": PASSWORD})
        return browser

    def test_opened_by_one_placed_by_another_used_by_a_third(self, district, client):  # noqa: F811
        shown = self.at("system").post("/office/accounts/invite", {"username": "east-clerk", "label": "东湖街道经办"}).text
        secret = re.search(r"/sign-in/first/([\w-]+)/", shown)[1]
        assert "还没有岗位" in set_password(client, secret).text
        self.at("security").post("/office/accounts/east-clerk/give", {"role": "bureau_clerk", "organisation": "bureau"})
        assert client.post("/sign-in/", {"login": "east-clerk", "password": PHRASE}).status_code == 302
        assert queries.actor_named("east-clerk").role is Role.BUREAU_CLERK
        assert secret not in self.at("system").get("/office/accounts").text

    def test_the_system_administrator_gives_no_post_and_the_auditor_changes_nothing(self, district):  # noqa: F811
        assert self.at("system").post("/office/accounts/clerk/give", {"role": "bureau_admin"}).status_code == 403
        auditor = self.at("auditor")
        assert "办理" not in auditor.get("/office/accounts").text.split("<thead>")[1]
        assert auditor.post("/office/accounts/invite", {"username": "some-one", "label": "某岗"}).status_code == 403

    def test_a_closed_account_is_out_at_once(self, district):  # noqa: F811
        hers = entered("clerk")
        self.at("security").post("/office/accounts/clerk/take")
        assert hers.get("/account/").status_code == 302
        assert {one.username: one.state for one in queries.staff_accounts()}["clerk"] == "closed"

    def test_somebody_who_lost_everything_gets_a_new_link_and_the_old_password_is_dead(self, district, client):  # noqa: F811
        hers = entered("clerk")
        shown = self.at("system").post("/office/accounts/clerk/link").text
        assert "一次性链接" in shown and hers.get("/account/").status_code == 302
        assert client.post("/sign-in/", {"login": "clerk", "password": PASSWORD}).status_code == 200
        assert "还没有岗位" in set_password(client, re.search(r"/sign-in/first/([\w-]+)/", shown)[1]).text
        with pytest.raises(Refused, match=r"access\.no-post"):  # who made the link does not get into the post with it
            queries.actor_named("clerk")
        self.at("security").post("/office/accounts/clerk/give", {"role": "company_clerk", "organisation": "orga"})
        assert client.post("/sign-in/", {"login": "clerk", "password": PHRASE}).status_code == 302

    @pytest.mark.parametrize(("username", "label", "said"), [("李梅", "经办", "小写字母"), ("clerk", "经办", "已经有了"), ("new-one", " ", "没有写岗位")])
    def test_a_wrong_entry_is_named_and_kept(self, district, username, label, said):  # noqa: F811
        answer = self.at("system").post("/office/accounts/invite", {"username": username, "label": label})
        assert answer.status_code == 409 and said in answer.text and f'value="{username}"' in answer.text

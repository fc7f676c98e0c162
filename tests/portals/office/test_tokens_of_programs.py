"""接口令牌 — given on a page, shown once, used, seen to be used, ended; never longer than the post it stands under."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from jiaxin.apps.access import actions, doctoring, limits
from jiaxin.apps.access.models import MachineKey
from jiaxin.apps.access.queries import console_actor
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as the_clock
from tests.portals.office.officers import desk, fresh, officer
from tests.portals.walking import manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
KEEPER = Actor("keeper", Role.SECURITY_ADMIN, fresh=True)


@pytest.fixture
def keeper(own_data):  # noqa: F811 - the fixture
    return fresh(desk(Role.SECURITY_ADMIN))


def given(keeper, username, label="样例公司人事系统") -> str:
    answer = keeper.post("/office/tokens/give", {"username": username, "label": label})
    assert answer.status_code == 200, answer.content.decode()[-900:]
    return re.search(r'value="(jx_[^"]+)"', answer.content.decode())[1]


def asks(token: str) -> int:
    return Client().get("/api/v1/status", HTTP_AUTHORIZATION=f"Bearer {token}").status_code


def test_a_token_is_given_shown_once_used_and_ended(keeper):
    company = manager()
    page = keeper.get("/office/tokens").content.decode()
    assert "还没有发放过令牌" in page and company.id in page
    token = given(keeper, company.id)
    assert asks(token) == 200
    page = keeper.get("/office/tokens").content.decode()
    assert token not in page and "样例公司人事系统" in page and "没有用过" not in page and "可以使用" in page
    assert keeper.post(f"/office/tokens/{token.split('_')[1]}/end").status_code == 302
    assert asks(token) == 401 and "已停用" in keeper.get("/office/tokens").content.decode()
    assert keeper.post(f"/office/tokens/{token.split('_')[1]}/end").status_code == 404


def test_only_posts_that_may_use_the_interface_get_one_and_it_says_for_which_program(keeper):
    auditor = officer(Role.AUDITOR)
    answer = keeper.post("/office/tokens/give", {"username": auditor.id, "label": "样例"})
    assert answer.status_code == 409 and "没有能用接口的岗位" in answer.content.decode()
    answer = keeper.post("/office/tokens/give", {"username": manager().id, "label": " "})
    assert answer.status_code == 409 and "没有写给哪个程序用" in answer.content.decode()
    assert not MachineKey.objects.exists()


def test_others_see_who_has_one_and_give_none(keeper):
    given(keeper, manager().id)
    for role in (Role.SYSTEM_ADMIN, Role.AUDITOR):
        other = fresh(desk(role))
        assert "样例公司人事系统" in other.get("/office/tokens").content.decode()
        assert other.post("/office/tokens/give", {"username": manager().id, "label": "x"}).status_code == 403
    assert desk(Role.BUREAU_CLERK).get("/office/tokens").status_code == 403


def test_it_ends_with_the_post_and_does_not_come_back_with_it(keeper):
    company = manager()
    place = {"organisation": company.organisation}
    token = given(keeper, company.id)
    actions.give_post(KEEPER, company.id, Role.COMPANY_MANAGER, **place)
    assert asks(token) == 200, "the same post once more changes nothing"
    actions.give_post(KEEPER, company.id, Role.COMPANY_CLERK, **place)
    assert asks(token) == 401
    actions.give_post(KEEPER, company.id, Role.COMPANY_MANAGER, **place)
    second = given(keeper, company.id)
    actions.take_post(KEEPER, company.id)
    actions.give_post(KEEPER, company.id, Role.COMPANY_MANAGER, **place)
    assert asks(second) == 401
    third = given(keeper, company.id)
    actions.invite_again(Actor("opener", Role.SYSTEM_ADMIN, fresh=True), company.id)
    actions.give_post(KEEPER, company.id, Role.COMPANY_MANAGER, **place)
    assert asks(third) == 401


def test_whose_account_it_is_sees_and_ends_it_and_nobody_elses(keeper):
    company, rival = manager(), officer(Role.BUREAU_CLERK)
    mine, theirs = given(keeper, company.id), given(keeper, rival.id, "样例另一系统")
    own = signed_in(company)
    page = own.get("/account/").content.decode()
    assert "样例公司人事系统" in page and "样例另一系统" not in page
    assert own.post("/account/tokens/end/", {"token": theirs.split("_")[1]}).status_code == 404
    assert own.post("/account/tokens/end/", {"token": mine.split("_")[1]}).status_code == 302
    assert (asks(mine), asks(theirs)) == (401, 200)


def test_an_old_one_is_named_on_the_page_and_by_the_doctor(keeper):
    actions.make_token(console_actor(), manager().id)
    assert not list(doctoring._tokens())
    MachineKey.objects.update(made_at=the_clock.now() - timedelta(days=limits.TOKEN_DAYS + 1))
    assert [one.code for one in doctoring._tokens()] == ["tokens.old"]
    assert "该换发了" in keeper.get("/office/tokens").content.decode()

"""A passkey in a real browser, with the browser's own stand-in for a device: set up, used alone, used as proof, taken away."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from jiaxin.apps.access import actions
from jiaxin.domain.permissions import Role
from tests.apps.access.conftest import PASSWORD, SETUP
from tests.browser.district import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, settings, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver keeps a loop in this thread
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.SECOND_FACTOR_REQUIRED = True
    actions.set_up_organisation(SETUP, "firm", "样例安心家政服务有限公司", "company", "340212")
    actions.set_up_account(SETUP, "owner", Role.COMPANY_MANAGER, organisation="firm", label="企业负责人", password=PASSWORD)
    return str(live_server.url)


@pytest.fixture
def phone(address: str) -> Iterator[Page]:
    """After the database and before it is emptied: the driver's loop would be in Django's way."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                  "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        yield page
        chromium.close()


def test_the_only_manager_of_a_small_company_uses_her_phone_instead_of_an_app(address: str, phone: Page) -> None:
    phone.goto(f"{address}/sign-in/")
    phone.locator("input[name=login]").fill("owner")
    phone.locator("input[name=password]").fill(PASSWORD)
    press(phone.get_by_role("button", name="登录", exact=True))
    expect(phone.get_by_text("本区要求第二步验证")).to_be_visible()  # nothing else opens before
    press(phone.get_by_role("link", name="添加通行密钥"))
    phone.get_by_role("button", name="开始登记").click()
    expect(phone.get_by_text("我的手机")).to_be_visible()
    phone.goto(f"{address}/company/")
    expect(phone.locator("h1")).to_be_visible()

    phone.goto(f"{address}/sign-out/")
    press(phone.get_by_role("button", name="退出"))
    phone.get_by_role("button", name="用通行密钥登录").click()
    phone.wait_for_url(f"{address}/company/")  # no password, no second step

    phone.goto(f"{address}/sign-in/passkey/again/?next=/account/")
    phone.get_by_role("button", name="用通行密钥确认").click()
    phone.wait_for_url(f"{address}/account/")
    press(phone.get_by_role("link", name="删除"))
    phone.get_by_role("button", name="删除").click()
    expect(phone.get_by_text("还没有第二步验证")).to_be_visible()


def test_a_device_that_knows_nobody_is_told_so_and_the_password_stays(address: str, phone: Page) -> None:
    phone.goto(f"{address}/sign-in/")
    phone.get_by_role("button", name="用通行密钥登录").click()
    expect(phone.get_by_text("没有认出通行密钥")).to_be_visible()
    expect(phone.locator("input[name=password]")).to_be_visible()

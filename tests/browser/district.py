"""A district before a real browser: the whole program on a free port, one sign-in per role."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Locator, Page, expect

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.street import Street
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

PICTURES = os.environ.get("JIAXIN_PICTURES", "")  # a folder: each story leaves what it saw there


class District:
    """The street with its company and worker, officers, a family; `at` turns the clock for program and browser alike."""

    def __init__(self, address: str, street: Street) -> None:
        self.address, self.street = address, street
        console = console_actor()
        firm = registry.companies([street.company])[street.company]
        access.set_up_organisation(console, street.company, firm.name, "company", "340212", firm.credit_code)
        phone = registry.people([street.her])[street.her].phone
        self.actors = {
            "her": access.set_up_account(console, "p-her", Role.WORKER, phone=phone, subject=street.her),
            "family": access.set_up_account(console, "p-family", Role.HOUSEHOLD, phone="16512340001"),
            "company": access.set_up_account(console, "manager", Role.COMPANY_MANAGER, organisation=street.company, label="企业负责人"),
            "clerk": officer(Role.BUREAU_CLERK, "clerk"),
            "chief": officer(Role.BUREAU_ADMIN, "chief"),
            "market": officer(Role.MARKET, "market"),
            "association": officer(Role.ASSOCIATION, "association", organisation="association"),
            "assessor": officer(Role.ASSOCIATION, "assessor", organisation="association"),
        }

    def at(self, day: str, time: str = "02:00") -> None:
        self.street.now = datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=UTC)

    def client(self, who: str) -> Client:
        return proved(signed_in(self.actors[who]))

    def follow(self) -> None:
        pipeline.turn_the_day()
        pipeline.advance()
        pipeline.follow_codes()

    def streets(self) -> None:
        """Three streets, two of them with a base; the worker lives in the first."""
        names = {"340212001": "样例东街道", "340212002": "样例西街道", "340212003": "样例南街道"}
        registering.set_regions([(code, name, "street", "340212", date(2020, 1, 1), None) for code, name in names.items()])
        for name, count in (("样例东街道", 3), ("样例西街道", 8)):
            self.street.say("baseline", "2026-03-01", registering.place(name), street=name, baseline_on="2026-03-01", count=count, source_name="摸底名册")
        WorkerFile.objects.filter(subject=self.street.her).update(street="340212001")

    @contextmanager
    def seat(self, browser: Browser, who: str, wide: int = 1440) -> Iterator[Page]:
        """A browser in which this person is signed in; empty = a stranger."""
        with seated(browser, self.address, self.client(who) if who else None, wide) as page:
            yield page

    def picture(self, browser: Browser, who: str, path: str, name: str) -> None:
        """The page at 390 and 1440 px, where pictures are wanted; and that it does not overflow, always."""
        for wide in (390, 1440):
            with self.seat(browser, who, wide) as page:
                answer = page.goto(f"{self.address}{path}")
                assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if PICTURES:
                    page.screenshot(path=f"{PICTURES}/{name}-{wide}.png", full_page=True)
                assert over <= 0, f"{path} is {over} px too wide at {wide}"


def press(button: Locator) -> None:
    """Presses what leads to another page and waits until that page has come whole: a slow machine still reads it.

    What a search finds comes into the page that asked (front/quietly.js).
    """
    if button.evaluate("it => !!it.form?.matches('form[role=search][method=post]')"):
        with found_within(button.page):
            button.click()
        return
    with button.page.expect_navigation():
        button.click()


@contextmanager
def found_within(page: Page) -> Iterator[None]:
    """Until what a search finds stands in the page that asked: before that, the form to type in is still the old one."""
    page.evaluate("() => { window.jxFound = new Promise((come) => document.addEventListener('htmx:afterSettle', () => come(true), { once: true })) }")
    yield
    page.evaluate("window.jxFound")


def until(page: Page, asked: str, missing: str, seconds: float = 30) -> str:
    """What this script gives once it gives anything, asked again and again; raises AssertionError with `missing` otherwise.

    The policy of some pages forbids the waiting script that a browser's driver would put into them.
    """
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := page.evaluate(asked):
            return str(found)
        page.wait_for_timeout(50)
    raise AssertionError(f"{missing} within {seconds:g} seconds")


def drawn(pictures: Locator) -> None:
    """Every one of these pictures has come and can be seen; a slow machine still fetches it, and one below the screen is fetched when reached."""
    for one in pictures.all():
        one.scroll_into_view_if_needed()
        expect(one).not_to_have_js_property("naturalWidth", 0)


def sign(page: Page, which: int = 0) -> None:
    """A stroke of the pen in a signature field."""
    pad = page.locator("[data-pad]").nth(which)
    pad.scroll_into_view_if_needed()
    where = pad.bounding_box()
    assert where is not None
    page.mouse.move(where["x"] + 20, where["y"] + 20)
    page.mouse.down()
    page.mouse.move(where["x"] + 120, where["y"] + 80, steps=4)
    page.mouse.up()


def proved(client: Client) -> Client:
    """Has just proved once more who it is."""
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    return client


@contextmanager
def seated(browser: Browser, address: str, client: Client | None, wide: int = 1440, offline: bool = False) -> Iterator[Page]:
    """A browser in which whoever signed in with this client is signed in too; nobody = a stranger. offline: pages may be kept."""
    context = browser.new_context(viewport={"width": wide, "height": 900 if wide > 500 else 844}, locale="zh-CN", service_workers="allow" if offline else "block")
    if client is not None:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": address}])
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def serving(data: Path) -> Iterator[District]:
    """The program on a port of its own, over the database of the test."""
    street = Street()
    with installed(data), clock.set_clock(lambda: street.now):
        street.open()
        pipeline.turn_the_day()
        pipeline.advance()
        with answering() as address:
            yield District(address, street)


@contextmanager
def installed(data: Path) -> Iterator[None]:
    """Settings of a program that a browser reaches without a certificate, with a folder of its own."""
    with override_settings(DATA=data, ALLOWED_HOSTS=["*"], SESSION_COOKIE_NAME="session", CSRF_COOKIE_NAME="csrf", SESSION_COOKIE_SECURE=False, CSRF_COOKIE_SECURE=False, SECURE_SSL_REDIRECT=False):
        yield


@contextmanager
def answering() -> Iterator[str]:
    """The program on a free port, over the database of this test; yields its address."""
    with ExitStack() as stack:
        shared = {c.alias: c for c in connections.all() if c.vendor == "sqlite" and c.is_in_memory_db()}
        for connection in shared.values():
            connection.inc_thread_sharing()
            stack.callback(connection.dec_thread_sharing)
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override=shared)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        stack.callback(thread.terminate)
        yield f"http://127.0.0.1:{thread.port}"

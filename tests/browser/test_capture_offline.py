"""Two hundred records with the network off, the phone restarted, synced once: none lost, none double, what differs is shown."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from jiaxin.apps.intake.models import FieldPhone, FieldRecord
from jiaxin.apps.registry.models import Identity, Subject
from jiaxin.domain.permissions import Actor
from tests.browser.district import PICTURES, District, proved, serving
from tests.portals.field.doors import Phone, person, picture, record, seats
from tests.portals.walking import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY, MET, PIN = 200, 3, "hu7dao2-men"
_FILL = """(said) => { const form = document.querySelector("[data-form]");
  for (const [name, value] of Object.entries(said)) if (name !== "job_types") form.elements[name].value = value;
  for (const box of form.querySelectorAll("[name=job_types]")) box.checked = said.job_types.includes(box.value);
  window.saved = new Promise((done) => form.addEventListener("saved", () => done(true), { once: true })); }"""
_PAD = """() => { const pad = document.querySelector("[data-pad]"); pad.scrollIntoView({ behavior: "instant", block: "center" });
  const { x, y } = pad.getBoundingClientRect(); return { x, y }; }"""
_RAW = """async () => { const base = await new Promise((done) => { const asked = indexedDB.open("jiaxin-field"); asked.onsuccess = () => done(asked.result); });
  const all = (name) => new Promise((done) => { const asked = base.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
  const bytes = (key, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder("utf-8").decode(value) : value;
  const found = JSON.stringify([await all("records"), await all("meta")], bytes); base.close(); return found; }"""


@contextmanager
def phone_in_hand(profile: Path, district: District, actor: Actor | None, offline: bool = False) -> Iterator[tuple[BrowserContext, Page]]:
    """The same phone each time: its profile stays, the session does not outlive it."""
    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            str(profile), executable_path=shutil.which("chromium"), args=["--no-sandbox", "--force-prefers-reduced-motion"], viewport={"width": 390, "height": 844}, locale="zh-CN"
        )
        context.set_default_timeout(90_000)
        if actor is not None:
            cookie = proved(signed_in(actor)).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": district.address}])
        context.set_offline(offline)
        page = context.new_page()
        page.goto(f"{district.address}/field/capture")
        yield context, page
        context.close()


def unlocked(page: Page, pin: str = PIN) -> None:
    page.locator("[data-unlock] input").fill(pin)
    page.get_by_role("button", name="打开", exact=True).click()


def captured(page: Page, said: dict[str, Any], photos: list[Any]) -> None:
    page.evaluate(_FILL, said)
    if photos:
        for photo in photos:
            page.locator("[data-photo]").set_input_files(photo)
        expect(page.locator("[data-photos] img")).to_have_count(len(photos))
    where = page.evaluate(_PAD)
    page.mouse.move(where["x"] + 20, where["y"] + 20)
    page.mouse.down()
    page.mouse.move(where["x"] + 120, where["y"] + 80, steps=3)
    page.mouse.up()
    assert page.evaluate("""() => { document.querySelector("[data-form]").requestSubmit(); return window.saved; }""")


def shot(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_two_hundred_records_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver keeps a loop in this thread
    with serving(tmp_path) as district:
        district.street.now = datetime.now(UTC)
        grid, _ = seats()
        office = Phone(grid)
        for number in range(MET):  # some are filed already
            assert office.sends(record(number)).json()["state"] == "landed"
        before = Subject.objects.filter(kind="worker").count()
        profile = tmp_path / "phone"
        face = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(picture(400).partition(",")[2])}
        with phone_in_hand(profile, district, grid) as (context, page):
            shot(page, "capture-setup")
            for name, value in (("pin", "123456"), ("again", "123456"), ("label", "工作手机")):
                page.locator(f"[data-setup] [name={name}]").fill(value)
            page.get_by_role("button", name="登记这部手机").click()
            expect(page.locator("[data-said]")).to_contain_text("口令太短或太简单")
            for name in ("pin", "again"):
                page.locator(f"[data-setup] [name={name}]").fill(PIN)
            page.get_by_role("button", name="登记这部手机").click()
            expect(page.locator("[data-screen=open]")).to_be_visible()
            expect(page.locator("body[data-kept=yes]")).to_be_attached()
            context.set_offline(True)
            expect(page.locator("[data-network]")).to_contain_text("没有网络")
            for number in range(MANY):
                said = person(number) | ({"phone": f"1541299000{number}"} if number < MET else {})
                captured(page, said, [face] * 3 if number < 6 else [])
            expect(page.locator("[data-count-unsent]")).to_have_text(str(MANY))
            shot(page, "capture-open")
            raw = page.evaluate(_RAW)
            assert not [word for n in range(MANY) for word in (person(n)["name"], person(n)["id_number"], person(n)["phone"]) if word in raw]
        with phone_in_hand(profile, district, None, offline=True) as (context, page):  # restarted, still without a network
            unlocked(page, "wrong-pin-1")
            expect(page.locator("[data-said]")).to_contain_text("口令不对")
            unlocked(page)
            expect(page.locator("[data-count-unsent]")).to_have_text(str(MANY))
        with phone_in_hand(profile, district, grid) as (context, page):  # a network again: syncs by itself
            unlocked(page)
            expect(page.locator("[data-count-landed]")).to_have_text(str(MANY - MET), timeout=400_000)
            expect(page.locator("[data-count-unsent]")).to_have_text("0")
            expect(page.locator("[data-count-waiting]")).to_have_text(str(MET))
            expect(page.locator("[data-count-fix]")).to_have_text("0")
            expect(page.locator("[data-list] li")).to_have_count(MET)
            kept = page.evaluate(_RAW)
            assert kept.count('"sealed":null') == MANY - MET, "what is over leaves the phone"
            shot(page, "capture-synced")
            states = sorted(FieldRecord.objects.exclude(phone=office.id).values_list("state", flat=True))
            assert states == ["landed"] * (MANY - MET) + ["waiting"] * MET
            assert Subject.objects.filter(kind="worker").count() - before == MANY - MET
            assert Identity.objects.values("id_index").distinct().count() == Identity.objects.count()
            mine = FieldPhone.objects.exclude(id=office.id).get()
            FieldPhone.objects.filter(id=mine.id).update(stopped_at=district.street.now)
        with phone_in_hand(profile, district, None) as (context, page):  # the thief opens it: nobody is signed in
            expect(page.locator("[data-screen=stopped]")).to_be_visible()
            raw = page.evaluate(_RAW)
            assert "wrapped" not in raw and '"key"' not in raw

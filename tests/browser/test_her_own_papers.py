"""Her phone: what is missing, a paper handed in and what became of it; a draft that outlives a reload and not a sign-out; two taps to object."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from jiaxin.kit import picture_reading
from tests.browser.district import District, press, serving
from tests.browser.looking import too_small, violations
from tests.portals.field.doors import person, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]
_RAW = """async () => { const base = await new Promise((done) => { const asked = indexedDB.open("jiaxin-drafts"); asked.onsuccess = () => done(asked.result); });
  if (!base.objectStoreNames.contains("kept")) { base.close(); return { names: [], text: "" }; }
  const all = (what) => new Promise((done) => { const asked = base.transaction("kept").objectStore("kept")[what](); asked.onsuccess = () => done(asked.result); });
  const bytes = (key, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder("utf-8").decode(value) : value;
  const found = { names: await all("getAllKeys"), text: JSON.stringify([await all("getAll"), { ...localStorage }, { ...sessionStorage }], bytes) };
  base.close(); return found; }"""
LARGE = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(picture(3000).partition(",")[2])}  # as a phone makes them: megabytes


def ready(page: Page) -> None:
    expect(page.locator("form[data-draft-ready=yes]")).to_be_attached()


def newcomer(district: District, number: int = 3) -> None:
    district.actors["new"] = access.set_up_account(console_actor(), f"p-new{number}", Role.WORKER, phone=person(number)["phone"])


def test_a_draft_outlives_a_reload_and_not_a_sign_out(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        newcomer(district)
        said = person(3)
        with district.seat(chromium_here, "new", 390) as page:
            page.goto(f"{district.address}/me/file")
            ready(page)
            for name in ("name", "id_number", "residence_address"):
                page.locator(f"[name={name}]").fill(said[name])
            page.get_by_label("保洁", exact=True).check()
            expect(page.locator("form[data-draft-kept=yes]")).to_be_attached()  # and the last stroke with it
            page.reload()
            ready(page)
            for name in ("name", "id_number", "residence_address"):
                expect(page.locator(f"[name={name}]")).to_have_value(said[name])
            expect(page.get_by_label("保洁", exact=True)).to_be_checked()
            expect(page.locator("[data-draft-note]")).to_be_visible()
            kept = page.evaluate(_RAW)
            assert "draft:file" in kept["names"]
            assert not [word for word in (said["id_number"], said["name"], said["residence_address"]) if word in kept["text"]]
            page.goto(f"{district.address}/sign-out/")
            press(page.get_by_role("button", name="退出"))
            assert page.evaluate(_RAW)["names"] == []
            context = page.context
            context.add_cookies([{"name": "session", "value": district.client("new").cookies["session"].value, "url": district.address}])
            page.goto(f"{district.address}/me/file")
            ready(page)
            expect(page.locator("[name=id_number]")).to_have_value("")


def test_the_photo_of_a_certificate_outlives_a_reload_and_is_read_for_her_to_compare(chromium_here: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("职业技能等级证书", "职业名称 养老护理员", "技能等级 四级/中级工", "证书编号 S000034000002000000001")
    boxes = [(text, ((0, y), (400, y), (400, y + 20), (0, y + 20)), 98) for y, text in zip(range(0, 200, 50), lines, strict=True)]
    monkeypatch.setattr(picture_reading, "installed", lambda: True)
    monkeypatch.setattr(picture_reading, "words", lambda _data: boxes)
    with serving(tmp_path) as district:
        newcomer(district)
        said = person(3)
        with district.seat(chromium_here, "new", 390) as page:
            page.goto(f"{district.address}/me/file")
            ready(page)
            page.locator("[name=name]").fill(said["name"])
            page.locator("[name=certificate]").set_input_files(LARGE)
            expect(page.locator("[name=certificate][data-shrunk=yes][data-kept=yes]")).to_be_attached()
            expect(page.get_by_text("请和证书核对")).to_be_visible()
            expect(page.locator("[name=skill_number]")).to_have_value("")  # nothing is filled in before she says so
            assert violations(page) == []
            page.get_by_role("button", name="对，填上").click()
            expect(page.locator("[name=skill_number]")).to_have_value("S000034000002000000001")
            expect(page.locator("[name=skill_name]")).to_have_value("养老护理员")
            expect(page.locator("form[data-draft-kept=yes]")).to_be_attached()
            page.reload()
            ready(page)
            expect(page.locator("[name=certificate][data-kept=back]")).to_be_attached()
            expect(page.locator("[name=skill_number]")).to_have_value("S000034000002000000001")
            assert page.evaluate("document.querySelector('[name=certificate]').files[0].size") < 1_000_000
            kept = page.evaluate(_RAW)
            assert "draft:file:certificate" in kept["names"] and "base64" not in kept["text"] and "/9j/" not in kept["text"]
            page.locator("[name=id_number]").fill("340212197506069129")  # a digit that does not fit
            page.get_by_label("保洁", exact=True).check()
            page.locator("[name=purpose]").first.check()
            press(page.get_by_role("button", name="建档"))
            ready(page)
            expect(page.locator("[name=certificate][data-kept=back]")).to_be_attached()  # a fault costs no photo
            page.locator("[name=id_number]").fill(said["id_number"])
            press(page.get_by_role("button", name="建档"))
            assert page.url.endswith("/me/")
            page.wait_for_function(f"({_RAW})().then((found) => !found.names.some((name) => name.startsWith('draft:file')))")
        district.follow()
        subject = registry.by_id_number(said["id_number"])
        assert {one for entry in ledger.history_of_many([subject])[subject] for one in entry.fact.provenance.evidence}


def test_a_draft_is_nobody_elses_and_no_day_older(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        newcomer(district, 3)
        with district.seat(chromium_here, "new", 390) as page:
            for other in (True, False):
                page.goto(f"{district.address}/me/file")
                ready(page)
                page.locator("[name=name]").fill("甄安宁")
                expect(page.locator("form[data-draft-kept=yes]")).to_be_attached()
                if other:
                    newcomer(district, 4)
                    page.context.add_cookies([{"name": "session", "value": district.client("new").cookies["session"].value, "url": district.address}])
                else:
                    page.clock.install(time=page.evaluate("Date.now()") + 25 * 3600e3)
                page.goto(f"{district.address}/me/file")
                ready(page)
                expect(page.locator("[name=name]")).to_have_value("")


def test_filed_the_draft_is_gone(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        newcomer(district)
        said = person(3)
        with district.seat(chromium_here, "new", 390) as page:
            page.goto(f"{district.address}/me/file")
            ready(page)
            for name in ("name", "id_number", "residence_address"):
                page.locator(f"[name={name}]").fill(said[name])
            page.get_by_label("保洁", exact=True).check()
            page.locator("[name=purpose]").first.check()
            press(page.get_by_role("button", name="建档"))
            assert page.url.endswith("/me/")
            page.wait_for_function(f"({_RAW})().then((found) => !found.names.includes('draft:file'))")


def test_a_paper_handed_in_by_phone_compared_and_filed(chromium_here: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as district:
        district.follow()
        with district.seat(chromium_here, "her", 390) as page:
            page.goto(f"{district.address}/me/")
            if page.get_by_role("button", name="都对，我确认").count():
                press(page.get_by_role("button", name="都对，我确认"))
                district.follow()
            page.goto(f"{district.address}/me/papers")
            press(page.get_by_role("link", name="补交：培训"))
            ready(page)
            page.get_by_label("培训名称").fill("家政服务员岗前培训")
            page.locator("[name=training_on]").fill(district.street.now.date().isoformat())
            page.get_by_label("培训学时").fill("24")
            expect(page.locator("form[data-draft-kept=yes]")).to_be_attached()
            page.reload()
            ready(page)
            expect(page.get_by_label("培训名称")).to_have_value("家政服务员岗前培训")
            page.locator("[name=photo]").set_input_files(LARGE)
            expect(page.locator("[name=photo][data-shrunk=yes]")).to_be_attached()
            assert page.evaluate("document.querySelector('[name=photo]').files[0].size") < 1_000_000
            press(page.get_by_role("button", name="交", exact=True))
            assert "待核对" in page.inner_text("main")
            page.wait_for_function(f"({_RAW})().then((found) => !found.names.includes('draft:paper-training'))")
        with district.seat(chromium_here, "clerk") as page:
            page.goto(f"{district.address}/office/papers")
            address = page.locator("td").get_by_role("link", name="培训", exact=True).get_attribute("href")
            page.goto(f"{district.address}/office/courses")
            for name, value in (("title", "家政服务员岗前培训"), ("provider", "样例职业培训学校"), ("held_on", (district.street.now.date() + timedelta(days=3)).isoformat()), ("place", "样例路1号"), ("hours", "6"), ("places", "20")):
                page.locator(f"[name={name}]").fill(value)
            page.get_by_label("补什么").select_option("岗前培训")
            press(page.get_by_role("button", name="发布"))
            course = page.url.removeprefix(district.address)
        with district.seat(chromium_here, "her", 390) as page:
            page.goto(f"{district.address}/me/courses")
            press(page.get_by_role("button", name="报名"))
            assert "已报名" in page.inner_text("main")
        assert address
        for who, path, name in (
            ("her", "/me/", "own-home"), ("her", "/me/papers", "own-papers"), ("her", "/me/papers/new/health", "own-health"), ("her", "/me/papers/new/skill", "own-skill"),
            ("her", "/me/cases", "own-objections"), ("her", "/me/courses", "own-courses"), ("clerk", "/office/courses", "office-courses"), ("clerk", course, "office-course"), ("clerk", "/office/papers", "office-papers"), ("clerk", address, "office-paper"),
        ):  # fmt: skip
            district.picture(chromium_here, who, path, name)
            with district.seat(chromium_here, who, 390) as page:
                page.goto(f"{district.address}{path}")
                assert not (found := violations(page)), found
                if who == "her":
                    page.context.add_cookies([{"name": "view", "value": "elder", "url": district.address}])
                    page.goto(f"{district.address}{path}")
                    assert not (found := too_small(page)), found
        with district.seat(chromium_here, "clerk") as page:
            page.goto(f"{district.address}{address}")
            press(page.get_by_role("button", name="与照片相符，入档"))
        with district.seat(chromium_here, "her", 390) as page:
            page.goto(f"{district.address}/me/papers")
            assert "已入档" in page.inner_text("main")
            page.goto(f"{district.address}/me/rights")
            press(page.get_by_role("link", name="提出异议"))
            line = page.locator("#records > div").filter(has_text="家政服务员岗前培训")
            line.locator("summary").click()
            press(line.get_by_role("button", name="日期不对"))
            assert "异议中" in page.inner_text("main")

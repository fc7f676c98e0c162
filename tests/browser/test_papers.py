"""Photos and certificates in a browser: a zip is handed in, what is doubtful is asked beside the picture, the rest is filed."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect

from jiaxin import pipeline
from jiaxin.apps.intake import actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from tests.browser.district import District, drawn, press
from tests.factories.pictures import jpeg
from tests.portals.company.test_papers import bundle

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def test_a_company_says_whose_the_doubtful_pictures_are(here: tuple[District, Browser], tmp_path: Path) -> None:
    district, browser = here
    her = registry.people([district.street.her])[district.street.her]
    packed = tmp_path / "证照.zip"
    packed.write_bytes(bundle({f"头像/{her.name}.jpg": jpeg(1, exif=True), f"李四_{her.id_number}_健康证.jpg": jpeg(2), f"{her.name}身份证.jpg": jpeg(3), "IMG_0001.jpg": jpeg(4)}).read())
    district.picture(browser, "company", "/company/papers", "papers-empty")
    with district.seat(browser, "company", 390) as page:
        page.goto(f"{district.address}/company/papers")
        page.set_input_files("input[type=file]", str(packed))
        expect(page.locator("[data-chosen]")).to_contain_text("证照.zip")
        press(page.get_by_role("button", name="上传并辨认"))
        actions.work()
        page.goto(page.url)
        expect(page.get_by_text("这是身份证件的图片，系统不收集")).to_be_visible()
        where = page.url.removeprefix(district.address)
        district.picture(browser, "company", where, "papers-bundle")
        district.picture(browser, "company", f"{where}/questions", "papers-questions")
        press(page.get_by_role("link", name="去指认"))
        first = page.locator("section.jx-section").first
        expect(first.get_by_text("文件名里的姓名和号码对不上")).to_be_visible()
        expect(first.locator("img")).to_have_count(1)
        drawn(first.locator("img"))
        assert her.id_number not in page.content()
        first.get_by_role("radio").first.check()
        press(first.get_by_role("button", name="就是她的"))
        expect(page.get_by_text("已指认。")).to_be_visible()
        left = page.locator("section.jx-section").first
        press(left.get_by_role("button", name="不使用这张"))
        expect(page.get_by_text("没有要指认的图片")).to_be_visible()
        press(page.get_by_role("link", name="回到这一批"))
        page.get_by_role("button", name="确认入库").first.click()
        press(page.get_by_role("dialog").get_by_role("button", name="确认入库"))
        actions.work()
        pipeline.advance()
        page.goto(f"{district.address}{where}")
        expect(page.get_by_text("已入库").first).to_be_visible()
    assert ledger.facts_about(her.subject, with_claims=True).of("photo")
    district.picture(browser, "company", "/company/papers", "papers-list")
    district.picture(browser, "clerk", "/office/twins", "twins")
    district.picture(browser, "clerk", f"/office/workers/{her.subject}", "worker-originals")

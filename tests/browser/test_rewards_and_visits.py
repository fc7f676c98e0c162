"""Support, draws, visits and points in a browser: what each person clicks, and that no page overflows a phone."""

from io import BytesIO

import pytest
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, expect

from jiaxin.apps.governance import queries as cases
from jiaxin.kit import clock
from tests.browser.district import PICTURES, District, drawn, press, sign
from tests.cast import CAST
from tests.portals.office.officers import joined

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def _picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (320, 240), (190, 170, 140)).save(kept, "PNG")
    return kept.getvalue()


WALL = _picture()


def test_a_list_of_support_from_the_button_to_the_public_page(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.street.say("identity.check", "2026-02-01", district.street.her, result="passed", checked_on="2026-02-01")
    district.follow()
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/support")
        press(page.locator("form", has_text="新建档并核验").get_by_role("button", name="计算名单"))
        case = page.url.rpartition("/")[2]
        assert "50.00" in page.content() and "1 条记录" in page.content()
    with district.seat(browser, "chief") as page:
        page.goto(f"{district.address}/office/cases/{case}")
        page.get_by_label("结论").fill("无误")
        press(page.locator("form[action$='/check'] button"))
        page.goto(f"{district.address}/office/cases/{case}")
        press(page.locator("form[action$='/announce'] button"))
    with district.seat(browser, "", 390) as page:
        page.goto(f"{district.address}/notices/")
        press(page.get_by_role("link", name="新建档并核验"))
        assert "样例安心家政" in page.content() and "公示期至" in page.content()
    district.picture(browser, "clerk", "/office/support", "support")
    district.picture(browser, "clerk", f"/office/support/{case}", "support-list")
    district.picture(browser, "clerk", f"/office/support/{case}/{district.street.company}", "support-trace")
    district.picture(browser, "", f"/notices/support/{case}", "notice-support")
    district.picture(browser, "company", "/company/support", "company-support")


def test_a_draw_a_visit_on_the_phone_and_the_items_put_right(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/draws")
        page.get_by_label("等哪个公开随机数").fill("明日开奖号码")
        page.get_by_label("检查人员").fill("甲检\n乙检")
        page.get_by_label("C 类抽几家").fill("1" if page.get_by_label("C 类抽几家").input_value() != "0" else "0")
        page.get_by_label("B 类抽几家").fill("1" if page.get_by_label("B 类抽几家").input_value() != "0" else "0")
        press(page.get_by_role("button", name="固定名单并公示"))
        case = page.url.rpartition("/")[2]
    district.picture(browser, "clerk", "/office/draws", "draws")
    district.picture(browser, "", f"/notices/draws/{case}", "notice-draw-waiting")
    district.at("2026-11-03", "14:00")
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/draws/{case}")
        page.get_by_label("随机数（照公告原样）").fill("08 11 19")
        page.get_by_label("公布时间").fill("2026-11-03T21:15")
        press(page.get_by_role("button", name="抽取并派发检查"))
        assert "一致" in page.content()
    district.picture(browser, "clerk", f"/office/draws/{case}", "draw")
    district.picture(browser, "", f"/notices/draws/{case}", "notice-draw")
    visit = cases.opened_by_draw(case)[0].id
    district.picture(browser, "clerk", f"/office/inspections/{visit}", "inspect")
    with district.seat(browser, "clerk", 390) as page:
        page.goto(f"{district.address}/office/inspections/{visit}")
        for box in page.locator("input[type=radio][value=ok]").all():
            box.check()
        before = page.locator("input[name=photo-price]")
        expect(before).to_be_hidden()  # what is asked of a thing found wrong appears with that answer
        page.locator("input[name=item-price][value=bad]").check()
        page.locator("input[name=note-price]").fill("没有价目表")
        expect(before).to_be_visible()
        expect(page.locator("input[name=fix-price]")).to_have_value("2026-11-06")
        before.set_input_files({"name": "前.png", "mimeType": "image/png", "buffer": WALL})
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/inspect-bad-390.png", full_page=True)
        sign(page)
        press(page.get_by_role("button", name="提交检查结果"))
        page.wait_for_url("**/office/cases/**")
    district.picture(browser, "clerk", f"/office/draws/{case}", "draw-results")
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/draws/{case}")
        assert "100.0%" in page.content()
    with district.seat(browser, "company", 390) as page:
        page.goto(f"{district.address}/company/cases/{visit}")
        page.get_by_text("报送一项整改", exact=True).first.click()
        form = page.locator("form[action$='/fix_item']")
        form.get_by_label("提交的材料").fill("价目表已上墙")
        form.get_by_label("整改后的照片").set_input_files({"name": "后.png", "mimeType": "image/png", "buffer": WALL})
        press(form.locator("button"))
        assert "已报送" in page.content() and page.locator(".jx-pair img").count() == 2
        drawn(page.locator(".jx-pair img"))
    district.picture(browser, "company", f"/company/cases/{visit}", "rectify")


def test_a_special_campaign_from_its_cause_to_the_public_page(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk", 390) as page:
        page.goto(f"{district.address}/office/specials")
        page.get_by_label("专项名称").fill("春节前收费")
        page.get_by_label("事由").fill("节前投诉收费的多")
        page.locator("input[name=company]").first.check()
        page.get_by_label("检查人员").fill("甲检\n乙检\n丙检")
        press(page.get_by_role("button", name="固定名单并公示"))
        case = page.url.rpartition("/")[2]
        assert "专项检查已派发并公示" in page.content()
    for who, path, name in (("clerk", "/office/specials", "specials"), ("clerk", f"/office/draws/{case}", "special"), ("", f"/notices/draws/{case}", "notice-special"), ("", "/notices/", "notices-special")):
        district.picture(browser, who, path, name)
    with district.seat(browser, "") as page:
        page.goto(f"{district.address}/notices/draws/{case}")
        assert "专项检查公示" in page.content() and "节前投诉收费的多" in page.content()


def test_the_book_of_points(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/points/{district.street.her}")
        page.get_by_label("几小时").fill("1")
        page.get_by_label("组织单位").fill("样例社区居委会")
        press(page.get_by_role("button", name="登记并记分"))
        assert "记 10 分" in page.inner_text("main")
    district.picture(browser, "clerk", f"/office/points/{district.street.her}", "points")
    district.picture(browser, "her", "/me/points", "my-points")


def test_a_paper_by_topic_is_made_opened_and_taken_along(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/packs")
        page.locator("a[href$='/office/topics']").first.click()
        form = page.locator("form[action$='/make/matters']")
        press(form.locator("button"))
        assert "核对表" in page.inner_text("main") and "matters.opened:" in page.inner_text("main")
        where = page.url.removeprefix(district.address)
        with page.expect_download() as taken:
            page.locator("a[href$='/paper.pdf']").click()
        assert taken.value.suggested_filename.startswith("办理事项和期限材料")
    district.picture(browser, "clerk", where, "topic")
    district.picture(browser, "clerk", "/office/topics", "topics")


def test_a_star_is_applied_for_with_what_the_record_knows_and_marked_blind(here: tuple[District, Browser]) -> None:
    district, browser = here
    district.picture(browser, "company", "/company/stars", "stars-form")
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/stars")
        for box in page.locator("form input[required]").all():
            box.fill("无")
        page.get_by_label("申报几星").select_option("3")
        press(page.get_by_role("button", name="提交申报"))
        case = page.url.rpartition("/")[2]
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/cases/{case}")
        page.locator("form[action$='/review']").get_by_label("结论").fill("齐全")
        press(page.locator("form[action$='/review'] button"))
    district.picture(browser, "clerk", f"/office/stars/{case}/visit", "star-visit")
    with district.seat(browser, "clerk", 390) as page:
        page.goto(f"{district.address}/office/stars/{case}")
        press(page.get_by_role("link", name="填写现场核查表"))
        for box in page.locator("input[type=radio][value='3']").all():
            box.check()
        page.get_by_label("现场照片").set_input_files({"name": "门店.png", "mimeType": "image/png", "buffer": WALL})
        page.get_by_label("企业在场人姓名").fill("样一二")
        page.get_by_label("核查人员姓名").fill("甲核、乙核")
        sign(page)
        page.get_by_role("button", name="提交现场核查").click()
        expect(page.get_by_text("还没有签名，请在框内签名。")).to_be_visible()  # each pad is asked for by itself
        sign(page, 1)
        press(page.get_by_role("button", name="提交现场核查"))
        page.wait_for_url(f"**/office/stars/{case}")
    joined("association", CAST.company.credit_code, clock.today())
    for who, points in (("assessor", "15"), ("association", "12")):
        with district.seat(browser, who) as page:
            page.goto(f"{district.address}/office/stars/{case}")
            assert "15 / 12" not in page.content() and "75" not in page.inner_text("main")
            for box in page.locator("form input[required]").all():
                box.fill(points)
            press(page.get_by_role("button", name="封存评分"))
    with district.seat(browser, "chief") as page:
        page.goto(f"{district.address}/office/stars/{case}")
        assert "15 / 12" in page.inner_text("main") and "75 / 60" in page.inner_text("main")
    district.picture(browser, "chief", f"/office/stars/{case}", "star")
    district.picture(browser, "clerk", "/office/stars", "star-uptake")
    district.picture(browser, "clerk", "/office/stars/agreement", "star-agreement")
    district.picture(browser, "company", "/company/", "company-home")


def test_the_pledge_is_signed_on_glass(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "company", 390) as page:
        page.goto(f"{district.address}/company/pledge")
        page.get_by_label("我已逐条阅读").check()
        page.get_by_label("法定代表人或负责人姓名").fill("样一二")
        sign(page)
        press(page.get_by_role("button", name="签署承诺书"))
        assert "已签署现行版本" in page.content()
    for who, path, name in (("company", "/company/pledge", "pledge"), ("clerk", "/office/pledges", "pledges"), ("", "/notices/pledge", "pledge-public")):
        district.picture(browser, who, path, name)


def test_a_campaign_is_planned_joined_and_looked_at(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/campaigns")
        page.get_by_label("名称").fill("诚信服务月")
        page.get_by_label("开始").fill("2026-11-15")
        page.get_by_label("结束").fill("2026-12-14")
        page.get_by_label("目标家数").fill("30")
        press(page.get_by_role("button", name="发布"))
        where = page.url.removeprefix(district.address)
    with district.seat(browser, "company", 390) as page:
        page.goto(f"{district.address}/company/campaigns")
        press(page.get_by_role("button", name="报名参加"))
        assert "本企业已参加" in page.content()
    for who, path, name in (("clerk", where, "campaign"), ("clerk", "/office/campaigns", "campaigns"), ("company", "/company/campaigns", "company-campaigns")):
        district.picture(browser, who, path, name)


def test_a_standard_is_written_with_the_lines_that_carry_it(here: tuple[District, Browser]) -> None:
    district, browser = here
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/standards")
        page.get_by_label("名称").fill("样例区家政服务员评价规范（2027）")
        page.get_by_label("条款").fill("身份证件经公安核验一致 → 身份核验\n待人热情、守时")
        press(page.get_by_role("button", name="保存草案"))
        where = page.url.removeprefix(district.address)
        assert "有条款没有对应评分项" in page.content()
        page.goto(f"{district.address}/office/cases/{where.rpartition('/')[2]}")
        press(page.locator("form[action$='/consult'] button"))
    for who, path, name in (
        ("clerk", where, "standard"), ("clerk", "/office/standards", "standards"),
        ("", f"/notices/standards/{where.rpartition('/')[2]}", "standard-public"), ("", "/notices/", "notices"),
    ):  # fmt: skip
        district.picture(browser, who, path, name)

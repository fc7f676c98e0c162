"""What follows from what: repair on every surface, complaints that count, consent withdrawn. In a browser, one world."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook
from playwright.sync_api import Browser

from jiaxin import pipeline
from jiaxin.apps.exchange import actions as exchange
from jiaxin.apps.governance import queries as cases
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.kit import clock
from tests.browser.district import District, press
from tests.cast import _id_number

pytestmark = pytest.mark.browser
NUMBER = "样例市监罚〔2026〕17号"


def test_story_8_a_general_item_is_repaired_everywhere_and_the_old_report_says_so(here: tuple[District, Browser]) -> None:
    district, browser = here
    street = district.street
    street.say("penalty", "2026-08-10", street.company, document_no=NUMBER, penalty_class="general", decided_on="2026-08-10",
               authority="样例区市场监督管理局", legal_basis="《反不正当竞争法》第二十条", penalty_kind="fine", fine_fen=1_000_000)  # fmt: skip
    district.follow()
    before = scoring.scores_of([street.company])[street.company]
    district.at("2026-11-09")
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/cases/report")
        assert NUMBER in page.content()
        with page.expect_download() as kept:
            page.get_by_role("link", name="下载 PDF").click()
        assert Path(kept.value.path()).read_bytes().startswith(b"%PDF")
        code = re.search(r"/verify/(\w+)", page.content()).group(1)
        page.goto(f"{district.address}/company/cases")
        page.get_by_text("申请信用修复", exact=True).click()
        page.get_by_label("法定义务履行完毕日期").fill("2026-09-01")
        page.get_by_role("checkbox").check()
        press(page.get_by_role("button", name="申请修复（免费）"))
        assert "2026-11-10 起才能申请" in page.content(), "a day early is refused with the day"
    district.at("2026-11-10")
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/cases")
        page.get_by_text("申请信用修复", exact=True).click()
        page.get_by_label("法定义务履行完毕日期").fill("2026-09-01")
        page.get_by_role("checkbox").check()
        press(page.get_by_role("button", name="申请修复（免费）"))
        case = page.url.rpartition("/")[2]
    with district.seat(browser, "market") as page:
        page.goto(f"{district.address}/office/cases/{case}")
        press(page.get_by_role("button", name="受理"))
    with district.seat(browser, "chief") as page:
        page.goto(f"{district.address}/office/cases/{case}")
        press(page.locator("form[action$='/grant'] button"))
        assert "等待重印" in page.content()
    decided = clock.now()
    pipeline.advance()
    exchange.confirm_repairs()
    one = cases.case(case)
    assert one.closed and (one.events[-1].at - decided).total_seconds() <= 60
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/cases/{case}")
        for place in ("公开页", "企业检索", "信用评分", "开放接口", "导出名单"):
            assert place in page.content(), place
    with district.seat(browser, "", 390) as page:
        page.goto(f"{district.address}/verify/{code}")
        assert "已更新" in page.content() and NUMBER not in page.content()
    assert scoring.scores_of([street.company])[street.company].points > before.points
    district.picture(browser, "company", f"/company/cases/{case}", "repair-case")
    district.picture(browser, "", f"/verify/{code}", "verify")
    district.picture(browser, "company", "/company/cases/report", "report")


def test_story_7_two_of_four_complaints_are_upheld_and_only_the_two_count(here: tuple[District, Browser]) -> None:
    district, browser = here
    street = district.street
    district.at("2026-11-12")
    district.follow()
    card = f"http://127.0.0.1/c/{next(iter(_codes(street.her)))}"
    opened = []
    with district.seat(browser, "family", 390) as page:
        for n in range(4):
            page.goto(f"{district.address}/family/cases")
            page.get_by_label("投诉谁").fill(card)
            page.get_by_label("类别").select_option("quality")
            page.get_by_label("事情经过").fill(f"第{n + 1}次窗户没有擦")
            press(page.get_by_role("button", name="提交投诉"))
            opened.append(page.url.rpartition("/")[2])
    with district.seat(browser, "clerk") as page:
        for case in opened:
            page.goto(f"{district.address}/office/cases/{case}")
            press(page.locator("form[action$='/accept'] button"))
    with district.seat(browser, "her", 390) as page:
        for case in opened:
            page.goto(f"{district.address}/me/cases/{case}")
            page.get_by_label("答复内容").fill("那天擦过")
            press(page.locator("form[action$='/answer'] button"))
    before = scoring.scores_of([street.her])[street.her]
    with district.seat(browser, "clerk") as page:
        for case in opened[:2]:
            page.goto(f"{district.address}/office/cases/{case}")
            form = page.locator("form[action$='/notify']")
            form.get_by_label("严重程度").select_option("general")
            form.get_by_label("理由").fill("照片属实")
            press(form.locator("button"))
    with district.seat(browser, "chief") as page:
        for case in opened[2:]:
            page.goto(f"{district.address}/office/cases/{case}")
            form = page.locator("form[action$='/dismiss']")
            form.get_by_label("理由").fill("证据不足")
            press(form.locator("button"))
        page.goto(f"{district.address}/office/cases/{opened[0]}")
        assert "还没有送达凭证" in page.content() and page.locator("form[action$='/uphold']").count() == 0
    district.picture(browser, "clerk", f"/office/cases/{opened[0]}", "serve-case")
    with district.seat(browser, "her", 390) as page:
        for case in opened[:2]:
            page.goto(f"{district.address}/me/cases/{case}")  # to open it is to be served
    with district.seat(browser, "chief") as page:
        page.goto(f"{district.address}/office/cases/{opened[0]}")
        assert "期满后才能办理" in page.content() and page.locator("form[action$='/uphold']").count() == 0
        district.at("2026-11-20")
        for case in opened[:2]:
            page.goto(f"{district.address}/office/cases/{case}")
            form = page.locator("form[action$='/uphold']")
            form.get_by_label("严重程度").select_option("general")
            form.get_by_label("依据条款").fill("第三条")
            form.get_by_label("理由").fill("照片属实")
            press(form.locator("button"))
    district.follow()
    after = scoring.scores_of([street.her])[street.her]
    upheld = [e for e in ledger.facts_about(street.her).of("complaint.finding") if e.get("upheld")]
    assert len(upheld) == 2 and after.points < before.points
    with district.seat(browser, "her", 390) as page:
        page.goto(f"{district.address}/me/cases/{opened[0]}/letter/{len(cases.case(opened[0]).events)}")
        for word in ("照片属实", "第三条", "2027-11-20 自动停止", "异议", "信用修复指引", "验证码"):
            assert word in page.content(), word
    district.picture(browser, "her", f"/me/cases/{opened[0]}", "complaint-case")


def test_story_6_she_withdraws_and_the_code_stops_while_past_looks_stay(here: tuple[District, Browser]) -> None:
    district, browser = here
    street = district.street
    (code,) = _codes(street.her)
    with district.seat(browser, "company") as page:  # a look before
        page.goto(f"{district.address}/company/workers/{street.her}")
    with district.seat(browser, "her", 390) as page:
        page.goto(f"{district.address}/me/looks")
        looks = page.content().count("样例安心")
        page.goto(f"{district.address}/me/")
        page.get_by_role("button", name="停止展示").first.click()
        press(page.locator("dialog[open] form[action$='/showing/stop'] button[type=submit]"))
        page.wait_for_load_state()
    pressed = clock.now()
    district.follow()
    assert (clock.now() - pressed).total_seconds() <= 60
    reader = Reader(_data())
    found = reader.card(key_of(code))
    reader.close()
    assert found is not None and found[0] == "withdrawn"
    with district.seat(browser, "her", 390) as page:
        page.goto(f"{district.address}/me/looks")
        assert looks >= 1 and page.content().count("样例安心") >= looks
    with district.seat(browser, "company") as page:
        answer = page.goto(f"{district.address}/company/workers/{street.her}")
        assert answer is not None and "撤回" in page.content() and street.her not in page.inner_text("main")


def _codes(subject: str) -> list[str]:
    return [registry.codes([subject])[subject]]


def _data() -> Path:
    return Path(settings.DATA)


def test_story_4_one_certificate_number_for_two_workers_holds_both_and_nobody_goes_red(here: tuple[District, Browser], tmp_path: Path) -> None:
    district, browser = here
    book = Workbook()
    book.active.append(["姓名", "身份证号", "手机号", "工种", "技能证书名称", "证书编号", "发证日期"])
    shared = "1234000000512345"
    for n, name in enumerate(("甄样一", "乜样二")):
        book.active.append([name, _id_number(f"3402121975060{n + 1}912"), f"1541234560{n}", "母婴护理", "育婴员", shared, "2025-05-06"])
    book.active.append(["亓样三", _id_number("34021219750603912"), "15412345609", "母婴护理", "育婴员", "1234000000512346", "2025-05-06"])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/upload")
        page.locator("input[type=file]").set_input_files(str(path))
        press(page.get_by_role("button", name="上传并检查"))
        where = page.url
        intake.work()
        page.goto(where)
        said = page.inner_text("main")
        assert "Sheet 第 2 行 F 列" in said and "Sheet 第 3 行 F 列" in said and "第 4 行" not in said
        page.locator("button[data-dialog=accept]").click()
        press(page.locator("dialog[open] button[type=submit]"))
        page.wait_for_load_state()
        intake.work()
    district.follow()
    filed = [registry.by_id_number(_id_number(f"3402121975060{n + 1}912")) for n in range(3)]
    assert [one is not None for one in filed] == [False, False, True], "both are held, the good row lands"
    reader = Reader(_data())
    states = reader.contents().states
    reader.close()
    assert "red" not in states
    assert not cases.open_cases("red-review"), "nobody goes red by itself"

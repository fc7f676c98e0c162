"""Evaluators, social supervisors, posters and calls for projects in a browser: what each presses, and that no page overflows a phone."""

from datetime import date

import pytest
from django.db import connection
from playwright.sync_api import Browser

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.registry import actions as registering
from jiaxin.domain.permissions import Actor, Role
from tests.browser.district import District, press, sign
from tests.portals.office.officers import officer

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def test_outside_eyes_look_and_decide_nothing(here: tuple[District, Browser]) -> None:
    district, browser = here
    firm = district.street.company
    access.set_up_organisation(console_actor(), "assessors", "样例评估中心", "association", "340212")
    district.actors["evaluator"] = officer(Role.EVALUATOR, "evaluator", organisation="assessors")
    district.actors["supervisor"] = officer(Role.SUPERVISOR, "supervisor", organisation="association")
    manager = Actor("manager", Role.COMPANY_MANAGER, firm)
    typed = {one.code: "无" for one in queries.star_application(firm) if not one.value}
    case = actions.apply_for_star(manager, 3, typed)
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/evaluations")
        page.get_by_label("批次名称").fill("十一月批")
        page.locator("input[name=case]").check()
        press(page.get_by_role("button", name="派发"))
        assert "十一月批" in page.inner_text("main")
    (batch,) = queries.my_evaluations(district.actors["evaluator"])
    where = f"/office/evaluations/mine/{batch.id}"
    district.picture(browser, "evaluator", f"{where}/1", "evaluation-sheet")
    district.picture(browser, "evaluator", where, "evaluation")
    with district.seat(browser, "evaluator") as page:
        page.goto(f"{district.address}{where}/1")
        assert "样例安心" not in page.content()
        for box in page.locator("form input[inputmode=numeric]").all():
            box.fill("15")
        press(page.get_by_role("button", name="保存评分"))
        press(page.get_by_role("button", name="全部评完，交回"))
        assert "已交回" in page.inner_text("main")
    district.picture(browser, "evaluator", "/office/evaluations/mine", "my-evaluations")
    district.picture(browser, "clerk", "/office/evaluations", "evaluations")
    district.picture(browser, "clerk", f"/office/stars/{case}", "star-evaluated")
    with district.seat(browser, "supervisor", 390) as page:
        page.goto(f"{district.address}/office/visits")
        page.get_by_label("企业名称或信用代码").fill("样例安心")
        press(page.get_by_role("button", name="查找"))
        press(page.get_by_role("link", name="开始走访").first)
        for box in page.locator("input[type=radio][value=ok]").all():
            box.check()
        page.locator("input[name=item-pledge][value=bad]").check()
        page.locator("input[name=note-pledge]").fill("墙上没有承诺书")
        sign(page)
        press(page.get_by_role("button", name="提交走访情况"))
        assert "待处理" in page.inner_text("main")
    (visit,) = queries.open_cases("supervision")
    district.picture(browser, "supervisor", f"/office/visits/{firm}", "visit")
    district.picture(browser, "supervisor", "/office/visits", "visits")
    district.picture(browser, "clerk", f"/office/cases/{visit.id}", "visit-case")
    district.picture(browser, "clerk", "/office/specials", "specials")


def test_posters_and_a_call_for_projects(here: tuple[District, Browser]) -> None:
    district, browser = here
    registering.set_regions([(f"34021200100{n}", f"样例{word}社区", "community", "340212001", date(2020, 1, 1), None) for n, word in enumerate("一二三")])
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/posters")
        page.get_by_label("标题").fill("请人上门之前，查一查")
        page.get_by_label("宣传语").fill("扫一扫，看看她的信用")
        page.get_by_label("样例一社区").check()
        press(page.get_by_role("button", name="生成"))
        drive = page.url.removeprefix(district.address)
        with page.expect_download() as kept:
            page.get_by_role("link", name="下载全部海报 PDF").click()
        assert kept.value.path().read_bytes().startswith(b"%PDF")
        page.goto(f"{district.address}/office/projects")
        page.get_by_label("项目", exact=False).first.select_option("model-station")
        page.get_by_label("截止").fill("2026-12-20")
        page.get_by_label("名额").fill("3")
        press(page.get_by_role("button", name="发布"))
        call = page.url.removeprefix(district.address)
        assert "还没有企业申报" in page.inner_text("main")
    drawn = actions.commit_round(district.actors["clerk"], "2026年第1次", {"C": 1}, "四部门共同随机数", ["甲检", "乙检"], [])
    actions.bind_number(district.actors["market"], drawn, "market-42")
    for who, path, name in (("chief", "/office/draws/joint", "draw-joint"), ("clerk", f"/office/draws/{drawn}", "draw-bound"), ("", f"/notices/draws/{drawn}", "notice-draw-bound")):
        district.picture(browser, who, path, name)
    district.picture(browser, "clerk", "/office/posters", "posters")
    district.picture(browser, "clerk", drive, "poster-drive")
    district.picture(browser, "clerk", "/office/projects", "projects")
    district.picture(browser, "clerk", call, "project")
    district.picture(browser, "company", "/company/projects", "company-projects")

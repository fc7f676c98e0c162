"""Papers of stars, pledge, points, a call for projects and matters: counted once, kept, the same in three formats, each figure found again by its query id."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, projecting, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight.models import Snapshot
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.incentives.rules import Applicant
from jiaxin.domain.permissions import Actor, Consent, Role, Thing
from tests.apps.governance.acting import CHIEF, CLERK, HER, HERSELF, at, finding
from tests.apps.governance.starring import VISIT
from tests.apps.governance.test_stars import FIRST, HIGH, LOW, SECOND, for_the_firm
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
THING = Thing(owner=HER, consent=Consent.GIVEN)
TIME = {"first": "2026-06-01", "last": "2026-06-30"}


@pytest.fixture
def firms(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        known = registry.enrol_companies([(one.credit_code, one.name) for one in (CAST.company, CAST.rival)])
        large, small = known[CAST.company.credit_code], known[CAST.rival.credit_code]
        for subject, one in ((large, CAST.company), (small, CAST.rival)):
            access.set_up_organisation(console_actor(), subject, one.name, "company", one.region, one.credit_code)
        yield large, small


def clerk() -> Client:
    return signed_in(officer(Role.BUREAU_CLERK, "desk"))


def of(subject: str) -> Actor:
    return Actor(f"manager-{subject[:4]}", Role.COMPANY_MANAGER, subject)


def made(client: Client, topic: str, **said: str) -> str:
    answer = client.post(f"/office/topics/make/{topic}", said)
    assert answer.status_code == 302, answer.content.decode()[-600:]
    return str(answer["Location"])


def sheets(client: Client, where: str) -> dict[str, list[tuple[object, ...]]]:
    answer = client.get(f"{where}/paper.xlsx")
    assert answer.status_code == 200
    return {sheet.title: list(sheet.values) for sheet in load_workbook(BytesIO(answer.content), read_only=True)}


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def applied(firm: str) -> str:
    typed = {one.code: "无" for one in queries.star_application(firm) if not one.value}
    case = actions.apply_for_star(of(firm), 4, typed)
    actions.take_step(CLERK, case, "review", {"result": "齐全"})
    actions.take_step(for_the_firm(FIRST, case), case, "visit", VISIT)
    actions.take_step(for_the_firm(FIRST, case), case, "mark", {"sheet": HIGH, "points": "84"})
    return case


def test_the_stars_of_a_time_with_what_each_rests_on_and_no_sheet_before_both_are_in(firms: tuple[str, str]) -> None:
    large, small = firms
    first, second = applied(large), applied(small)
    actions.take_step(for_the_firm(SECOND, second), second, "mark_again", {"sheet": LOW, "points": "63"})
    actions.take_step(CHIEF, second, "refuse", {"basis": "星级评定办法第9条", "why": "台账里的合同对不上"})
    desk = clerk()
    where = made(desk, "stars", **TIME)
    page = words(desk.get(where).content.decode())
    assert CAST.rival.name in page and "未通过" in page and "台账里的合同对不上" in page
    found = sheets(desk, where)
    rows = {row[7]: row for row in found["申报和结果"][1:]}
    assert rows[first][3] == "未齐" and "84" not in str(rows[first]), "what one assessor gave stays sealed"
    assert rows[second][3] == "73.5" and rows[second][2] == "未通过"
    assert ("申报", "2 家", "2 家", "stars.applied:20260601-20260601") in found["总体数字"], "a time reaches to today"
    assert "台账里的合同对不上" not in bytes(Snapshot.objects.get(digest=where.rpartition("/")[2]).body).decode(), "a sealed reason is read from its case"


def test_the_pledge_clause_by_clause_and_silent_where_too_few_have_signed(firms: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    large, _ = firms
    actions.sign_pledge(of(large), "样一二", b"\x89PNG")
    desk = clerk()
    where = made(desk, "pledge")
    page = words(desk.get(where).content.decode())
    assert "不计算每条的履行率" in page and "50.0%" in page and CAST.rival.name in page
    assert not [row for row in sheets(desk, where)["核对表"] if "kept-" in str(row[0])]
    monkeypatch.setitem(queries.pledge_fulfilment.__globals__["pledge_rules"](date(2026, 6, 1)).data["public"], "at_least", 1)
    found = sheets(desk, made(desk, "pledge"))
    kept = [row for row in found["核对表"] if "kept-" in str(row[0])]
    assert len(kept) == len(found["每一条的履行率"]) - 1 and {(row[2], row[3], row[4]) for row in kept} == {("100.0%", "1", "1")}


def training(name: str) -> str:
    said = Provenance("bureau", Channel.SYSTEM, "clerk")
    (placed,) = ledger_actions.append([Fact("training", HER, date(2026, 5, 20), said, (name, "2026-05-20"), {"training_name": name, "training_on": "2026-05-20"})])
    return str(placed.id)


def test_the_book_of_points_balances_and_names_nobody(firms: tuple[str, str]) -> None:
    one, two = training("诚信课程"), training("护理课程")
    with at("2026-05-31"):
        actions.earn_points(CLERK, HER, THING, one)
    actions.earn_points(CLERK, HER, THING, two)
    actions.record_service(CLERK, HER, THING, "help", date(2026, 5, 30), 1, "样例社区居委会")
    actions.spend_points(CLERK, HER, THING, 7, "理发券")
    actions.reverse_points(CLERK, HER, THING, 4, "券未领")
    actions.spend_points(CLERK, HER, THING, 4, "理发券")
    actions.reverse_points(CLERK, HER, THING, 2, "记错了人")
    actions.open_case(HERSELF, "objection", HER, one, {"entry": one, "why": "日期不对"})
    desk = clerk()
    where = made(desk, "points", **TIME)
    found = sheets(desk, where)
    figures = {str(row[3]).partition(":")[0]: row[1] for row in found["总体数字"][1:]}
    assert figures == {
        "points.books": "1 人", "points.opening": "5 分", "points.earned": "15 分", "points.taken-back": "5 分", "points.spent": "4 分",
        "points.lapsed": "0 分", "points.closing": "11 分", "points.frozen": "1 分",
    }  # fmt: skip
    assert found["按月"][1:] == [("2026-06", "15", "4", "0", "5")] and dict(found["记入来自什么"][1:]) == {"公益服务一小时": "10", "参加培训课程": "5"}
    page = words(desk.get(where).content.decode())
    assert "借贷平衡" in page and HER not in page


def test_a_call_with_who_applied_on_which_conditions_and_why_others_did_not(firms: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    large, small = firms
    record = {one: Applicant(one, {"employees": 12}, {"no_severe_item": True, "pledge_kept": True, "operating_one_year": True}) for one in firms}
    monkeypatch.setattr(projecting, "applicants", lambda rule, on, subjects=(): [record[one] for one in (subjects or record)])
    call = actions.call_project(CLERK, "employee-mode", "2026年员工制培育", date(2026, 6, 1), date(2026, 6, 20), 3)
    actions.apply_for_project(of(large), call, "两年内转为员工制")
    actions.pass_project(of(small), call, "paperwork")
    (one,) = queries.applications(call)
    actions.take_step(CLERK, one.id, "refuse", {"why": "计划没有写明人数"})
    desk = clerk()
    assert "2026年员工制培育" in desk.get("/office/topics").content.decode()
    assert "没有选择哪一次申报" in desk.post("/office/topics/make/project", {"call": "nothing"}).content.decode()
    where = made(desk, "project", call=call)
    found = sheets(desk, where)
    (row,) = found["申报、条件和结果"][1:]
    assert row[0] == CAST.company.name and row[1] == "未入选" and "员工制服务员：符合（现有 12，要求 10 以上）" in str(row[3]) and row[4] == "计划没有写明人数"
    assert [r[1] for r in found["没有申报的原因"][1:]] == ["1"]
    assert [(r[1], r[2]) for r in found["总体数字"][1:] if str(r[3]).startswith("project.applied")] == [("50.0%", "1 ÷ 2")]


def test_matters_opened_decided_and_running_with_their_clocks(firms: tuple[str, str]) -> None:
    entry, other = finding(), finding(number="工2")
    case = actions.open_case(HERSELF, "objection", HER, entry, {"entry": entry, "why": "没有这回事"})
    done = actions.open_case(HERSELF, "objection", HER, other, {"entry": other, "why": "没有这回事"})
    actions.take_step(HERSELF, done, "drop")
    with at("2026-06-10"):
        desk = clerk()
        where = made(desk, "matters", **TIME)
        found = sheets(desk, where)
        (waiting,) = found["在办事项的期限"][1:]
        assert waiting[0] == case and waiting[1] == "异议" and str(waiting[5]).startswith("已超期")
        (finished,) = found["办结事项"][1:]
        assert finished[0] == done and finished[5] == "按期" and finished[4] == "2026-06-01"
        assert found["按事项种类"][1:] == [("异议", "2", "1", "1", "1", "1")]
        assert HER not in words(desk.get(where).content.decode())


def test_what_is_kept_does_not_change_and_a_query_id_finds_its_figure_again(firms: tuple[str, str]) -> None:
    large, small = firms
    desk = clerk()
    actions.sign_pledge(of(large), "样一二", b"\x89PNG")
    where = made(desk, "pledge")
    assert made(desk, "pledge") == where, "the same counting is the same paper"
    before = desk.get(where).content.decode()
    actions.sign_pledge(of(small), "样三四", b"\x89PNG")
    assert made(desk, "pledge") != where
    found = sheets(desk, where)
    heads = found["核对表"][0]
    assert heads == ("查询号", "指标", "数值", "分子", "分母", "统计日", "快照号")
    assert {row[6] for row in found["核对表"][1:]} == {where.rpartition("/")[2][:16]} and {str(row[5]) for row in found["核对表"][1:]} == {"2026-06-01"}
    printed = {row[3] for row in found["总体数字"][1:]}
    assert printed == {row[0] for row in found["核对表"][1:]}, "each figure stands once more to be checked"
    for row in found["核对表"][1:]:
        answer = words(desk.get(where, {"query": row[0]}).content.decode())
        assert f"{row[1]} {row[2]}" in answer
    assert "没有这个查询号" in desk.get(where, {"query": "pledge.none:all"}).content.decode()
    assert "50.0%" in before and "50.0%" in desk.get(where).content.decode()
    assert desk.get(f"{where}/paper.docx").content[:2] == b"PK" and desk.get(f"{where}/paper.pdf").content[:5] == b"%PDF-"
    assert "没有这种格式" in desk.get(f"{where}/paper.txt").content.decode()
    listed = list(load_workbook(BytesIO(desk.get("/office/topics?as=xlsx").content), read_only=True).active.values)
    assert len(listed) == 3 and listed[1][0] == "诚信经营承诺履行情况材料"


def test_who_may_not_see_the_matter_gets_no_paper_of_it(firms: tuple[str, str]) -> None:
    desk = clerk()
    where = made(desk, "points", **TIME)
    street = signed_in(officer(Role.STREET, "street", street="349912001", organisation="street-1"))
    assert "社区积分" not in words(street.get("/office/topics").content.decode()) and "诚信承诺" in street.get("/office/topics").content.decode()
    for path in (where, f"{where}/paper.xlsx"):
        assert street.get(path).status_code in (403, 404)
    assert street.post("/office/topics/make/points", TIME).status_code in (403, 404)
    grid = signed_in(officer(Role.GRID, "grid", street="349912001", organisation="street-1"))
    assert grid.get("/office/topics").status_code == 403 and grid.get(where).status_code == 403
    for said in ({}, {"first": "2026-07-01", "last": "2026-06-01"}, {"first": "2026-06-02", "last": "2026-06-30"}, {"first": "2020-01-01", "last": "2026-06-01"}):
        assert "起止日期不对" in desk.post("/office/topics/make/stars", said).content.decode()
    assert "没有这种专项材料" in desk.post("/office/topics/make/nothing").content.decode()
    assert "没有这份专项材料" in desk.get(f"/office/topics/{'0' * 64}").content.decode()
    with pytest.raises(Refused, match=r"snapshot\.unknown"):
        oversight.snapshots.kept(where.rpartition("/")[2])

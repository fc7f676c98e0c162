"""A special campaign: its cause and list in the open, pairs without a conflict, by lot where it is by lot, results and workbook."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.draw import draw, pairs
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CLERK, at
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.shared.test_cases import case_at
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
CODES = (CAST.company.credit_code, "91340104MA00TEWT4Y", "91340299MA00TEST3X")
OFFICERS = "甲检\n乙检\n丙检"


@pytest.fixture
def firms(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        yield registry.enrol_companies([(code, f"样例家政第{n}家") for n, code in enumerate(CODES, 1)])


@pytest.fixture
def clerk(firms: dict[str, str]):
    return signed_in(officer(Role.BUREAU_CLERK, "clerk"))


def form(firms: dict[str, str], **more: object) -> dict[str, object]:
    return {"name": "春节前收费", "cause": "节前投诉收费的多", "officers": OFFICERS, "company": list(firms.values())} | more


def rows(answer) -> list[tuple[object, ...]]:
    assert answer.status_code == 200
    return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_all_of_a_list_are_inspected_at_once_by_pairs_without_a_conflict(firms, clerk):
    refused = {"company": []}, {"cause": ""}, {"officers": "甲检"}, {"take": "4"}, {"take": "两家"}
    for wrong in refused:
        assert clerk.post("/office/specials", form(firms, **wrong)).status_code != 302, wrong
    assert "没有两名无利害关系" in clerk.post("/office/specials", form(firms, officers="甲检\n乙检", conflicts=f"甲检：{CODES[0]}")).content.decode()
    assert not queries.open_cases("draw") and not queries.open_cases("inspection"), "what is refused leaves nothing"
    case = case_at(clerk.post("/office/specials", form(firms, conflicts=f"甲检：{CODES[0]}\n乙检：{CODES[1]}")))
    one = queries.draw_shown(case)
    assert one.whole and not one.wrong and one.state == "drawn" and set(one.pairs) == set(CODES)
    assert set(one.pairs[CODES[0]]) == {"乙检", "丙检"} and set(one.pairs[CODES[1]]) == {"甲检", "丙检"}
    assert one.pairs == pairs(one.plan, one.digest, OFFICERS.splitlines(), {"甲检": frozenset({CODES[0]}), "乙检": frozenset({CODES[1]})}), "the list alone says who inspects whom"
    visits = queries.opened_by_draw(case)
    assert len(visits) == 3 and {v.events[0].said["round"] for v in visits} == {"专项检查：春节前收费"}
    assert "已经有一次" in clerk.post("/office/specials", form(firms)).content.decode()
    page = clerk.get("/office/specials").content.decode()
    assert f"/office/draws/{case}" in page and "节前投诉收费的多" in page
    assert f"/office/draws/{case}" not in clerk.get("/office/draws").content.decode(), "a campaign is no double-random round"
    told = rows(clerk.get(f"/office/draws/{case}?as=xlsx"))
    assert told[0] == ("企业", "信用代码", "抽法", "检查人员", "进展", "期限") and len(told) == 4 and {line[2] for line in told[1:]} == {"全部检查"}
    assert len(rows(clerk.get("/office/specials?as=xlsx"))) == 2


def test_the_public_reads_the_cause_the_list_and_each_result_once_it_may(firms, clerk):
    case = case_at(clerk.post("/office/specials", form(firms)))
    assert f"/notices/draws/{case}" in Client().get("/notices/").content.decode()
    public = Client().get(f"/notices/draws/{case}").content.decode()
    assert "专项检查公示" in public and "节前投诉收费的多" in public and "样例家政第2家" in public and "甲检" not in public
    assert "结果已公开 0 家，共 3 家；检查后 20 个工作日内公开" in public
    first = queries.opened_by_draw(case)[0]
    actions.take_step(CLERK, first.id, "clean", {"findings": "都符合", "sign": "0" * 64})
    assert "名单 3 家，已检查 1 家，其中 0.0% 有问题" in clerk.get(f"/office/draws/{case}").content.decode(), "what was seen, no rate of others"
    assert "结果已公开 1 家，共 3 家" in Client().get(f"/notices/draws/{case}").content.decode()
    told = rows(Client().get(f"/notices/draws/{case}?as=xlsx"))
    assert sorted(line[3] for line in told[1:]) == ["未发现问题", "检查未结束", "检查未结束"]


def test_some_of_a_list_are_drawn_with_a_number_that_came_later_and_anybody_draws_again(firms, clerk):
    assert "等待哪个公开随机数" in clerk.post("/office/specials", form(firms, take="2")).content.decode()
    case = case_at(clerk.post("/office/specials", form(firms, take="2", awaited="次日开奖号码")))
    assert queries.draw_shown(case).state == "committed" and not queries.opened_by_draw(case)
    with pytest.raises(Refused, match=r"draw\.lot-needed"):
        actions.take_step(CLERK, case, "dispatch")
    with at("2026-06-02", "14:00"):
        assert clerk.post(f"/office/draws/{case}/take", {"number": "08 11 19", "public_at": "2026-06-02T21:15"}).status_code == 302
        one = queries.draw_shown(case)
        assert one.drawn == draw(one.plan, "08 11 19") and len(one.pairs) == 2 and not one.wrong and not one.whole
        public = Client().get(f"/notices/draws/{case}").content.decode()
        assert "已重算，一致" in public and "自己重算一遍" in public

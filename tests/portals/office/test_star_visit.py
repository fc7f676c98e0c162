"""The checklist of a star visit on a phone, two signatures on glass; and the page that says which star follows and why."""

import base64
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CLERK, at
from tests.apps.governance.starring import passes_gates
from tests.cast import CAST
from tests.portals.office.officers import joined, officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
HIGH = {"strength": "18", "honesty": "17", "people": "15", "management": "16", "service": "18"}


def ink(word: str) -> str:
    """What a pad sends: a picture, another one for every hand."""
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + word.encode()).decode()


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        access.set_up_organisation(console_actor(), "association", "样例协会", "association", "349912")
        firm = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        passes_gates(monkeypatch, firm, date(2026, 1, 5))
        joined("association", CAST.company.credit_code, date(2026, 1, 5))
        manager = Actor("manager", Role.COMPANY_MANAGER, firm)
        made = actions.apply_for_star(manager, 5, {one.code: "无" for one in queries.star_application(firm) if not one.value})
        actions.take_step(CLERK, made, "review", {"result": "齐全"})
        yield made


def filled(page: str, **more: object) -> dict[str, object]:
    codes = list(dict.fromkeys(re.findall(r'name="item-(\w+)"', page)))
    assert len(codes) == 10
    photo = SimpleUploadedFile("门店.jpg", b"\xff\xd8\xff\xe0shop", content_type="image/jpeg")
    form = {f"item-{code}": "3" for code in codes} | {"signature": ink("企业"), "visitor_signature": ink("核查")}
    return form | {"photo": photo, "signer": "样一二", "officers": "甲核、乙核"} | more


def test_every_item_is_marked_and_both_sides_sign_before_it_counts(case: str) -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    where = f"/office/stars/{case}/visit"
    assert where in clerk.get(f"/office/stars/{case}").content.decode()
    page = clerk.get(where).content.decode()
    assert page.count("data-pad ") == 2 and "抽问三名服务员" in page
    for wrong, told in (
        ({"item-calls": ""}, "还没有打分"), ({"item-calls": "4"}, "还没有打分"), ({"item-calls": "1"}, "没有写明看到了什么"), ({"signature": ""}, "被核查企业还没有签名"),
        ({"visitor_signature": ""}, "核查人员还没有签名"), ({"signer": ""}, "没有填写企业在场人"), ({"officers": " "}, "没有填写核查人员"), ({"photo": ""}, "没有现场照片"),
    ):  # fmt: skip
        answer = clerk.post(where, filled(page, **wrong))
        assert answer.status_code != 302 and told in answer.content.decode(), wrong
    assert "单独的页面" in clerk.post(f"/office/cases/{case}/do/visit", {"visit_no": "1"}).content.decode()
    assert queries.case(case).state == "reviewed", "what is refused leaves nothing"
    assert clerk.post(where, filled(page, **{"item-calls": "1", "note-calls": "一户说没有来过"})).status_code == 302
    said = queries.case(case).events[-1].said
    assert str(said["visit_no"]).startswith("家信访") and "calls:1" in said["site_marks"] and "一户说没有来过" in str(said["findings"])
    signed = [clerk.get(f"/office/cases/{case}/file/{said[name]}") for name in ("sign", "visitor_sign")]
    assert [one.status_code for one in signed] == [200, 200] and said["sign"] != said["visitor_sign"]
    assert clerk.get(where).status_code == 302, "one visit a case"
    assert "1 / 3" in clerk.get(f"/office/stars/{case}").content.decode()


def test_the_page_says_which_star_follows_and_offers_no_other(case: str) -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    where = f"/office/stars/{case}/visit"
    assert clerk.post(where, filled(clerk.get(where).content.decode())).status_code == 302
    for name in ("assessor-1", "assessor-2"):
        assessor = signed_in(officer(Role.ASSOCIATION, name, organisation="association"))
        assert "给几星" not in assessor.get(f"/office/stars/{case}").content.decode(), "no star before both sheets are in"
        assert assessor.post(f"/office/stars/{case}", HIGH).status_code == 302
    page = clerk.get(f"/office/stars/{case}").content.decode()
    assert "评分和门槛给出 4 星，申报的是 5 星" in page and "总分：现在 88.8 分，要求至少 90 分" in page and "公示 4 星" in page
    form = clerk.get(f"/office/cases/{case}").content.decode()
    assert f"/office/cases/{case}/do/announce" in form and 'name="star"' not in form
    typed = clerk.post(f"/office/cases/{case}/do/announce", {"star": "5"})
    assert typed.status_code == 302 and queries.case(case).events[-1].said["star"] == "4", "what is typed beside the form counts for nothing"
    assert "公示 4 星，申报的是 5 星" in clerk.get(f"/office/stars/{case}").content.decode()


def test_agreement_is_shown_round_by_round_once_both_sheets_are_in(case: str) -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    where = f"/office/stars/{case}/visit"
    clerk.post(where, filled(clerk.get(where).content.decode()))
    assert "还没有两人都评完的申报" in clerk.get("/office/stars/agreement").content.decode()
    first, second = (signed_in(officer(Role.ASSOCIATION, name, organisation="association")) for name in ("assessor-1", "assessor-2"))
    first.post(f"/office/stars/{case}", HIGH)
    assert "assessor-1" not in clerk.get("/office/stars/agreement").content.decode(), "one sheet alone is told to nobody"
    second.post(f"/office/stars/{case}", HIGH | {"strength": "12"})
    page = clerk.get("/office/stars/agreement").content.decode()
    assert "2026年第2季度" in page and "assessor-1" in page and "assessor-2" in page and "+6.0" in page and "−6.0" in page and "件数还少" in page
    assert clerk.get("/office/stars/agreement?as=xlsx").status_code == 200

"""A call for projects from the office's form to the grant: an unmet condition is refused with its name, staying away has a reason."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import actor_named, console_actor
from jiaxin.apps.governance import actions, projecting, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.rules import Applicant
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
ASSOCIATION = Actor("association", Role.ASSOCIATION, "association", fresh=True)
OPEN = {"no_severe_item": True, "pledge_kept": True, "operating_one_year": True}


def for_the_firm(case: str) -> Actor:
    """The association that the company of this case belongs to."""
    return replace(ASSOCIATION, members=frozenset({queries.case(case).subject}))


@pytest.fixture
def firms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two companies: one with twelve employees, one with eight."""
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        known = registry.enrol_companies([(one.credit_code, one.name) for one in (CAST.company, CAST.rival)])
        large, small = known[CAST.company.credit_code], known[CAST.rival.credit_code]
        record = {large: Applicant(large, {"employees": 12}, OPEN), small: Applicant(small, {"employees": 8}, OPEN)}
        monkeypatch.setattr(projecting, "applicants", lambda rule, on, subjects=(): [record[one] for one in (subjects or record)])
        for subject, one, name in ((large, CAST.company, "large"), (small, CAST.rival, "small")):
            access.set_up_organisation(console_actor(), subject, one.name, "company", one.region, one.credit_code)
            access.set_up_account(console_actor(), name, Role.COMPANY_MANAGER, organisation=subject, label=name)
        yield large, small


def shown(page: str) -> str:
    """The words of a page, without its marking."""
    return re.sub(r"<[^>]*>", " ", page)


def test_from_the_call_to_the_grant(firms: tuple[str, str]) -> None:
    large, small = firms
    office = signed_in(officer(Role.BUREAU_CLERK, "desk"))
    form = {"project": "employee-mode", "title": "2026年员工制培育", "opens": "2026-06-01", "closes": "2026-06-20", "places": "3"}
    assert "截止日期不早于" in office.post("/office/projects", form | {"closes": "2026-05-01"}).content.decode()
    where = office.post("/office/projects", form)["Location"]
    call = where.rpartition("/")[2]
    big, tiny = signed_in(actor_named("large")), signed_in(actor_named("small"))
    assert "现有 8，要求 10 以上" in tiny.get("/company/projects").content.decode()
    refused = tiny.post(f"/company/projects/{call}/apply", {"given": "计划"}).content.decode()
    assert "还不符合申报条件" in refused and "员工制服务员" in refused
    assert big.post(f"/company/projects/{call}/pass", {"reason": "paperwork"}).status_code == 302
    page = office.get(where).content.decode()
    assert "0.0%" in page and "材料太多" in page
    assert "没有填写实施计划" in big.post(f"/company/projects/{call}/apply", {"given": " "}).content.decode()
    case = big.post(f"/company/projects/{call}/apply", {"given": "三个月内培训十人"})["Location"].rpartition("/")[2]
    assert "已经申报过" in big.post(f"/company/projects/{call}/apply", {"given": "再来"}).content.decode()
    page = office.get(where).content.decode()
    assert "100.0%" in page and CAST.company.name in page and CAST.rival.name not in page
    assert office.get(f"{where}?as=xlsx").status_code == 200
    actions.take_step(CLERK, case, "review", {"points": "86", "result": "可行"})
    actions.take_step(CLERK, case, "announce")
    public = Client().get(f"/notices/projects/{case}").content.decode()
    assert CAST.company.name in public and "公示期至" in public and "50,000" in public
    assert f"/notices/projects/{case}" in Client().get("/notices/").content.decode()
    with pytest.raises(Refused, match=r"procedure\.too-early"):
        actions.take_step(CHIEF, case, "grant", {})
    with at("2026-06-09"):
        actions.take_step(CHIEF, case, "grant", {"document_no": "样例商〔2026〕6号"})
    (granted,) = ledger.facts_about(large, opened=False).of("support.granted")
    assert granted.get("amount_fen") == 5_000_000 and not ledger.facts_about(small, opened=False).entries
    with at("2026-06-21"), pytest.raises(Refused, match=r"project\.closed"):
        actions.apply_for_project(actor_named("small"), call, "晚了")
    assert queries.case(case).state == "granted"


def test_an_award_is_called_entered_and_conferred_as_an_honour(firms: tuple[str, str]) -> None:
    large, _ = firms
    call = actions.call_project(CLERK, "honest-company", "2026年诚信家政企业", date(2026, 6, 1), date(2026, 6, 20), 5)
    with pytest.raises(Refused, match=r"project\.gate"):
        actions.apply_for_project(actor_named("large"), call, "三年无投诉")
    projecting.applicants("", date(2026, 6, 1))[0].counts["records"] = 6
    case = actions.apply_for_project(actor_named("large"), call, "三年无投诉")
    assert [one.id for one in queries.applications(call)] == [case]
    actions.take_step(CLERK, case, "gate", {"result": "属实"})
    for who, points in ((CHIEF, "91"), (OTHER_CHIEF, "70")):
        actions.take_step(who, case, "vote", {"points": points, "why": "看材料"})
    with pytest.raises(Refused, match=r"award\.mark"):
        actions.take_step(for_the_firm(case), case, "vote", {"points": "101"})
    with pytest.raises(Refused, match=r"procedure\.same-person"):
        actions.take_step(CHIEF, case, "vote", {"points": "100"})
    with pytest.raises(Refused, match=r"award\.jury"):
        actions.take_step(CHIEF, case, "judge")
    reader = signed_in(officer(Role.BUREAU_CLERK, "reader"))
    mark = re.compile(r"\b91\b")  # as a number of its own: two figures stand by chance in a token or a code
    before = shown(reader.get(f"/office/cases/{case}").content.decode())
    assert "评委评分" in before and not mark.search(before), "nobody reads a mark before the jury is closed"
    actions.take_step(for_the_firm(case), case, "vote", {"points": "82"})
    actions.take_step(CHIEF, case, "judge")
    assert mark.search(shown(reader.get(f"/office/cases/{case}").content.decode()))
    actions.take_step(CLERK, case, "announce")
    public = Client().get(f"/notices/projects/{case}").content.decode()
    assert "3 位评委各自评分，平均 81.0 分" in public
    actions.take_step(CLERK, case, "contest", {"text": "来电反映"})
    with at("2026-06-09"):
        actions.take_step(OTHER_CHIEF, case, "confer", {"valid_through": "2028-06-08"})
    (honour,) = ledger.facts_about(large, opened=False).of("honour")
    assert honour.get("honour_name") == "2026年诚信家政企业" and honour.get("valid_through") == "2028-06-08"


def test_a_jury_below_the_line_does_not_pass_anybody(firms: tuple[str, str]) -> None:
    call = actions.call_project(CLERK, "honest-company", "2026年诚信家政企业", date(2026, 6, 1), date(2026, 6, 20), 5)
    projecting.applicants("", date(2026, 6, 1))[0].counts["records"] = 6
    case = actions.apply_for_project(actor_named("large"), call, "三年无投诉")
    actions.take_step(CLERK, case, "gate", {"result": "属实"})
    for who, points in ((CHIEF, "80"), (OTHER_CHIEF, "80"), (for_the_firm(case), "79")):
        actions.take_step(who, case, "vote", {"points": points})
    with pytest.raises(Refused, match=r"award\.points.*79\.6|79\.6"):
        actions.take_step(CHIEF, case, "judge")
    assert actions.take_step(CHIEF, case, "refuse", {"why": "评议未达标"}) == "refused"

"""A standard from the draft through opinions to adoption by another hand, and what the public reads meanwhile."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry.actions import place
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CHIEF, CLERK, at
from tests.portals.office.officers import officer
from tests.portals.shared.test_cases import proved
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
TEXT = "身份证件经公安核验一致 → 身份核验\n待人热情"


def test_it_is_drafted_consulted_adopted_and_public_only_from_the_consultation_on(settings) -> None:
    with at("2026-03-02"):
        rules.set_up(officer(Role.BUREAU_ADMIN, "drafts"), CHIEF, place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    assert "星座" in clerk.post("/office/standards", {"title": "规范", "clauses": "诚实 → 星座"}).content.decode()
    where = clerk.post("/office/standards", {"title": "样例区评价规范", "clauses": TEXT})["Location"]
    page = clerk.get(where).content.decode()
    assert "身份核验" in page and "有条款没有对应评分项" in page
    case = where.rpartition("/")[2]
    assert Client().get(f"/notices/standards/{case}").status_code == 404
    assert clerk.post(where, {"clauses": TEXT + "\n按时上门", "changes": "加一条"}).status_code == 302
    actions.take_step(CLERK, case, "consult")
    actions.take_step(CLERK, case, "comment", {"text": "建议写明迟到多久"})
    shown = Client().get(f"/notices/standards/{case}").content.decode()
    assert "公开征求意见至" in shown and "按时上门" in shown and "迟到多久" not in shown
    assert "样例区评价规范" in Client().get("/notices/").content.decode()
    assert "迟到多久" in clerk.get(where).content.decode()
    assert governance.standard(case).wishes == 2
    assert "按时上门" in clerk.get(f"/office/cases/{case}").content.decode()


def drafted(clerk, text: str) -> str:
    return clerk.post("/office/standards", {"title": "样例区评价规范", "clauses": text})["Location"].rpartition("/")[2]


def test_a_text_with_a_clause_that_no_line_carries_is_not_adopted_and_says_which_and_what_to_do(settings) -> None:
    with at("2026-03-02"):
        rules.set_up(officer(Role.BUREAU_ADMIN, "drafts"), CHIEF, place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
        clerk, chief = signed_in(officer(Role.BUREAU_CLERK, "clerk")), proved(signed_in(officer(Role.BUREAU_ADMIN, "chief")))
        case = drafted(clerk, TEXT + "\n按时上门")
        actions.take_step(CLERK, case, "consult")
    adopt = {"document_no": "样商〔2026〕3号", "valid_from": "2026-06-01"}
    with at("2026-05-04"):
        refused = chief.post(f"/office/cases/{case}/do/adopt", adopt).content.decode()
        assert "第 2 条“待人热情”、第 3 条“按时上门”" in refused and "条款后面写“→ 评分项”" in refused and "第 1 条“" not in refused
        with pytest.raises(Refused) as why:
            actions.take_step(CHIEF, case, "adopt", adopt | {"carried": ["1:x", "2:x", "3:x"]})
        assert why.value.code == "standard.loose", "what a form says of it does not count"
        page = clerk.get(f"/office/standards/{case}").content.decode()
        assert "所以规范不能通过" in page and "待人热情" in page
        clerk.post(f"/office/standards/{case}", {"clauses": "身份证件经公安核验一致 → 身份核验\n每年上满课时 → 培训学时", "changes": "删去两条愿望"})
        actions.take_step(CLERK, case, "consult")
        assert "条款由哪一项执行" not in chief.get(f"/office/cases/{case}").content.decode(), "nobody is asked for what the system knows"
    with at("2026-07-06"):
        assert chief.post(f"/office/cases/{case}/do/adopt", adopt).status_code == 302
        assert governance.standard(case).case.state == "adopted" and not governance.standard(case).loose
        said = governance.case(case).events[-1].said["carried"]
        assert [str(one).partition(":")[0] for one in said] == ["1", "2"] and all(str(one).partition(":")[2] in {line.code for line, _ in governance.standard(case).carries} for one in said)


def test_both_ways_from_clause_to_line_and_from_line_to_clauses_on_the_page_the_notice_and_the_workbook(settings) -> None:
    with at("2026-03-02"):
        rules.set_up(officer(Role.BUREAU_ADMIN, "drafts"), CHIEF, place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
        clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
        case = drafted(clerk, "身份证件经公安核验一致 → 身份核验\n每年上满课时 → 培训学时\n换证后重新核验 → 身份核验")
        actions.take_step(CLERK, case, "consult")
        one = governance.standard(case)
        by_line = {line.label: numbers for line, numbers in one.carries}
        assert by_line["身份核验"] == (1, 3) and by_line["培训学时"] == (2,) and {line.version for line, _ in one.carries} == {"worker-2026", "company-2026"}
        for page in (clerk.get(f"/office/standards/{case}"), Client().get(f"/notices/standards/{case}")):
            row = re.search(r"<tr><td data-main>身份核验</td>(.*?)</tr>", page.content.decode(), re.S)
            assert row and "第 1 条、第 3 条" in re.sub(r"\s+", " ", row[1]) and "worker-2026" in row[1]
            rest = page.content.decode().partition("没有条款说到的评分项")[2]
            assert "授权有效" in rest and "培训学时" not in rest.partition("</p>")[0]
        rows = [list(r) for r in load_workbook(BytesIO(clerk.get(f"/office/standards/{case}?as=xlsx").content)).active.iter_rows(values_only=True)]
        assert rows[1][:3] == [1, "身份证件经公安核验一致", "身份核验"] and rows[1][4] == "worker-2026"
        assert len(rows) - 1 - 3 == sum(not n for n in by_line.values()) > 5, "lines that no clause names stand below"


def test_without_rules_in_force_nothing_carries_and_the_page_says_so() -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    case = drafted(clerk, "待人热情")
    assert "还没有施行的评分规则" in clerk.get(f"/office/standards/{case}").content.decode()

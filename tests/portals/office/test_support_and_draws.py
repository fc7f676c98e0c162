"""Support from computed list to payment file; a draw from committed list to visited firm; the book of points. Through the pages."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.inspections.rectifying import rectified
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CLERK, at, serve
from tests.portals.office.officers import district, officer
from tests.portals.shared.test_cases import case_at, proved
from tests.portals.walking import own_data, rival, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def scene():
    with at("2026-06-01"):
        company, subject = district()
        rival()
        firm = registry.company_named("样例瑞瑞")[0].subject
        said = Provenance("bureau", Channel.SYSTEM, "clerk")
        first = ledger.facts_about(subject).of("claim.confirmed")[0].fact.happened_on
        check = {"result": "passed", "checked_on": first.isoformat()}
        ledger_actions.append([Fact("identity.check", subject, first, said, ("bureau", first.isoformat()), check)])
        pipeline.advance()
        people = [signed_in(officer(role, name)) for role, name in ((Role.BUREAU_CLERK, "clerk"), (Role.LABOUR, "labour"), (Role.BUREAU_ADMIN, "chief"))]
        yield company, firm, subject, people[0], people[1], proved(people[2])


def book(answer) -> list[list[object]]:
    assert answer.status_code == 200, answer.content.decode()[-800:]
    return [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_a_list_is_computed_checked_announced_approved_and_paid_and_each_yuan_leads_to_the_record(scene):
    company, firm, _, clerk, labour, chief = scene
    page = company.get("/company/support").content.decode()
    assert "今天可得" in page and "还差" in page
    case = case_at(clerk.post("/office/support/compute", {"rule": "new-worker", "budget": ""}))
    page = clerk.get(f"/office/support/{case}").content.decode()
    assert "50.00" in page and "样例瑞瑞" in page and "数量 0" not in page
    assert clerk.post(f"/office/cases/{case}/do/check", {"result": "无误"}).status_code != 302, "the one who computed does not check"
    assert labour.post(f"/office/cases/{case}/do/check", {"result": "无误"}).status_code == 302
    assert Client().get(f"/notices/support/{case}").status_code == 404, "nothing is public before the notice"
    clerk.post(f"/office/cases/{case}/do/announce")
    public = Client().get(f"/notices/support/{case}").content.decode()
    assert "样例瑞瑞" in public and "50.00" in public and "公示期至" in public and "2026-06-08" in public
    assert chief.post(f"/office/cases/{case}/do/approve", {"document_no": "样例〔2026〕1号"}).status_code != 302, "not before the notice is over"
    assert "还没有批准" in clerk.get(f"/office/support/{case}/list.xlsx?pay=1").content.decode()
    with at("2026-06-09"):
        assert chief.post(f"/office/cases/{case}/do/approve", {"document_no": "样例〔2026〕1号"}).status_code == 302
        rows = book(clerk.get(f"/office/support/{case}/list.xlsx?pay=1"))
        assert rows[1][3] == "50.00" and rows[-1][0] == "合计" and rows[-1][3] == "50.00"
        granted = ledger.facts_about(firm).of("support.granted")
        assert [(e.get("support_rule"), e.get("amount_fen"), e.get("case_no")) for e in granted] == [("new-worker", 5000, case)]
        (line,) = [x for x in queries.support_lines(case) if x.fen]
        (name,) = line.evidence
        worker = next(s for s in registry.workers_of(firm) if any(e.id == name.partition(":")[2] for e in ledger.facts_about(s).entries))
        assert ledger.entry(worker, name.partition(":")[2]).fact.kind == "identity.check"  # type: ignore[union-attr]
        assert name.partition(":")[2] in clerk.get(f"/office/support/{case}/{firm}").content.decode()


def test_a_list_that_was_touched_is_refused_whoever_sends_it(scene):
    *_, clerk, _, _ = scene
    case = case_at(clerk.post("/office/support/compute", {"rule": "new-worker"}))
    said = dict(queries.case(case).events[0].said)
    lines = [line.replace('"fen":5000', '"fen":9000') for line in said["candidates"]]
    with pytest.raises(Refused, match=r"support\.altered"):
        actions.open_case(CLERK, "subsidy", "", "x", said | {"candidates": lines})
    with pytest.raises(Refused, match=r"support\.altered"):
        actions.open_case(CLERK, "subsidy", "", "x", said | {"amount": 9000})
    with pytest.raises(Refused, match=r"support\.list"):
        actions.open_case(CLERK, "subsidy", "", "x", said | {"candidates": ["样例公司 9000 元"]})


def committed(clerk) -> str:
    least = {k: low for k, _, low, _ in queries.draw_standing().classes}
    form = {"round": "2026年第1次", "awaited": "次日开奖号码", "officers": "甲检\n乙检\n丙检"} | {f"take-{k}": str(n) for k, n in least.items()}
    return case_at(clerk.post("/office/draws/commit", form))


def test_a_draw_goes_from_the_fixed_list_to_the_public_page_where_anybody_draws_again(scene, tmp_path):
    import subprocess
    import sys

    *_, clerk, _, _ = scene
    case = committed(clerk)
    public = Client().get(f"/notices/draws/{case}").content.decode()
    digest = queries.draw_shown(case).digest
    assert digest in public and "尚未公布" in public
    early = clerk.post(f"/office/draws/{case}/take", {"number": "08 11 19", "public_at": "2026-06-01T09:00"})
    assert early.status_code != 302 and "名单固定之后" in early.content.decode()
    with at("2026-06-02", "14:00"):
        assert clerk.post(f"/office/draws/{case}/take", {"number": "08 11 19", "public_at": "2026-06-02T21:15"}).status_code == 302
        public = Client().get(f"/notices/draws/{case}").content.decode()
        assert "已重算，一致" in public
        (tmp_path / "list.json").write_bytes(Client().get(f"/notices/draws/{case}/list.json").content)
        (tmp_path / "again.py").write_bytes(Client().get("/notices/verify-draw.py").content)
        again = subprocess.run([sys.executable, "again.py", "list.json", "08 11 19", digest], cwd=tmp_path, capture_output=True, text=True, check=False)
        one = queries.draw_shown(case)
        assert again.returncode == 0 and "the same" in again.stdout and one.drawn is not None
        assert f"at random: {' '.join(one.drawn.at_random)}".strip() in again.stdout
        assert len(queries.opened_by_draw(case)) == len(one.pairs) >= 1
        assert clerk.post(f"/office/draws/{case}/take", {"number": "1", "public_at": "2026-06-02T21:16"}).status_code != 302, "a round is drawn once"
        assert "还没有检查，推算不出问题率" in clerk.get(f"/office/draws/{case}").content.decode()
        assert "查出了什么" not in public and "检查未结束" in public, "the public reads no rate before every firm of the random share has its result"
        first, *others = queries.opened_by_draw(case)
        assert clerk.post(f"/office/inspections/{first.id}", answers(clerk, first.id)).status_code == 302
        for one in others:
            assert clerk.post(f"/office/cases/{one.id}/do/cancel", {"why": "已歇业"}).status_code == 302
        public = Client().get(f"/notices/draws/{case}").content.decode()
        assert "未发现问题" in public and "0.0%" in public and "查出了什么" in public


def answers(clerk, case: str) -> dict[str, str]:
    """A form on which everything is in order."""
    codes = re.findall(r'name="item-(\w+)" value="ok"', clerk.get(f"/office/inspections/{case}").content.decode())
    return {f"item-{code}": "ok" for code in codes} | {"signature": PNG}


def test_a_finding_is_told_to_the_public_only_with_its_due_process(scene):
    """The firm of a round has issues: the office reads the rate at once, the public when the result may be published."""
    *_, clerk, _, _ = scene
    case = committed(clerk)
    with at("2026-06-02", "14:00"):
        clerk.post(f"/office/draws/{case}/take", {"number": "08 11 19", "public_at": "2026-06-02T21:15"})
        visits = queries.opened_by_draw(case)
        for one in visits:
            form = answers(clerk, one.id) | {"item-price": "bad", "note-price": "没有价目表", "photo-price": taken("前"), "fix-price": "2026-06-20"}
            assert clerk.post(f"/office/inspections/{one.id}", form).status_code == 302
        assert "100.0%" in clerk.get(f"/office/draws/{case}").content.decode()
        public = Client().get(f"/notices/draws/{case}").content.decode()
        assert "问题率" not in public and "没有价目表" not in public and "发现问题" not in public
        for one in visits:
            serve(one.id)
    with at("2026-06-12"):
        for one in visits:
            assert clerk.post(f"/office/cases/{one.id}/do/publish").status_code == 302
        public = Client().get(f"/notices/draws/{case}").content.decode()
        assert "100.0%" in public and "发现问题 1 项，整改中" in public and "没有价目表" not in public


def photographed(what: str) -> bytes:
    return b"\xff\xd8\xff\xe0" + what.encode()


def taken(what: str) -> SimpleUploadedFile:
    """A photo as a phone sends it, another one for every word."""
    return SimpleUploadedFile("照片.jpg", photographed(what), content_type="image/jpeg")


def test_the_visit_is_a_form_on_a_phone_and_each_item_is_put_right_by_itself(scene):
    company, firm, _, clerk, _, _ = scene
    said = {"round": "专项", "officers": "甲检、乙检"}
    case = actions.open_case(CLERK, "inspection", firm, "insp-1", said, organisation=firm)
    page = clerk.get(f"/office/inspections/{case}").content.decode()
    assert "书面合同" in page and "data-pad" in page
    codes = re.findall(r'name="item-(\w+)" value="ok"', page)
    assert re.search(r'name="fix-price" value="2026-06-04"', page), "the rules propose a day for each item"
    form = {f"item-{c}": "ok" for c in codes} | {"signature": PNG}
    assert "没有写明情况" in clerk.post(f"/office/inspections/{case}", form | {"item-price": "bad"}).content.decode()

    def bad(**more: object) -> dict[str, object]:
        found = {"item-price": "bad", "note-price": "没有价目表", "photo-price": taken("价目表前"), "fix-price": "2026-06-04"}
        return form | found | {"item-files": "bad", "note-files": "缺三人", "photo-files": taken("档案前"), "fix-files": "2026-06-16", "photo": taken("全景")} | more

    assert "没有整改前的照片" in clerk.post(f"/office/inspections/{case}", bad(**{"photo-files": ""})).content.decode()
    assert "没有填整改到哪天" in clerk.post(f"/office/inspections/{case}", bad(**{"fix-price": ""})).content.decode()
    assert "已经过去" in clerk.post(f"/office/inspections/{case}", bad(**{"fix-price": "2026-05-31"})).content.decode()
    assert queries.case(case).state == "assigned", "a form that was refused leaves nothing"
    assert "单独的页面" in clerk.post(f"/office/cases/{case}/do/visit", {"findings": "x", "sign": "x"}).content.decode()
    assert clerk.post(f"/office/inspections/{case}", bad()).status_code == 302
    page = company.get(f"/company/cases/{case}").content.decode()
    assert "待整改" in page and "没有价目表" in page and "整改到 2026-06-04" in page and "整改到 2026-06-16" in page
    told, served = queries.case(case).events[-2:]
    assert served.verb == "serve" and served.said["proof"] == "read", "opened by the company: the order is served"
    items, before = told.said["items"], told.said["before"]
    assert [company.get(f"/company/cases/{case}/file/{name}").content for name in before] == [photographed("档案前"), photographed("价目表前")], "each its own, in the order of the form"
    with at("2026-06-06"):
        page = company.get(f"/company/cases/{case}").content.decode()
        assert "逾期 2 天" in page and "逾期 1" not in page, "one item is late, the other is not"
    assert "还没有整改后的照片" in clerk.post(f"/office/cases/{case}/do/close_item", {"item": items[0], "result": "到位"}).content.decode()
    for item in items:
        assert company.post(f"/company/cases/{case}/do/fix_item", {"item": item, "given": "已公示", "evidence": taken(f"{item}后")}).status_code == 302
    name = queries.case(case).events[-1].said["evidence"]
    assert clerk.get(f"/office/cases/{case}/file/{name}").content == photographed(f"{items[1]}后")
    for picture in (name, before[0]):
        assert signed_in(rival()).get(f"/company/cases/{case}/file/{picture}").status_code == 404
    page = clerk.get(f"/office/cases/{case}").content.decode()
    assert page.count('alt="整改前的照片"') == 2 and page.count('alt="整改后的照片"') == 2 and 'select class="form-select"' not in page.partition("逐项整改")[2].partition("</section></section>")[0]
    with at("2026-06-02"):
        assert clerk.post(f"/office/cases/{case}/do/close_item", {"item": items[0], "result": "到位"}).status_code == 302
        assert "还有 1 项" in clerk.post(f"/office/cases/{case}/do/close", {"result": "完成"}).content.decode()
    with at("2026-06-03"):
        clerk.post(f"/office/cases/{case}/do/close_item", {"item": items[1], "result": "到位"})
        assert [one.closed_on for one in rectified(queries.case(case).events)] == [date(2026, 6, 2), date(2026, 6, 3)], "each with a closing day of its own"
        assert clerk.post(f"/office/cases/{case}/do/close", {"result": "完成"}).status_code == 302
    with at("2026-06-12"):
        assert clerk.post(f"/office/cases/{case}/do/publish").status_code == 302
    (fact,) = ledger.facts_about(firm).of("inspection")
    assert (fact.get("result"), fact.get("issues_count"), fact.get("rectified_on")) == ("issues", 2, "2026-06-03")


def test_points_are_a_book_of_facts_that_no_score_reads(scene):
    _, _, subject, clerk, *_ = scene
    before = scoring.scores_of([subject]).get(subject)
    for n in range(3):
        clerk.post(f"/office/points/{subject}/service", {"kind": "help", "on": "2026-05-30", "hours": "1", "organiser": f"样例社区居委会{n}"})
    assert queries.book_of(subject).balance == 20, "twenty a day, no more"
    clerk.post(f"/office/points/{subject}/spend", {"points": "12", "source": "理发券"})
    assert queries.book_of(subject).balance == 8
    assert "可用积分 8" in clerk.post(f"/office/points/{subject}/spend", {"points": "9", "source": "x"}).content.decode()
    with at("2026-06-02"):
        clerk.post(f"/office/points/{subject}/reverse", {"number": "3", "why": "券未领"})
        assert queries.book_of(subject).balance == 20
    with at("2028-06-01"):
        assert queries.book_of(subject).balance == 0
    pipeline.advance()
    assert scoring.scores_of([subject]).get(subject) == before
    assert {e.fact.kind for e in ledger.facts_about(subject).of("points.moved")} == {"points.moved"}
    page = clerk.get(f"/office/points/{subject}").content.decode()
    assert "冲正第 3 笔" in page

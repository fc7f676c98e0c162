"""A hotline's list with complaints and reports among each other: each row becomes what it is, once, and nobody is filed by a report."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.governance.models import CaseEvent
from jiaxin.apps.intake import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as register
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import at
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
FIRM_CODE, FIRM = "91340210XYTG3BRH9M", "样例瑞瑞家政服务有限公司"
HEADINGS = ("工单编号", "受理日期", "来源", "工单类别", "诉求类别", "诉求内容", "被投诉企业", "统一社会信用代码", "姓名")
COMPLAINT, REPORT = "complaint", "report"
# cells, and what must become of the row: (what lands, its kind, what is said about it)
ROWS = (
    (("热001", "2026-05-28", "12345", "投诉", "服务态度", "上门迟到还骂人", FIRM, FIRM_CODE, None), (COMPLAINT, "manner", ())),
    (("热002", "2026/5/28", "12345", " 举报件", "黑中介", "楼下一家没有执照", "样例无名中介", None, None), (REPORT, "unlicensed", ())),
    (("热003", "2026-05-29", "12315", "举报", "假 健康证", "证是买的", FIRM, FIRM_CODE, "样某某"), (REPORT, "forged_papers", ())),
    (("热004", "2026年5月29日", "12345", None, "举报：克扣工资", "三个月没发", None, None, None), (REPORT, "wages", ())),
    (("热005", "2026-05-29", "12345", "举报", "无照经营的", "还是那家", None, None, None), (REPORT, "other", ("report-topic-unknown",))),
    (("热006", "2026-05-30", "12345", "举报", "噪音扰民", "夜里装修", None, None, None), (REPORT, "other", ("report-topic-unknown",))),
    (("热007", "2026-05-30", "12345", "咨询", "收费", "问价格", FIRM, FIRM_CODE, None), ("", "", ("matter-neither",))),
    (("热008", "2026-05-30", "12345", "投诉", "收费", "多收钱", None, None, None), ("", "", ("complaint-against-nobody",))),
    ((None, "2026-05-30", "12345", "举报", "刷单", "刷好评", None, None, None), ("", "", ("complaint-no-missing",))),
    (("热010", "2026-05-30", "12345", "投诉", "收费", "多收钱", FIRM, FIRM_CODE, None), (COMPLAINT, "fee", ())),
)  # fmt: skip


def workbook() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("家政类工单")
        sheet.write(0, 0, "12345政务服务热线家政类工单清单")
        for row, cells in enumerate((HEADINGS, *(cells for cells, _ in ROWS)), 1):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    return made.getvalue()


@pytest.fixture
def landed() -> str:
    with at("2026-06-01"):
        registry.enrol_companies([(FIRM_CODE, FIRM)])
        access.set_up_organisation(console_actor(), "bureau", "样例区商务局", "bureau", "349912")
        clerk = access.set_up_account(console_actor(), "clerk", Role.BUREAU_CLERK, organisation="bureau", label="clerk")
        batch, _ = actions.receive(clerk, "工单.xlsx", workbook(), "hotline-complaints")
        actions.work(only=batch)
        actions.accept(clerk, batch)
        actions.work(only=batch)
        yield batch


def test_each_row_becomes_what_it_is(landed):
    subjects = [*register.all_of("company"), *register.all_of("worker"), *register.all_of("region")]
    facts = [e for one in ledger.facts_about_many(subjects).values() for e in one.of("complaint", "report.lead")]
    found = {(str(e.get("complaint_no") or e.get("report_no")), COMPLAINT if e.fact.kind == "complaint" else REPORT, str(e.get("topic") or e.get("report_topic"))) for e in facts}
    assert found == {(cells[0], what, topic) for cells, (what, topic, _) in ROWS if what}


def test_each_row_is_told_what_is_wrong_with_it_and_what_may_be_meant(landed):
    said: dict[int, set[str]] = {}
    for one in queries.findings(landed):
        if one.severity != "info":
            said.setdefault(one.row, set()).add(one.code)
    assert said == {number: set(codes) for number, (_, (_, _, codes)) in enumerate(ROWS, 3) if codes}
    advice = {one.row: one.do_this for one in queries.findings(landed) if one.code == "report-topic-unknown"}
    assert advice == {7: "请从举报类别中选择；是不是“无证经营”", 8: "请从举报类别中选择"}


def test_a_report_opens_a_report_and_a_complaint_a_complaint_once(landed):
    assert governance.take_over_hotline() == 7 and governance.take_over_hotline() == 0
    assert len(matters.open_cases("complaint")) == 2
    reports = {str(c.events[0].said["complaint_no"]): c for c in matters.open_cases("report")}
    assert set(reports) == {cells[0] for cells, (what, _, _) in ROWS if what == REPORT}
    one = reports["热003"]
    assert (one.subject, one.party, one.events[0].said["channel"]) == ("", "", "hotline")
    assert one.events[0].said["text"] == "证是买的" and FIRM in str(one.events[0].said["place"])
    assert one.deadlines and "样某某" not in str(list(CaseEvent.objects.order_by("id").values_list("said", flat=True)))


def test_nobody_is_filed_or_looked_for_because_a_report_names_them(landed):
    assert list(register.all_of("worker")) == [] and len(list(register.all_of("company"))) == 1
    assert not [one for one in queries.findings(landed) if one.code.startswith("registry-")]
    assert date(2026, 5, 28) in {e.fact.happened_on for s in register.all_of("region") for e in ledger.facts_about(s).of("report.lead")}

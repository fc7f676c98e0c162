"""投诉检查 — number, against whom, and whether the finding is whole.

Source  record kinds `complaint` and `complaint.finding`; 《广东省家政服务条例》 Art. 22.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import lacks, missing, note_at
from jiaxin.domain.quality.check import Check, Memory, Remark, RowCheck, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.reports import is_report
from jiaxin.domain.quality.seen_before import seen_before
from jiaxin.domain.quality.thresholds import Limits

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
REMARKS = (
    Remark("complaint-no-missing", _ERROR, "没有填写投诉编号", "请填写工单编号", "记录种类“投诉”：识别键"),
    Remark(
        "complaint-duplicate",
        _ERROR,
        "投诉编号 {shown} 在本文件中已经出现过",
        "请只保留一行，或改正编号",
        "记录种类“投诉”：识别键",
    ),
    Remark(
        "complaint-against-nobody",
        _ERROR,
        "没有写明被投诉的企业或人员",
        "请至少填写企业名称或服务员姓名",
        "记录种类“投诉”：主体",
    ),
    Remark(
        "complaint-worker-unknown",
        _WARNING,
        "被投诉人员不在已建档人员中：{shown}",
        "请核对姓名；未建档的将先挂在企业名下",
        "信用档案在册人员",
    ),
    Remark(
        "decided-before-received", _ERROR, "办结日期 {shown} 早于受理日期", "请核对两个日期", "数据质量规则：一致性"
    ),
    Remark(
        "finding-incomplete",
        _ERROR,
        "已填认定结果，但没有办结日期",
        "请补上办结日期；未办结的请清空认定结果",
        "记录种类“投诉认定”：必填",
    ),
    Remark(
        "severity-missing", _WARNING, "认定有责，但没有写明严重程度", "请填写一般、较重或严重", "记录种类“投诉认定”"
    ),
)


def _against(row: RowUnderCheck) -> None:
    if is_report(row.values):
        return  # a report may speak of nobody in particular
    names = ("company_name", "company_credit_code", "name", "id_number")
    if all(lacks(row, name) for name in names):
        note_at(row, "complaint-against-nobody", *names, "complaint_no", "topic")


def _order_of_days(row: RowUnderCheck) -> None:
    received, decided = row.values["received_on"], row.values["decided_on"]
    if received and decided and str(decided) < str(received):
        row.note("decided-before-received", "decided_on")


def _whole(row: RowUnderCheck) -> None:
    if row.values["upheld"] is not None and lacks(row, "decided_on"):
        note_at(row, "finding-incomplete", "decided_on", "upheld")


def _severity(row: RowUnderCheck) -> None:
    if row.values["upheld"] is True and lacks(row, "severity"):
        row.note("severity-missing", "severity")


class _Filed:
    """Told by number where there is one, else by name."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._workers = known.workers
        self._names = frozenset((known.workers or {}).values())

    def collect(self, row: RowUnderCheck) -> None:
        return

    def look(self, row: RowUnderCheck) -> None:
        number, name = row.values.get("id_number"), row.values.get("name")
        if self._workers is None or not name:
            return
        if (str(number) not in self._workers) if number else (str(name) not in self._names):
            row.note("complaint-worker-unknown", "name")


def _filed(limits: Limits, known: Known) -> Memory:
    return _Filed(limits, known)


CHECKS: tuple[Check, ...] = (
    RowCheck("complaint-no-missing", ("topic",), missing("complaint_no", "complaint-no-missing", "topic")),
    seen_before("complaint-duplicate", ("complaint_no",)),
    RowCheck("complaint-against-nobody", ("topic",), _against),
    SheetCheck("complaint-worker-unknown", ("name",), _filed, ("name", "id_number")),
    RowCheck("decided-before-received", ("received_on", "decided_on"), _order_of_days),
    RowCheck("finding-incomplete", ("upheld",), _whole),
    RowCheck("severity-missing", ("upheld", "severity"), _severity),
)

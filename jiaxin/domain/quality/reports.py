"""举报行 — a row of a hotline's list that reports something instead of complaining of somebody.

Who is named in it is nobody's business until it is looked into: the names move to the sealed words of the lead, so that no
file is looked for or opened. A kind nobody knows lands as 其他, and the nearest known kind is suggested.
Source  rulebooks/topics-*.toml ([[report]]).
"""

import re
from datetime import date

from jiaxin.domain.findings import Severity
from jiaxin.domain.procedures.topics import OTHER, report_like, report_named, reports
from jiaxin.domain.quality.check import Check, Remark, RowCheck, RowUnderCheck

REPORT, COMPLAINT = "举报", "投诉"
_NAMED = ("company_name", "company_credit_code", "name", "id_number", "phone")
_SAID = ("company_name", "company_credit_code", "name")  # of whom it speaks, in the words of the lead
_AROUND = re.compile(rf"^{REPORT}(?:类|件)?[\s:：/\-—－、]*|[\s:：/\-—－、]*{REPORT}$")


def _like(typed: str) -> str:
    """The nearest kind, by the latest rules: it suggests and decides nothing."""
    near = report_like(_bare(typed), date.max)
    return f"；是不是“{near}”" if near else ""


REMARKS = (
    Remark(
        "report-topic-unknown",
        Severity.WARNING,
        "举报类别无法识别：{shown}，先按“其他”登记",
        "请从举报类别中选择{like}",
        "投诉和举报类别",
        _like,
    ),
    Remark("matter-neither", Severity.ERROR, "这一行是“{shown}”，不是投诉，也不是举报", "请从清单中去掉；其实是投诉或举报的，请改工单类别", "投诉和举报类别"),
)


def is_report(values: object) -> bool:
    """Whether a judged row is a report."""
    return isinstance(values, dict) and values.get("matter") == REPORT


def _bare(typed: str) -> str:
    return _AROUND.sub("", typed.strip())


def _neither(row: RowUnderCheck) -> None:
    if row.values["matter"] not in (None, COMPLAINT, REPORT):
        row.note("matter-neither", "matter")


def _reported(row: RowUnderCheck) -> None:
    typed = row.raw("topic")
    bare = _bare(typed)
    if row.values.get("matter") != REPORT and bare == typed.strip():
        return
    day = date.fromisoformat(row.limits.today)
    known = reports(day)
    row.retract("topic")
    code = report_named(bare, day) if bare else OTHER
    row.values |= {"matter": REPORT, "topic": known[code or OTHER], "place": "，".join(str(v) for n in _SAID if (v := row.values.get(n)))}
    if not code:
        row.note("report-topic-unknown", "topic")
    for name in _NAMED:
        row.retract(name)
        if name in row.values:
            row.values[name] = None


CHECKS: tuple[Check, ...] = (RowCheck("report-row", ("topic",), _reported, early=True), RowCheck("matter-neither", ("matter",), _neither))

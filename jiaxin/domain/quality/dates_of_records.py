"""日期检查 — what the reader of dates says, and days that cannot lie ahead.

`FUTURE` lists columns that tell of something done; a check-up has a code of its own.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits

_SOURCE = "数据质量规则：规范性"
REMARKS = (
    Remark(
        "date-ambiguous",
        Severity.ERROR,
        "“{label}”的日期 {shown} 分不清年、月、日",
        "请写成 2026-05-06 的样子",
        _SOURCE,
    ),
    Remark("date-invalid", Severity.ERROR, "“{label}”不是存在的日期：{shown}", "请写成 2026-05-06 的样子", _SOURCE),
    Remark(
        "date-incomplete",
        Severity.ERROR,
        "“{label}”的日期不完整：{shown}",
        "请写明年、月、日，例如 2026-05-06",
        _SOURCE,
    ),
    Remark("date-future", Severity.ERROR, "“{label}”晚于今天：{shown}", "请核对日期", "数据质量规则：准确性"),
)

FUTURE = (
    "consent_on",
    "collected_on",
    "training_on",
    "started_on",
    "rated_on",
    "received_on",
    "decided_on",
    "confirmed_on",
    "checked_on",
    "ordered_on",
    "issued_on",
    "given_on",
    "awarded_on",
    "inspected_on",
    "established_on",
    "baseline_on",
    "exported_on",
)


def _future(value: Value, limits: Limits) -> str:
    return "date-future" if str(value)[:10] > limits.today else ""


CHECKS = (CellCheck("date-future", FUTURE, _future),)

"""培训学时检查 — no number, less than counts, more than a day has.

Unit    hours as decimal text; limits in hundredths.
Source  rulebook: training_hours_least_hundredths, training_hours_day_hundredths.
"""

from decimal import Decimal

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark(
        "training-hours-invalid",
        Severity.ERROR,
        "培训学时不对：{shown}",
        "请填写不小于0.5的数字",
        "进件规则 training_hours_least_hundredths",
    ),
    Remark(
        "training-hours-high",
        Severity.WARNING,
        "一天的培训学时超过12：{shown}",
        "请核对，或按天分行填写",
        "进件规则 training_hours_day_hundredths",
    ),
)


def _hours(value: Value, limits: Limits) -> str:
    hundredths = Decimal(str(value)) * 100
    if hundredths < limits.hours_least:
        return "training-hours-invalid"
    return "training-hours-high" if hundredths > limits.hours_day else ""


CHECKS = (CellCheck("training-hours", ("training_hours",), _hours),)

"""保险检查 — ended before the day of import. Source  roster rules."""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark("insurance-expired", Severity.WARNING, "保险已于 {shown} 到期", "请续保后更新", "数据质量规则：时效性"),
)


def _until(value: Value, limits: Limits) -> str:
    return "insurance-expired" if str(value) < limits.today else ""


CHECKS = (CellCheck("insurance-expired", ("insurance_until",), _until),)

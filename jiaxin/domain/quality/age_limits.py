"""年龄检查 — too young to work here, older than usual, older than anybody.

Unit    full years on the day of import, from the identity number.
Source  rulebook: least_age_years, usual_age_years, plausible_age_years.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits
from jiaxin.domain.values.identity_number import birth_of

REMARKS = (
    Remark(
        "age-under-18",
        Severity.ERROR,
        "该人员未满18周岁（{shown}）",
        "未满18周岁不能建档；如身份证号有误请更正",
        "进件规则 least_age_years",
    ),
    Remark(
        "age-over-65", Severity.WARNING, "该人员已超过65周岁（{shown}）", "请确认仍在从业", "进件规则 usual_age_years"
    ),
    Remark(
        "age-implausible",
        Severity.ERROR,
        "按身份证号推算已超过100周岁（{shown}）",
        "请对照身份证原件核对出生日期",
        "进件规则 plausible_age_years",
    ),
)


def _age(value: Value, limits: Limits) -> str:
    born = birth_of(str(value))
    if born > limits.adult_born_by:
        return "age-under-18"
    if born > limits.old_born_by:
        return ""
    return "age-implausible" if born <= limits.absurd_born_by else "age-over-65"


CHECKS = (CellCheck("age", ("id_number",), _age),)

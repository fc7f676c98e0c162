"""封闭选项检查 — a word outside a list that cannot be left out.

`closed:<column>` makes an unknown word of a required list an error; elsewhere it is only a remark, and the
row lands without it.

Source  required fields of the record kinds.
"""

from collections.abc import Callable

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Check, Remark, RowCheck, RowUnderCheck

CLOSED = ("status", "result", "background_result", "upheld", "penalty_kind", "penalty_class", "region_level")

REMARKS = (
    Remark(
        "choice-refused",
        Severity.ERROR,
        "“{label}”的内容无法识别：{shown}，该项不能缺少",
        "请从模板的下拉选项中选择",
        "记录种类：必填的封闭选项",
    ),
    Remark(
        "background-refused",  # does not repeat the cell: what stands there may be a case detail
        Severity.ERROR,
        "“{label}”只能填写规定的状态，不得写明具体情况",
        "请填写通过、异常待复核、未通过或待核查",
        "背景核查只留状态和日期",
    ),
)
_REFUSED = {"background_result": "background-refused"}


def _closed(name: str) -> Callable[[RowUnderCheck], None]:
    def look(row: RowUnderCheck) -> None:
        if "choice-unknown" in row.codes(name):
            row.retract(name)
            row.note(_REFUSED.get(name, "choice-refused"), name)

    return look


CHECKS: tuple[Check, ...] = tuple(RowCheck(f"closed:{name}", (name,), _closed(name), early=True) for name in CLOSED)

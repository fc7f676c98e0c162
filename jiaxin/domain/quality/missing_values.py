"""缺项检查 — a cell that is due is empty.

Source  field table of the credit file: name and identity number are required, a phone is how she confirms.
"""

from collections.abc import Callable

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark, RowCheck, RowUnderCheck

REMARKS = (
    Remark("name-missing", Severity.ERROR, "没有填写姓名", "请按身份证填写姓名", "信用档案字段表：必填"),
    Remark("id-missing", Severity.ERROR, "没有填写身份证号", "请填写18位身份证号", "信用档案字段表：必填"),
    Remark(
        "phone-missing", Severity.WARNING, "没有填写手机号，本人无法通过手机确认", "请补充本人手机号", "本人确认规则"
    ),
    Remark("value-missing", Severity.ERROR, "“{label}”没有填写", "请补充后重新上传", "记录种类：必填"),
)


def _missing(name: str, code: str) -> Callable[[RowUnderCheck], None]:
    def look(row: RowUnderCheck) -> None:
        if row.values.get(name) is None and not row.codes(name):
            row.note(code, name)

    return look


CHECKS = tuple(
    RowCheck(code, (name,), _missing(name, code))
    for name, code in (("name", "name-missing"), ("id_number", "id-missing"), ("phone", "phone-missing"))
)

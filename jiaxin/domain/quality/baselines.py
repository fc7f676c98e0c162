"""摸底名册检查 — the street it was counted in, and a person probably counted twice.

Source  KPI definition of 建档率: nobody may stand twice in the denominator.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import Check, Memory, Remark, RowCheck, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark("street-missing", Severity.ERROR, "没有填写街道", "请填写所属街道（乡镇）", "记录种类“摸底底数”：必填"),
    Remark(
        "duplicate-suspected",
        Severity.WARNING,
        "姓名、手机号与本文件另一行相同：{shown}，且没有完整身份证号",
        "请核对是否同一人；是同一人请只保留一行",
        "数据质量规则：唯一性",
    ),
)


class _Twice:
    """Same name and phone: only where the row itself has no number to tell the two apart."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._first: dict[tuple[str, str], int] = {}

    def collect(self, row: RowUnderCheck) -> None:
        name, phone = row.values.get("name"), row.values.get("phone")
        if name and phone:
            self._first.setdefault((str(name), str(phone)), row.place)

    def look(self, row: RowUnderCheck) -> None:
        if row.values.get("id_number"):
            return
        key = (str(row.values.get("name")), str(row.values.get("phone")))
        if self._first.get(key, row.place) != row.place:
            row.note("duplicate-suspected", "name")


def _twice(limits: Limits, known: Known) -> Memory:
    return _Twice(limits, known)


CHECKS: tuple[Check, ...] = (
    RowCheck("street-missing", ("name",), missing("street", "street-missing", "name")),
    SheetCheck("duplicate-suspected", ("name", "phone"), _twice, ("name", "phone", "id_number")),
)

"""手机号检查 — what the reader of phones says, and one phone for many workers.

Source  rulebook: phone_shared_workers.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Remark, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark("phone-invalid", Severity.ERROR, "手机号不对：{shown}", "人员请填11位手机号；企业电话也可填座机，前面要有区号", "手机号编码规则"),
    Remark(
        "phone-multiple",
        Severity.WARNING,
        "一个单元格里有多个手机号，只采用第一个：{shown}",
        "请只保留本人使用的一个手机号",
        "手机号编码规则",
    ),
    Remark(
        "phone-shared",
        Severity.WARNING,
        "三名及以上人员共用手机号 {shown}",
        "请改填各人自己的手机号，否则无法由本人确认",
        "进件规则 phone_shared_workers",
    ),
)


class _Shared:
    """phone → the one worker who has it, or a set of them."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._least = limits.phone_shared
        self._known = known.phones
        self._of: dict[str, str | set[str]] = {}

    def collect(self, row: RowUnderCheck) -> None:
        phone, number = row.values.get("phone"), row.values.get("id_number")
        if not phone or not number:
            return
        had = self._of.setdefault(str(phone), str(number))
        if isinstance(had, set):
            had.add(str(number))
        elif had != number:
            self._of[str(phone)] = {had, str(number)}

    def look(self, row: RowUnderCheck) -> None:
        phone = row.values.get("phone")
        if not phone:
            return
        had = self._of.get(str(phone), "")
        if isinstance(had, str) and not self._known:
            return
        owners = had if isinstance(had, set) else {had} - {""}
        if len(owners | self._known.get(str(phone), frozenset())) >= self._least:
            row.note("phone-shared", "phone")


def _begin(limits: Limits, known: Known) -> Memory:
    return _Shared(limits, known)


CHECKS = (SheetCheck("phone-shared", ("phone", "id_number"), _begin, ("phone", "id_number")),)

"""旧码检查 — the codes of an older platform: two people under one, and codes that are somebody's number.

Source  values.old_code: such codes are kept with her record, and lead nowhere.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Check, Memory, Remark, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits
from jiaxin.domain.values.old_code import is_personal, leads, written

REMARKS = (
    Remark(
        "old-code-personal", Severity.WARNING, "旧码是身份证号或手机号：{shown}", "可以入库；为保护个人信息，扫旧码不会跳转", "《个人信息保护法》第6条"
    ),
    Remark("old-code-short", Severity.WARNING, "旧码太短：{shown}", "可以入库；少于6位的旧码扫了不会跳转", "旧码规则"),
    Remark(
        "old-code-shared", Severity.WARNING, "本文件中不止一人用旧码 {shown}", "请核对旧码；不改也可以入库，扫旧码时会提示不能确定是谁", "旧码规则"
    ),
)


def _form(value: Value, limits: Limits) -> str:
    if is_personal(str(value)):
        return "old-code-personal"
    return "" if leads(str(value)) else "old-code-short"


class _Shared:
    """old code → who carries it."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._of: dict[str, set[str]] = {}

    def collect(self, row: RowUnderCheck) -> None:
        if (code := row.values.get("old_code")) and (number := row.values.get("id_number")):
            self._of.setdefault(written(str(code)), set()).add(str(number))

    def look(self, row: RowUnderCheck) -> None:
        if (code := row.values.get("old_code")) and len(self._of.get(written(str(code)), ())) > 1:
            row.note("old-code-shared", "old_code")


def _begin(limits: Limits, known: Known) -> Memory:
    return _Shared(limits, known)


CHECKS: tuple[Check, ...] = (
    CellCheck("old-code-form", ("old_code",), _form),
    SheetCheck("old-code-shared", ("old_code", "id_number"), _begin, ("old_code", "id_number")),
)

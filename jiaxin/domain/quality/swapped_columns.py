"""错列检查 — two cells of a row stand in each other's column.

Looks only where both cells are wrong as they stand and both are right the other way round, and then says
so once on each, in place of what the readers said.
"""

from collections.abc import Callable

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark, RowCheck, RowUnderCheck
from jiaxin.domain.values import identity_number, names, phone
from jiaxin.domain.values.text import narrow

_DO_THIS = "请把两个单元格的内容对调"
REMARKS = (
    Remark("name-id-swapped", Severity.ERROR, "姓名与身份证号填反了", _DO_THIS, "逐行内容比对"),
    Remark("id-phone-swapped", Severity.ERROR, "手机号与身份证号填反了", _DO_THIS, "逐行内容比对"),
)


def _is_id(text: str) -> bool:
    return not identity_number.fault(identity_number.normal(text))


def _is_name(text: str) -> bool:
    return not names.fault(names.normal(text))


def _is_phone(text: str) -> bool:
    return not phone.parse(narrow(text))[1]


def _swapped(code: str, other: str, is_other: Callable[[str], bool]) -> Callable[[RowUnderCheck], None]:
    def look(row: RowUnderCheck) -> None:
        if not (row.codes("id_number") and row.codes(other)):
            return
        if _is_id(row.raw(other)) and is_other(row.raw("id_number")):
            for name in ("id_number", other):
                row.retract(name)
                row.note(code, name)

    return look


CHECKS = (
    RowCheck("name-id-swapped", ("name", "id_number"), _swapped("name-id-swapped", "name", _is_name), early=True),
    RowCheck("id-phone-swapped", ("phone", "id_number"), _swapped("id-phone-swapped", "phone", _is_phone), early=True),
)

"""交由比对 — lists of streets, departments and partners may hide or lack the identity number.

A company knows its people: a hidden number in its roster is an error. A hotline, a street's count or a
return may come masked; then the row lands and is handed to the resolver, which asks a person whom it
concerns.

Source  design rule “masked or missing IDs”; PIPL Art. 6 (no more than needed is passed on).
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Check, Remark, RowCheck, RowUnderCheck

REMARKS = (
    Remark(
        "id-masked-to-resolver",
        Severity.WARNING,
        "身份证号被遮盖：{shown}，将按姓名、手机号和未遮盖的数字比对",
        "如有完整号码请补上；否则等待人工比对",
        "进件规则：名册比对",
    ),
    Remark(
        "id-missing-to-resolver",
        Severity.WARNING,
        "没有身份证号，将按姓名和手机号比对",
        "如有完整号码请补上；否则等待人工比对",
        "进件规则：名册比对",
    ),
)
MASKED = "id_masked"  # the visible digits travel with the values of the row, to the resolver only
NEEDS_RESOLUTION = frozenset(remark.code for remark in REMARKS)


def _masked(row: RowUnderCheck) -> None:
    if "id-masked" in row.codes("id_number"):
        row.retract("id_number")
        row.values[MASKED] = row.raw("id_number")
        row.note("id-masked-to-resolver", "id_number")


def _masked_or_missing(row: RowUnderCheck) -> None:
    if row.values.get("id_number") is None and not row.codes("id_number"):
        row.note("id-missing-to-resolver", "id_number")
    else:
        _masked(row)


CHECKS: tuple[Check, ...] = (
    RowCheck("id-masked-to-resolver", ("id_number",), _masked, early=True),
    RowCheck("id-to-resolver", ("id_number",), _masked_or_missing, early=True),
)

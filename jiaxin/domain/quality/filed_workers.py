"""在册比对 — whether a worker is filed, and under this name.

Silent  where nobody asked who is filed. A roster may bring new people; a training register may not.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark, RowCheck, RowUnderCheck

_SOURCE = "信用档案在册人员"
REMARKS = (
    Remark(
        "worker-unknown",
        Severity.ERROR,
        "该身份证号（{shown}）不在已建档人员中",
        "请先通过人员名册建档，或核对身份证号",
        _SOURCE,
    ),
    Remark(
        "name-id-mismatch",
        Severity.ERROR,
        "姓名与该身份证号已建档的姓名不一致：{shown}",
        "请对照身份证原件核对姓名和身份证号",
        _SOURCE,
    ),
)


def _filed(row: RowUnderCheck) -> None:
    number = row.values["id_number"]
    if number and row.known.workers is not None and str(number) not in row.known.workers:
        row.note("worker-unknown", "id_number")


def _name(row: RowUnderCheck) -> None:
    number, name = row.values["id_number"], row.values["name"]
    if number and name and row.known.workers:
        filed = row.known.workers.get(str(number))
        if filed is not None and filed != name:
            row.note("name-id-mismatch", "name")


CHECKS = (
    RowCheck("worker-unknown", ("id_number",), _filed),
    RowCheck("name-id-mismatch", ("id_number", "name"), _name),
)

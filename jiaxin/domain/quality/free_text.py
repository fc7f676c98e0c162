"""文字检查 — text longer than its field, text that a spreadsheet would run as a formula when exported.

Source  field lengths of the rulebook; formula injection: a cell that begins with = + - @ is run on opening.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark(
        "text-too-long",
        Severity.ERROR,
        "“{label}”过长：{shown}",
        "地址不超过100字，备注不超过500字",
        "进件规则：字段长度",
    ),
    Remark(
        "formula-text",
        Severity.WARNING,
        "“{label}”像公式，导出后可能被执行：{shown}",
        "请删去开头的 = + - @",
        "表格公式注入防护",
    ),
)


def _address(value: Value, limits: Limits) -> str:
    return "text-too-long" if len(str(value)) > limits.address_characters else ""


def _remark(value: Value, limits: Limits) -> str:
    return "text-too-long" if len(str(value)) > limits.remark_characters else ""


def _formula(value: Value, limits: Limits) -> str:
    return "formula-text" if str(value)[:1] in "=+-@" else ""


CHECKS = (
    CellCheck("address-length", ("residence_address", "household_address", "address"), _address),
    CellCheck("remark-length", ("remark", "text", "note"), _remark),
    CellCheck("formula-text", ("remark", "text", "note"), _formula),
)

"""订单检查 — number, order of days, amount.

Source  record kind `order`; an order has one number, ends no earlier than it begins, costs no less than nothing.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import CellCheck, Check, Remark, RowCheck, RowUnderCheck
from jiaxin.domain.quality.seen_before import seen_before
from jiaxin.domain.quality.thresholds import Limits

_ERROR = Severity.ERROR
REMARKS = (
    Remark("order-no-missing", _ERROR, "没有填写订单号", "请填写订单号或合同编号", "记录种类“订单”：识别键"),
    Remark(
        "order-duplicate",
        _ERROR,
        "订单号 {shown} 在本文件中已经出现过",
        "请只保留一行，或改正订单号",
        "记录种类“订单”：识别键",
    ),
    Remark(
        "order-ends-before-start", _ERROR, "完成日期 {shown} 早于下单日期", "请核对两个日期", "数据质量规则：一致性"
    ),
    Remark(
        "amount-negative", _ERROR, "“{label}”是负数：{shown}", "退款请改订单状态，金额填原价", "数据质量规则：准确性"
    ),
)


def _days(row: RowUnderCheck) -> None:
    begun, done = row.values["ordered_on"], row.values["finished_on"]
    if begun and done and str(done) < str(begun):
        row.note("order-ends-before-start", "finished_on")


def _amount(value: Value, limits: Limits) -> str:
    return "amount-negative" if isinstance(value, int) and value < 0 else ""


CHECKS: tuple[Check, ...] = (
    RowCheck("order-no-missing", ("ordered_on",), missing("order_no", "order-no-missing", "ordered_on")),
    seen_before("order-duplicate", ("order_no",)),
    RowCheck("order-ends-before-start", ("ordered_on", "finished_on"), _days),
    CellCheck("amount-negative", ("amount_fen", "fine_fen", "capital_fen"), _amount),
)

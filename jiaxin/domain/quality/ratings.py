"""评价检查 — a rating belongs to one order, comes after it ended, and not too late.

Source  rulebook `ways-in-2026`: rating_within_days; 《广东省家政服务条例》 Art. 9.
"""

from datetime import date

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import Check, Remark, RowCheck, RowUnderCheck
from jiaxin.domain.quality.seen_before import seen_before
from jiaxin.domain.quality.thresholds import rulebook

REMARKS = (
    Remark(
        "rating-without-order",
        Severity.ERROR,
        "评价没有订单号",
        "请填写被评价订单的编号；没有订单的评价不采用",
        "评价规则：一单一评",
    ),
    Remark(
        "rating-duplicate",
        Severity.ERROR,
        "订单 {shown} 在本文件中已有评价",
        "一个订单只能评价一次，请只保留一行",
        "评价规则：一单一评",
    ),
    Remark(
        "rating-late",
        Severity.WARNING,
        "评价日期 {shown} 超过服务完成后的评价期限",
        "请核对日期；逾期评价由人工决定是否采用",
        "进件规则 rating_within_days",
    ),
    Remark(
        "rating-before-end",
        Severity.ERROR,
        "评价日期 {shown} 早于服务完成日期",
        "请核对两个日期",
        "数据质量规则：一致性",
    ),
)


def _days_after(row: RowUnderCheck) -> int | None:
    done, rated = row.values["finished_on"], row.values["rated_on"]
    if not done or not rated:
        return None
    return (date.fromisoformat(str(rated)) - date.fromisoformat(str(done))).days


def _late(row: RowUnderCheck) -> None:
    days = _days_after(row)
    if days is not None and days > rulebook("ways-in-2026")["rating_within_days"]["value"]:
        row.note("rating-late", "rated_on")


def _early(row: RowUnderCheck) -> None:
    days = _days_after(row)
    if days is not None and days < 0:
        row.note("rating-before-end", "rated_on")


CHECKS: tuple[Check, ...] = (
    RowCheck("rating-without-order", ("stars",), missing("order_no", "rating-without-order", "stars")),
    seen_before("rating-duplicate", ("order_no",)),
    RowCheck("rating-late", ("finished_on", "rated_on"), _late),
    RowCheck("rating-before-end", ("finished_on", "rated_on"), _early),
)

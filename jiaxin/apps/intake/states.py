"""批次状态 — where a batch is, and the way on from there."""

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"  # 已收到，等待检查
    CHECKING = "checking"  # 正在检查
    CHECKED = "checked"  # 检查完成，等待确认
    ACCEPTING = "accepting"  # 正在入库
    ACCEPTED = "accepted"  # 已入库
    UNDOING = "undoing"  # 正在撤回
    UNDONE = "undone"  # 已撤回
    FAILED = "failed"  # 未能读取
    CANCELLED = "cancelled"  # 已取消


LABELS = {
    State.RECEIVED: "等待检查",
    State.CHECKING: "正在检查",
    State.CHECKED: "等待确认入库",
    State.ACCEPTING: "正在入库",
    State.ACCEPTED: "已入库",
    State.UNDOING: "正在撤回",
    State.UNDONE: "已撤回",
    State.FAILED: "未能读取",
    State.CANCELLED: "已取消",
}
AT_WORK = (State.RECEIVED, State.CHECKING, State.ACCEPTING, State.UNDOING)

"""图片状态 — where one picture of a bundle is; and the kind of batch in which they come."""

from enum import StrEnum

PAPERS = "papers"
LABEL = "照片和证书"


class PaperState(StrEnum):
    MATCHED = "matched"  # 认出来了，等待入库
    ASKED = "asked"  # 要请企业指认
    REFUSED = "refused"  # 没有收
    LANDED = "landed"  # 已入库
    WAITING = "waiting"  # 人是对的，还没有它证明的那条记录
    UNDONE = "undone"  # 随批次撤回


LABELS = {
    PaperState.MATCHED: "已认出",
    PaperState.ASKED: "待指认",
    PaperState.REFUSED: "没有收",
    PaperState.LANDED: "已入库",
    PaperState.WAITING: "还没有对应的记录",
    PaperState.UNDONE: "已撤回",
}

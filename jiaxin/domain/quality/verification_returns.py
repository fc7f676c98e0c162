"""核验回执检查 — the batch behind a return, and one person twice in it.

Source  公安核验回执: an answer without its batch cannot be traced to a question.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import Check, Remark, RowCheck
from jiaxin.domain.quality.seen_before import seen_before

REMARKS = (
    Remark(
        "batch-missing", Severity.ERROR, "没有填写核验批次号", "请填写公安回执上的批次号", "记录种类“身份核验”：可追溯"
    ),
    Remark(
        "return-duplicate",
        Severity.ERROR,
        "该身份证号（{shown}）在同一批次中已经出现过",
        "请只保留一行",
        "数据质量规则：唯一性",
    ),
)


CHECKS: tuple[Check, ...] = (
    RowCheck("batch-missing", ("result",), missing("batch_no", "batch-missing", "result")),
    seen_before("return-duplicate", ("id_number",), also=("batch_no",)),
)

"""占位内容检查 — something typed so that a cell is not empty, a failed calculation, and what is left out or only mentioned."""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

REMARKS = (
    Remark(
        "placeholder",
        Severity.ERROR,
        "“{label}”填的是占位内容：{shown}",
        "请填写真实内容；确实没有的留空",
        "数据质量规则：完整性",
    ),
    Remark(
        "cell-error",
        Severity.ERROR,
        "“{label}”是计算错误：{shown}",
        "请改为填写实际内容，不要用公式引用其他文件",
        "数据质量规则：规范性",
    ),
    Remark(
        "formula-cell",
        Severity.INFO,  # the stored result counts like typed content
        "“{label}”是公式，按计算结果读取",
        "无需处理；建议粘贴为数值",
        "数据质量规则：规范性",
    ),
    Remark(
        "left-out",
        Severity.INFO,  # of a column the roster can do without
        "“{label}”没有读懂，这一项不收：{shown}",
        "本行其他内容照常收录；需要这一项的，请改正后再报",
        "数据质量规则：规范性",
    ),
    Remark(
        "hidden-row", Severity.INFO, "该行在表中被隐藏，仍按数据读取", "如不需要上报请删除该行", "数据质量规则：完整性"
    ),
)

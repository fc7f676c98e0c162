"""另一张表中的行 — a row of a second table in the same sheet; which rows these are: `domain/sheets/other_tables`."""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

REMARKS = (
    Remark(
        "another-table",
        Severity.ERROR,
        "这一行不在本表的表头之下，属于同一工作表里的另一张表，未读取",
        "请把另一张表连同表头移到单独的工作表，再重新上传",
        "数据质量规则：完整性",
    ),
)

"""没有读取的内容 — rows of a second table in a sheet, and whole sheets that were passed over though people stand in them.

Which these are: `domain/sheets/other_tables` and `domain/sheets/reporting`.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

_SOURCE = "数据质量规则：完整性"

REMARKS = (
    Remark(
        "another-table",
        Severity.ERROR,
        "这一行不在本表的表头之下，属于同一工作表里的另一张表，未读取",
        "请把另一张表连同表头移到单独的工作表，再重新上传",
        _SOURCE,
    ),
    Remark(
        "column-missing",
        Severity.ERROR,
        "表里没有必需的列：{label}",
        "列名认不出的请先指认；确实没有的请补上这一列，再重新上传",
        _SOURCE,
    ),
    Remark(
        "sheet-hidden",
        Severity.WARNING,
        "这张工作表是隐藏的，整张没有读取，但里面像是有人员名单",
        "要导入请取消隐藏后重新上传；不要导入请删除这张工作表",
        _SOURCE,
    ),
    Remark(
        "sheet-no-heading",
        Severity.WARNING,
        "这张工作表没有找到表头，整张没有读取，但里面像是有人员名单",
        "请在名单上方补一行列名（如姓名、身份证号、手机号），再重新上传",
        _SOURCE,
    ),
    Remark(
        "sheet-unknown-kind",
        Severity.INFO,
        "看不出这张工作表是哪一种表，整张没有读取",
        "要导入请按模板核对列名，或单独存成一个文件上传并指明种类",
        _SOURCE,
    ),
)

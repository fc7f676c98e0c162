"""身份证号检查 — what the reader of identity numbers says.

Source  GB 11643-1999.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark
from jiaxin.domain.quality.thresholds import Limits
from jiaxin.domain.values.region import history

_SOURCE = "GB 11643-1999"
_COMPARE = "请对照身份证原件核对后重新填写"
_ERROR = Severity.ERROR

REMARKS = (
    Remark("id-length", _ERROR, "身份证号位数不对：{shown}，应为18位（旧证15位）", _COMPARE, _SOURCE),
    Remark(
        "id-format", _ERROR, "身份证号含有不可能出现的字符：{shown}", "常见的是把数字0写成字母O；" + _COMPARE, _SOURCE
    ),
    Remark("id-masked", _ERROR, "身份证号被星号遮盖：{shown}", "请填写完整的身份证号", _SOURCE),
    Remark("id-checksum", _ERROR, "身份证号校验码不对：{shown}，至少有一位写错", _COMPARE, _SOURCE),
    Remark("id-date", _ERROR, "身份证号中的出生日期不存在：{shown}", _COMPARE, _SOURCE),
    Remark("id-province", _ERROR, "身份证号前两位不是任何省份的代码：{shown}", _COMPARE, "GB/T 2260"),
    Remark(
        "id-lost-digits",
        _ERROR,
        "身份证号被表格软件当作数字，末尾几位已经丢失：{shown}",
        "请把该列设为“文本”格式，再从原件重新录入完整号码；已丢失的数字无法恢复",
        "电子表格数字只保留15位有效数字",
    ),
    Remark(
        "id-area-unknown",
        Severity.INFO,  # abolished areas stand on most older people's cards: nothing a person must look at
        "身份证号的地区代码已撤并：{shown}",
        "无需处理",
        "GB/T 2260 历年变更",
    ),
)


def _abolished(value: Value, limits: Limits) -> str:
    return "id-area-unknown" if str(value)[:6] in history() else ""


CHECKS = (CellCheck("abolished-area", ("id_number",), _abolished),)

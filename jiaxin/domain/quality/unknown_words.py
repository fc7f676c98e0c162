"""未知词检查 — a word outside a closed list, a number that is none. The row lands without that value."""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

_SOURCE = "受控词表"
_CHOOSE = "请从模板的下拉选项中选择"
REMARKS = (
    Remark("education-unknown", Severity.WARNING, "文化程度无法识别：{shown}", _CHOOSE, _SOURCE),
    Remark("mode-unknown", Severity.WARNING, "用工形式无法识别：{shown}", _CHOOSE, _SOURCE),
    Remark("job-unknown", Severity.WARNING, "有工种无法识别：{shown}", _CHOOSE, _SOURCE),
    Remark("choice-unknown", Severity.WARNING, "“{label}”的内容无法识别：{shown}", _CHOOSE, _SOURCE),
    Remark("number-invalid", Severity.ERROR, "“{label}”应为数字：{shown}", "请填写数字，不要带文字说明", _SOURCE),
    Remark("stars-invalid", Severity.ERROR, "“{label}”应为1至5星：{shown}", "请填写1至5", _SOURCE),
    Remark("region-invalid", Severity.ERROR, "区划代码不对：{shown}", "请填写6位、9位或12位区划代码", "GB/T 2260"),
)

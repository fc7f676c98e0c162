"""姓名检查 — what the reader of names says. Source  GA/T 2000; roster rules."""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

REMARKS = (
    Remark(
        "name-invalid",
        Severity.ERROR,
        "姓名不符合要求：{shown}",
        "请按身份证填写2至30个汉字的姓名，不要带称呼（阿姨、师傅）、数字、括号说明或符号",
        "身份证登记姓名用字规则",
    ),
)

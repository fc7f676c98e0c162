"""企业检查 — the credit code, and the state of the company in the register where it is known.

Source  GB 32100-2015; company register of the market supervision authority.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark, RowCheck, RowUnderCheck

REMARKS = (
    Remark(
        "usc-invalid", Severity.ERROR, "统一社会信用代码不对：{shown}", "请对照营业执照填写18位代码", "GB 32100-2015"
    ),
    Remark(
        "usc-inner",
        Severity.INFO,
        "信用代码中的组织机构代码校验不符：{shown}",
        "由旧代码转换而来的可能如此；请核对一次",
        "GB 11714-1997",
    ),
    Remark(
        "company-not-active", Severity.INFO, "该企业在登记中已注销或吊销：{shown}", "请核对所属企业", "企业登记信息"
    ),
)


def _state(row: RowUnderCheck) -> None:
    code = row.values["company_credit_code"]
    if code and row.known.companies.get(str(code), "active") != "active":
        row.note("company-not-active", "company_credit_code")


CHECKS = (RowCheck("company-not-active", ("company_credit_code",), _state),)

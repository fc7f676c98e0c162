"""在库核对 — what the register of workers and companies has to say about a row; said where the register is.

No check of this folder looks: the file is judged in a process that has neither the register nor its keys,
and whoever holds them looks afterwards (intake). An error means that a person must look first, and nothing
of the row lands. What another organisation has written is never repeated.

Source  in-service register of workers and companies.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

UNKNOWN, NAME_DIFFERS, AMBIGUOUS = "registry-unknown", "registry-name-conflict", "registry-ambiguous"
NOT_ASKED = "registry-check-not-asked"
NAMED_ELSEWHERE = "registry-named-elsewhere"
COMPANY_UNKNOWN, COMPANY_NAME = "registry-company-unknown", "registry-company-name"
_PEOPLE, _COMPANIES = "信用档案在册人员", "信用档案在册企业"
REMARKS = (
    Remark(
        UNKNOWN,
        Severity.ERROR,
        "查无此人：档案库里还没有这名服务员",
        "请先在人员名册中为其建档，再重新检查或上传本表",
        _PEOPLE,
    ),
    Remark(
        NAME_DIFFERS,
        Severity.ERROR,
        "该身份证号已建档，但登记姓名与本表不同",
        "请核对证件原件；姓名确有变更的，请本人持证件到街道窗口办理",
        _PEOPLE,
    ),
    Remark(
        AMBIGUOUS,
        Severity.ERROR,
        "证件号码不完整，符合的服务员不止一名",
        "请补全证件号码，或由街道经办人核对后处理",
        _PEOPLE,
    ),
    Remark(
        NAMED_ELSEWHERE,
        Severity.ERROR,
        "另一单位正在为同一身份证号建档，所写姓名与本表不同",
        "请核对证件原件：本表有误的，改正后重新上传；本表无误的，请街道经办人核对后建档",
        _PEOPLE,
    ),
    Remark(
        NOT_ASKED,
        Severity.ERROR,
        "这个批次没有送核过此人，或此人在该批次已有回执",
        "请核对批次号和身份证号；回执只能对应本区送出的核验请求",
        "本区送核批次",
    ),
    Remark(
        COMPANY_UNKNOWN,
        Severity.WARNING,
        "该信用代码（{shown}）不在企业名录中",
        "请对照营业执照核对；无误的可以入库，企业按未登记处理，待登记信息到达后自动补全",
        _COMPANIES,
    ),
    Remark(
        COMPANY_NAME,
        Severity.INFO,
        "该信用代码登记的企业名称是“{shown}”，与本表不同",
        "请核对信用代码是否填错；只是简称的不用处理",
        _COMPANIES,
    ),
)

"""企业名录检查 — code and name, the same company twice, branches and their parents.

Source  GB 32100-2015: characters 1 and 2 of the code tell the kind of entity (91 企业, 92 个体工商户, 51 社会团体,
        52 民办非企业); a branch is registered apart and has a code of its own.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import missing
from jiaxin.domain.quality.check import Check, Memory, Remark, RowCheck, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.seen_before import seen_before
from jiaxin.domain.quality.thresholds import Limits

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
REMARKS = (
    Remark(
        "credit-code-missing",
        _ERROR,
        "没有填写统一社会信用代码",
        "请对照营业执照填写18位代码",
        "记录种类“企业登记”：必填",
    ),
    Remark("company-name-missing", _ERROR, "没有填写企业名称", "请按营业执照填写企业名称", "记录种类“企业登记”：必填"),
    Remark(
        "company-duplicate",
        _ERROR,
        "信用代码 {shown} 在本文件中已经出现过",
        "请只保留一行；门店请写明门店名称",
        "数据质量规则：唯一性",
    ),
    Remark(
        "company-name-conflict",
        _ERROR,
        "同一信用代码（{shown}）在本文件中对应不同的企业名称",
        "请对照营业执照改正写错的一行",
        "数据质量规则：一致性",
    ),
    Remark(
        "entity-code-mismatch", _WARNING, "主体类型与信用代码前两位不符：{shown}", "请对照营业执照核对", "GB 32100-2015"
    ),
    Remark(
        "branch-of-itself",
        _ERROR,
        "上级企业代码就是本企业的代码：{shown}",
        "请填写总公司的代码；没有上级的留空",
        "数据质量规则：一致性",
    ),
    Remark(
        "branch-parent-unknown",
        _WARNING,
        "上级企业不在本名录中：{shown}",
        "请核对总公司代码，或补报总公司",
        "数据质量规则：一致性",
    ),
)
_ENTITIES = {"92": {"个体工商户"}, "51": {"社会团体"}, "52": {"民办非企业"}}


def _entity(row: RowUnderCheck) -> None:
    code, entity = row.values["company_credit_code"], row.values["entity_type"]
    if not code or not entity:
        return
    own = _ENTITIES.get(str(code)[:2])
    others = {word for words in _ENTITIES.values() for word in words}
    if (entity not in own) if own else (str(code)[:2] == "91" and entity in others):
        row.note("entity-code-mismatch", "entity_type")


def _itself(row: RowUnderCheck) -> None:
    if row.values["branch_of"] and row.values["branch_of"] == row.values["company_credit_code"]:
        row.note("branch-of-itself", "branch_of")


class _Names:
    """credit code → names; all rows of a code with two names are in question."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._names: dict[str, set[str]] = {}

    def collect(self, row: RowUnderCheck) -> None:
        code, name = row.values.get("company_credit_code"), row.values.get("company_name")
        if code and name:
            self._names.setdefault(str(code), set()).add(str(name))

    def look(self, row: RowUnderCheck) -> None:
        if row.values.get("company_name") and len(self._names.get(str(row.values.get("company_credit_code")), ())) > 1:
            row.note("company-name-conflict", "company_credit_code")


class _Parents:
    """Codes of the file and of the companies already on file."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._codes = set(known.companies)

    def collect(self, row: RowUnderCheck) -> None:
        if code := row.values.get("company_credit_code"):
            self._codes.add(str(code))

    def look(self, row: RowUnderCheck) -> None:
        if (parent := row.values.get("branch_of")) and str(parent) not in self._codes:
            row.note("branch-parent-unknown", "branch_of")


def _names(limits: Limits, known: Known) -> Memory:
    return _Names(limits, known)


def _parents(limits: Limits, known: Known) -> Memory:
    return _Parents(limits, known)


_KEYS = ("company_credit_code", "company_name")
CHECKS: tuple[Check, ...] = (
    RowCheck("credit-code-missing", ("company_credit_code",), missing("company_credit_code", "credit-code-missing")),
    RowCheck(
        "company-name-missing",
        ("company_credit_code",),
        missing("company_name", "company-name-missing", "company_credit_code"),
    ),
    seen_before("company-duplicate", _KEYS, also=("branch_name",)),
    SheetCheck("company-name-conflict", _KEYS, _names, _KEYS),
    RowCheck("entity-code-mismatch", ("company_credit_code", "entity_type"), _entity),
    RowCheck("branch-of-itself", ("company_credit_code", "branch_of"), _itself),
    SheetCheck("branch-parent-unknown", ("branch_of",), _parents, ("company_credit_code", "branch_of")),
)

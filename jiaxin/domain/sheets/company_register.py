"""企业名录（含门店）— companies of the district, and the shops or branches they run.

A branch with a credit code of its own names its parent in `branch_of`. A shop without one stands in a row
with its parent's code (often merged downwards): the row then says two things, the registration of the
company and fixed premises of it, told apart by the shop's name.

Source  GB 32100-2015; company record of the national platform.
Not here  workers (worker roster), images of permits (files).
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values

_OF = "company.registration"


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The registration; for a shop its premises too, and then the street is the shop's, not the company's."""
    shop = values.get("branch_name")
    made = []
    for draft in drafts:
        if draft.kind == _OF:
            clear = {name: value for name, value in draft.clear.items() if name != "region"} if shop else draft.clear
            made.append(draft._replace(clear=clear))
    return [*made, _premises(str(shop), values, setting)] if shop else made


def _premises(shop: str, values: Values, setting: Setting) -> Draft:
    clear: dict[str, Value] = {"permit_kind": "premises", "permit_number": shop}
    columns = {"permit_number": "branch_name", "area_m2": "area_m2", "address": "branch_address"}
    clear |= {name: values[column] for name, column in columns.items() if values.get(column) is not None}
    letters = {name: setting.letters.get(column, "") for name, column in columns.items()}
    return Draft("premises", "company", setting.as_of, ("premises", shop), clear, {}, letters)


SHEET = SheetKind(
    code="company-register",
    label="企业名录",
    titles=("企业名录", "企业情况", "企业及门店", "门店情况", "家政企业", "企业信息", "机构名录"),
    requires=(
        ("company_credit_code", "established_on"),
        ("company_credit_code", "legal_representative"),
        ("company_credit_code", "branch_name"),
        ("company_credit_code", "operating_mode"),
    ),
    anchors=("company_name", "company_credit_code", "branch_name"),
    columns=(
        Column("company_name", f"{_OF}.company_name", topic="企业|公司|单位|机构|总部", aspect="name"),
        Column("company_credit_code", f"{_OF}.company_credit_code"),
        Column("brand", f"{_OF}.brand"),
        Column("entity_type", f"{_OF}.entity_type"),
        Column("operating_mode", f"{_OF}.operating_mode"),
        Column("established_on", f"{_OF}.established_on"),
        Column("capital_fen", f"{_OF}.capital_fen", label="注册资本"),
        Column("address", f"{_OF}.address"),
        Column("street", f"{_OF}.region", reads="text"),
        Column("status", f"{_OF}.status"),
        Column("legal_representative", f"{_OF}.legal_representative"),
        Column("phone", f"{_OF}.phone"),
        Column("branch_of", f"{_OF}.branch_of", aliases=("上级代码", "所属企业信用代码")),
        Column(
            "branch_name",
            "premises.permit_number",
            label="门店名称",
            reads="text",
            aliases=("分店名称", "网点名称", "店名", "门店"),
        ),
        Column("branch_address", "premises.address", label="门店地址", aliases=("分店地址", "网点地址")),
        Column("area_m2", "premises.area_m2", aliases=("门店面积", "面积（平方米）")),
    ),
    checks=(
        "credit-code-missing",
        "company-name-missing",
        "company-duplicate",
        "company-name-conflict",
        "entity-code-mismatch",
        "branch-of-itself",
        "branch-parent-unknown",
        "address-length",
        "date-future",
    ),
    composes=compose,
)

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
        Column(
            "company_name",
            f"{_OF}.company_name",
            topic=r"(?:总部|总公司)?(?:家政|服务|市场)?(?:企业|公司|单位|机构|商户|主体)(?:全称|名称|名)",
        ),
        Column(
            "company_credit_code",
            f"{_OF}.company_credit_code",
            topic=r"(?:企业|公司|单位|总部|总公司)?(?:统一社会|统一|社会)?信用代码|税号",
        ),
        Column("brand", f"{_OF}.brand"),
        Column(
            "entity_type",
            f"{_OF}.entity_type",
            topic=r"(?:市场)?(?:企业|主体|机构|组织|登记|单位)(?:类型|性质|形式|种类)",
        ),
        Column("operating_mode", f"{_OF}.operating_mode", topic=r"(?:经营|运营|管理)(?:模式|形式|方式)|用工模式"),
        Column(
            "established_on",
            f"{_OF}.established_on",
            topic=r"(?:注册|成立|开业|设立|登记)(?:成立|登记)?(?:日期|时间|日)",
        ),
        Column("capital_fen", f"{_OF}.capital_fen", label="注册资本", topic=r"(?:注册|认缴|登记)(?:资本|资金)"),
        Column(
            "address",
            f"{_OF}.address",
            topic=r"(?:企业|公司|单位|注册|办公|经营|详细|登记|营业)(?:详细)?(?:地址|场所|住所|地|地点)",
        ),
        Column(
            "street",
            f"{_OF}.region",
            reads="text",
            topic=r"(?:所属|所在|属地|隶属)(?:镇街|街镇|街道|乡镇|镇)?(?:街道)?|镇街|街镇",
        ),
        Column("status", f"{_OF}.status", topic=r"(?:登记|经营|存续|企业|主体|营业)(?:状态|情况)"),
        Column(
            "legal_representative",
            f"{_OF}.legal_representative",
            topic=r"(?:法定代表人|法人代表|法人|企业负责人|负责人|经营者|投资人)(?:姓名|名字)?",
        ),
        Column(
            "phone",
            f"{_OF}.phone",
            topic=r"(?:法人|负责人|联系人|企业|公司|办公|本人)?(?:联系)?(?:手机号码?|手机|电话号码?|电话|联系方式)",
        ),
        Column(
            "branch_of",
            f"{_OF}.branch_of",
            aliases=("上级代码", "所属企业信用代码"),
            topic=r"(?:上级|总公司|总部|母公司|所属)(?:企业|公司|单位)?(?:统一社会)?(?:信用)?代码",
        ),
        Column(
            "branch_name",
            "premises.permit_number",
            label="门店名称",
            reads="text",
            aliases=("分店名称", "网点名称", "店名", "门店"),
            topic=r"(?:分支机构|门店|分店|网点|店铺|分公司)(?:名称|名)?",
        ),
        Column(
            "branch_address",
            "premises.address",
            label="门店地址",
            aliases=("分店地址", "网点地址"),
            topic=r"(?:分支机构|门店|分店|网点|店铺|分公司)(?:详细)?(?:地址|住所|位置)",
        ),
        Column(
            "area_m2",
            "premises.area_m2",
            aliases=("门店面积", "面积（平方米）"),
            topic=r"(?:经营|营业|建筑|场所|门店|使用|办公)(?:场所|场地|用房)?面积",
        ),
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

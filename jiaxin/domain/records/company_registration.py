"""企业登记 — a company, its branches' parent, its mode of business and its state in the register.

Unit    capital in fen.
Source  GB 32100-2015 (统一社会信用代码); company record of the national platform: 工商注册信息.
Silent  a branch names its parent's credit code in `branch_of`.
Not here  premises and permits (premises), penalties (penalty), how many workers it has (counted, not typed).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="company.registration",
    label="企业登记",
    subject="company",
    tone=Tone.NEUTRAL,
    basis=Basis.STATUTE,
    source="GB 32100-2015；商务部家政服务信用信息平台",
    fields=(
        Field(
            "company_credit_code",
            "统一社会信用代码",
            "credit_code",
            ("信用代码", "社会信用代码", "营业执照号", "统一代码"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field(
            "company_name",
            "企业名称",
            "company_name",
            ("所属企业", "公司名称", "单位名称", "机构名称", "主体名称", "所在单位", "所在企业"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field("brand", "品牌", "text", ("品牌名称", "商号", "字号"), sight=Sight.PUBLIC),
        Field(
            "entity_type",
            "主体类型",
            "choice",
            ("企业类型", "市场主体类型", "登记类型"),
            sight=Sight.PUBLIC,
            choices=(
                "limited",
                "joint_stock",
                "partnership",
                "sole",
                "household_business",
                "private_nonprofit",
                "association",
                "branch",
            ),
            words=(
                ("有限公司", "有限责任公司"),
                ("股份公司", "股份有限公司"),
                ("合伙", "合伙企业"),
                ("个人独资", "个人独资企业"),
                ("个体工商户", "个体户"),
                ("民办非企业", "民办非企业单位"),
                ("社会团体",),
                ("分公司", "分支机构", "分店", "门店"),
            ),
        ),
        Field(
            "operating_mode",
            "经营模式",
            "choice",
            ("经营方式", "运营模式"),
            sight=Sight.PUBLIC,
            measured=True,
            choices=("employee", "agency", "mixed", "platform"),
            words=(("员工制",), ("中介制", "中介"), ("混合", "混合型"), ("平台型", "平台")),
        ),
        Field(
            "established_on",
            "成立日期",
            "date",
            ("注册日期", "成立时间", "登记日期", "开业日期"),
            sight=Sight.PUBLIC,
            measured=True,
        ),
        Field(
            "capital_fen",
            "注册资本",
            "money_fen",
            ("注册资金", "注册资本（万元）", "注册资金（万元）"),
            unit="分",
            sight=Sight.PUBLIC,
            measured=True,
            bounds=(0, 100_000_000_000_000),
        ),
        Field(
            "address", "经营地址", "address", ("注册地址", "住所", "经营场所", "地址", "门店地址"), sight=Sight.PUBLIC
        ),
        Field("region", "所属街道", "region", ("街道", "乡镇街道", "所在街道", "街道（乡镇）"), sight=Sight.PUBLIC),
        Field(
            "status",
            "登记状态",
            "choice",
            ("经营状态", "企业状态", "状态"),
            sight=Sight.PUBLIC,
            measured=True,
            choices=("active", "cancelled", "revoked"),
            words=(("存续", "在营", "开业", "正常", "在业"), ("注销", "已注销"), ("吊销", "已吊销")),
        ),
        Field(
            "legal_representative",
            "法定代表人",
            "name",
            ("法人", "法人代表", "负责人", "经营者"),
            sight=Sight.REGULATOR,
            sealed=True,
        ),
        Field("phone", "联系电话", "company_phone", ("电话", "负责人电话", "企业电话", "联系方式", "办公电话", "固定电话", "座机"), sealed=True),
        Field(
            "branch_of",
            "上级企业信用代码",
            "credit_code",
            ("总公司信用代码", "总部信用代码", "所属总公司代码"),
            sight=Sight.PUBLIC,
        ),
    ),
    key=("company_credit_code",),
    happened="established_on",
    evidence="营业执照",
    submitters=("company", "department:market", "street", "association", "bureau"),
)

"""行政处罚 — penalties as the deciding authority reports them, against companies or workers.

Legal basis, document number and class are required: without them an item may neither be kept as
失信信息 nor shown. A company is told by its credit code, a worker by the full identity number.

Source  《信用修复管理办法》（国家发展改革委令第36号） Art. 4; only the source department reports it.
Not here  periods of publication (rulebooks), repair (procedures).
"""

from jiaxin.domain.sheets.people import ID_NUMBER, NAME
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The penalty alone, of the company where a credit code stands, else of the worker."""
    subject = "company" if values.get("company_credit_code") else "worker"
    return [draft._replace(subject_of=subject) for draft in drafts if draft.kind == "penalty"]


SHEET = SheetKind(
    code="penalties",
    label="行政处罚",
    titles=("行政处罚", "处罚信息", "处罚"),
    requires=(("penalty_kind", "decided_on", "authority"),),
    anchors=("document_no", "company_name", "name", "company_credit_code", "id_number"),
    columns=(
        Column(
            "document_no",
            "penalty.document_no",
            topic=r"(?:行政)?(?:处罚)?(?:决定)?(?:决定书|文书|案件|书)(?:文书)?(?:文号|编号|号码?|字号)",
        ),
        Column(
            "company_name",
            "company.registration.company_name",
            aliases=("行政相对人名称", "行政相对人", "被处罚单位", "被处罚企业", "当事人名称"),
            topic=r"(?:所属|所在|涉诉|涉事|涉及|被投诉|被诉|被处罚|被罚)?(?:家政|服务)?(?:企业|公司|单位|机构|主体|商户|相对人)(?:全称|名称|名)?|(?:被)?处罚(?:主体|单位|对象)",
        ),
        Column(
            "company_credit_code",
            "company.registration.company_credit_code",
            aliases=("行政相对人代码",),
            topic=r"(?:相对人|企业|公司|单位)?(?:统一社会|统一|社会)?(?:信用)?代码|税号",
        ),
        NAME,
        ID_NUMBER,
        Column(
            "conduct",
            "penalty.conduct",
            topic=r"(?:主要)?(?:违法|处罚)?(?:行为|事实|情形|事由|原因|案由)(?:描述|情况|类型|及情节)?",
        ),
        Column(
            "legal_basis",
            "penalty.legal_basis",
            topic=r"(?:行政)?(?:处罚|执法|法律)?(?:的)?(?:法律|法规)?依据(?:条款)?",
        ),
        Column(
            "penalty_kind",
            "penalty.penalty_kind",
            required=True,
            topic=r"(?:行政)?处罚(?:种类|类别|类型|方式|措施|内容|结果)",
        ),
        Column("fine_fen", "penalty.fine_fen", topic=r"(?:罚款|罚没款?|处罚|罚没)(?:额|金额|数额|款额)?"),
        Column(
            "penalty_class",
            "penalty.penalty_class",
            topic=r"失信(?:行为)?(?:严重)?(?:分类|类别|等级|程度)|(?:严重|信用|情节)(?:等级|分类|程度)",
        ),
        Column(
            "decided_on",
            "penalty.decided_on",
            required=True,
            topic=r"(?:行政)?(?:处罚|决定|决定书|作出)+(?:书|决定|作出)?(?:日期|时间|日)",
        ),
        Column(
            "authority",
            "penalty.authority",
            required=True,
            topic=r"(?:作出)?(?:行政)?(?:处罚|执法|决定|实施)(?:的)?(?:实施|决定|执法)?(?:机关|单位|部门|机构)|实施机关",
        ),
    ),
    checks=(
        "document-missing",
        "basis-missing",
        "class-missing",
        "id-masked-to-resolver",
        "penalty-subject-missing",
        "penalty-duplicate",
        "fine-missing",
        "amount-negative",
        "closed:penalty_kind",
        "closed:penalty_class",
        "date-future",
    ),
    composes=compose,
)

"""行政处罚 — penalties as the deciding authority reports them, against companies or workers.

Legal basis, document number and class are required: without them an item may neither be kept as
失信信息 nor shown. A company is told by its credit code, a worker by the full identity number.

Source  《信用修复管理办法》（国家发展改革委令第36号） Art. 4; only the source department reports it.
Not here  periods of publication (rulebooks), repair (procedures).
"""

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
        Column("document_no", "penalty.document_no"),
        Column(
            "company_name",
            "company.registration.company_name",
            aliases=("行政相对人名称", "行政相对人", "被处罚单位", "被处罚企业", "当事人名称"),
        ),
        Column(
            "company_credit_code",
            "company.registration.company_credit_code",
            aliases=("行政相对人代码",),
        ),
        Column("name", "profile.name", aliases=("被处罚人", "当事人", "被处罚人姓名"), personal=True),
        Column("id_number", "profile.id_number", personal=True),
        Column("conduct", "penalty.conduct"),
        Column("legal_basis", "penalty.legal_basis"),
        Column("penalty_kind", "penalty.penalty_kind", required=True),
        Column("fine_fen", "penalty.fine_fen"),
        Column("penalty_class", "penalty.penalty_class"),
        Column("decided_on", "penalty.decided_on", required=True),
        Column("authority", "penalty.authority", required=True),
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

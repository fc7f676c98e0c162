"""行政处罚 — penalties as the deciding authority reports them, against companies or workers.

Legal basis, document number and class are required: without them an item may neither be kept as
失信信息 nor shown. A company is told by its credit code, a worker by the full identity number.

Source  《信用修复管理办法》（国家发展改革委令第36号） Art. 4; only the source department reports it.
Not here  periods of publication (rulebooks), repair (procedures).
"""

from jiaxin.domain.sheets.sheet import Column, SheetKind

SHEET = SheetKind(
    code="penalties",
    label="行政处罚",
    titles=("行政处罚", "处罚信息", "处罚"),
    requires=(("document_no", "legal_basis"), ("penalty_kind",), ("penalty_class", "decided_on")),
    anchors=("document_no", "company_name", "name", "company_credit_code", "id_number"),
    columns=(
        Column("document_no", "penalty.document_no", required=True),
        Column(
            "company_name",
            "company.registration.company_name",
            aliases=("行政相对人名称", "行政相对人", "被处罚单位", "被处罚企业", "当事人名称"),
        ),
        Column(
            "company_credit_code",
            "company.registration.company_credit_code",
            aliases=("行政相对人代码",),
            looks="credit_code",
        ),
        Column("name", "profile.name", aliases=("被处罚人", "当事人", "被处罚人姓名")),
        Column("id_number", "profile.id_number"),
        Column("conduct", "penalty.conduct"),
        Column("legal_basis", "penalty.legal_basis", required=True),
        Column("penalty_kind", "penalty.penalty_kind", required=True),
        Column("fine_fen", "penalty.fine_fen"),
        Column("penalty_class", "penalty.penalty_class", required=True),
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
        "due:penalty_kind",
        "due:decided_on",
        "due:authority",
        "closed:penalty_kind",
        "closed:penalty_class",
        "date-future",
    ),
)

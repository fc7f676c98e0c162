"""行政处罚 — an administrative penalty: document, basis, kind, class, fine.

Unit    fine in fen.
Source  《信用修复管理办法》 (国家发展改革委令第36号, in force since 2026-04-01): three classes 轻微/一般/严重 with
        their periods of publication, counted from the day of the document; at the end it stops by itself.
Silent  the conduct is sealed: what the public may read is cut by the class.
Not here  the periods (rulebooks), industry records without a document (complaint.finding).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="penalty",
    label="行政处罚",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.STATUTE,
    source="《信用修复管理办法》（国家发展改革委令第36号）",
    fields=(
        Field(
            "document_no",
            "决定书文号",
            "code_text",
            ("行政处罚决定书文号", "处罚决定书文号", "文书号", "处罚文号", "文号", "案号"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field(
            "authority",
            "处罚机关",
            "text",
            ("作出处罚机关", "处罚部门", "执法单位", "处罚单位"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field(
            "legal_basis",
            "处罚依据",
            "long_text",
            ("法律依据", "处罚法律依据", "依据"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field(
            "penalty_kind",
            "处罚种类",
            "choice",
            ("处罚类别", "处罚类型", "处罚方式"),
            sight=Sight.PUBLIC,
            required=True,
            choices=("warning", "criticism", "fine", "confiscation", "suspension", "licence_revoked", "practice_ban"),
            words=(
                ("警告",),
                ("通报批评",),
                ("罚款",),
                ("没收违法所得", "没收非法财物", "没收"),
                ("责令停业", "责令停产停业", "暂扣许可证"),
                ("吊销许可证", "吊销执照", "吊销营业执照"),
                ("限制从业", "禁止从业"),
            ),
        ),
        Field(
            "penalty_class",
            "失信类别",
            "choice",
            ("失信等级", "失信程度", "严重程度", "处罚等级", "信息类别"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
            choices=("minor", "general", "severe"),
            words=(("轻微",), ("一般",), ("严重",)),
        ),
        Field(
            "fine_fen",
            "罚款金额",
            "money_fen",
            ("罚款", "罚款金额（元）", "处罚金额", "罚没金额"),
            unit="分",
            sight=Sight.PUBLIC,
            measured=True,
            bounds=(0, 100_000_000_000),
        ),
        Field(
            "decided_on",
            "处罚决定日期",
            "date",
            ("处罚日期", "决定日期", "作出处罚日期"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field(
            "conduct",
            "违法行为",
            "long_text",
            ("违法事实", "处罚事由", "案由", "违法行为类型", "主要违法事实"),
            sight=Sight.REGULATOR,
            sealed=True,
        ),
    ),
    key=("document_no",),
    happened="decided_on",
    retention="penalty-publication",
    objection="objection",
    evidence="行政处罚决定书",
    submitters=("department:market", "department:labour", "department:civil", "department:police", "bureau"),
    shelf=Shelf.PUBLIC,
)

"""保险 — a policy that covers her work, with its first and last day.

Source  国办发〔2019〕30号 on liability insurance; colour rule of the 安心码: insurance within validity.
Window  from `insurance_from`, or the day of collection where the form has only the end, through `insurance_until`.
Silent  commercial-insurance holdings unconnected with work are never collected (Shanghai regulation Art. 14).
Not here  claims paid.
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="insurance",
    label="保险",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.CONSENT,
    source="国办发〔2019〕30号",
    fields=(
        Field(
            "insurance_kind",
            "保险种类",
            "insurance_kind",
            ("险种", "保险名称", "保险类型"),
            sight=Sight.PUBLIC,
            required=True,
            words=(
                ("家政责任险", "家政服务责任险"),
                ("意外伤害险", "意外险", "人身意外伤害险"),
                ("工伤", "工伤保险", "工伤险"),
                ("其他",),
            ),
        ),
        Field("insurance_policy", "保单号", "code_text", ("保险单号", "保单编号", "保单号码"), sealed=True),
        Field(
            "insurance_from",
            "保险起期",
            "date",
            ("保险起始日期", "保险起始日", "保险生效日", "起保日期"),
            measured=True,
        ),
        Field(
            "insurance_until",
            "保险止期",
            "date",
            ("保险到期日", "保险终止日期", "保险到期", "保险有效期至"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
    ),
    key=("insurance_kind", "insurance_policy"),
    happened="insurance_from",
    objection="objection",
    evidence="保单图像",
    submitters=("worker", "company", "street", "grid", "bureau"),
)

"""背景核查 — status and date of the criminal-background check; never what was found.

Source  national worker record, item 背景核查; domain rule: no case details are ever stored. That is why
        this kind has no text field, and a test keeps it so.
Silent  a check that was not run leaves no fact; “not authorised” is the absence of consent.
Not here  whose identity it was (identity.check), what follows from a failure (a review before RED).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="background.check",
    label="背景核查",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="商务部、公安部家政服务员背景核查；《个人信息保护法》第28条",
    fields=(
        Field(
            "result",
            "背景核查结果",
            "choice",
            ("背景核查", "背景核查状态", "背景审查结果"),
            sight=Sight.AUTHORISED,
            measured=True,
            required=True,
            choices=("passed", "abnormal_review", "failed", "pending"),
            words=(
                ("通过", "正常", "无异常"),
                ("异常待复核", "异常", "待复核"),
                ("未通过", "不通过"),
                ("待核查", "核查中", "未反馈"),
            ),
        ),
        Field(
            "checked_on",
            "核查日期",
            "date",
            ("背景核查日期", "核查时间", "背景核查时间"),
            sight=Sight.AUTHORISED,
            measured=True,
            required=True,
        ),
        Field("batch_no", "核查批次号", "code_text", ("背景核查批次",), sight=Sight.REGULATOR),
    ),
    key=("checked_on",),
    happened="checked_on",
    retention="background-check",
    objection="objection",
    evidence="核查回执批次",
    submitters=("department:police", "bureau"),
)

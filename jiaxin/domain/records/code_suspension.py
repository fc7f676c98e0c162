"""临时停码 — a code shows grey 核查中 for a few working days because someone is in danger; then it ends by itself.

Source  rules of procedure: on a paper of police or court, or two officers' signed reasons; 3 working days, renewed once.
Window  through `through_on`; gone the day after, even if nobody acts.
Silent  no reason is public and it counts in no score.
Not here  lost or replaced codes (registry), the workflow (procedures/suspension).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="code.suspension",
    label="临时停码",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="本区临时停码规则",
    fields=(
        Field("case_no", "案件编号", "code_text", required=True),
        Field("from_on", "生效日期", "date", required=True),
        Field("through_on", "停码末日", "date", required=True),
        Field(
            "ended",
            "是否已恢复",
            "yes_no",
            required=True,
            words=(("是",), ("否",)),
        ),
    ),
    key=("case_no", "from_on", "ended"),
    happened="from_on",
    retention="suspension",
    objection="objection",
)

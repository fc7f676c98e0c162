"""扶持资金 — support that was approved after the public notice: by which rule, how much, on which document.

Unit    fen, as approved; a shared budget is already shared.
Source  the rule named in `support_rule` (rulebooks/incentives-*.toml) with the digest of its pack in the case.
Silent  about why: reasons and evidence of each line stand in the case.
Not here  the list and the way to it (procedures/subsidy), whether the bank has paid (the case's receipt).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="support.granted",
    label="扶持资金",
    subject="any",
    tone=Tone.FAVOURABLE,
    basis=Basis.SYSTEM,
    source="本区家政服务业扶持办法",
    fields=(
        Field("support_rule", "扶持规则", "code_text", sight=Sight.PUBLIC, required=True),
        Field("amount_fen", "扶持金额", "money_fen", unit="分", sight=Sight.PUBLIC, required=True),
        Field("from_on", "生效日期", "date", sight=Sight.PUBLIC, required=True),
        Field("document_no", "决定书文号", "code_text", sight=Sight.PUBLIC, required=True),
        Field("case_no", "案件编号", "code_text", required=True),
    ),
    key=("support_rule", "case_no"),
    happened="from_on",
)

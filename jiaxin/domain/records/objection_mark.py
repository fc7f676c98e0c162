"""异议标注 — that somebody objects to a record, or no longer does; shown at once wherever the record is shown.

Source  《上海市社会信用条例》第36条, 《深圳经济特区社会信用条例》第50条 (标注“异议中”).
Silent  says nothing about who is right, and nothing about what was objected.
Not here  the workflow (procedures/objection), what the outcome changes (correction).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="objection.mark",
    label="异议标注",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《上海市社会信用条例》第36条；《深圳经济特区社会信用条例》第50条",
    fields=(
        Field("of", "被异议的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field(
            "mark",
            "标注",
            "choice",
            sight=Sight.AUTHORISED,
            required=True,
            choices=("disputed", "settled"),
            words=(("异议中",), ("异议已办结",)),
        ),
        Field("case_no", "案件编号", "code_text", required=True),
    ),
    key=("of", "mark", "case_no"),
)

"""解除冻结 — that a restriction is over: its end came, its reason went, or the one concerned asked for it.

Source  PIPL Art. 44 and 47.
Silent  says nothing about other restrictions of the same record: each ends by itself.
Not here  the workflow (procedures/restriction), what is withheld (restricting).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="restriction.lifted",
    label="解除冻结",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《个人信息保护法》第44、47条",
    fields=(
        Field("of", "解除冻结的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field("case_no", "案件编号", "code_text", required=True),
    ),
    key=("of", "case_no"),
)

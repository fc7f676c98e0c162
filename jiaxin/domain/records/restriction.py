"""冻结 — that a record, or a whole file, is kept and put to no use until an entry says that this is over.

Source  PIPL Art. 44 and 47: storing and guarding alone.
Silent  says nothing about whether the record is right; the reason and the day of its end stand in the matter.
Not here  the workflow (procedures/restriction), what is withheld (restricting).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="restriction",
    label="冻结",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《个人信息保护法》第44、47条",
    fields=(
        Field("of", "被冻结的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field("case_no", "案件编号", "code_text", required=True),
    ),
    key=("of", "case_no"),
)

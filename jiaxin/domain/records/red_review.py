"""红码复核 — that a person has looked at an adverse check, she was told and heard, and what came of it.

Source  《深圳经济特区社会信用条例》第39条; design: RED is never shown before a recorded review and notice.
Silent  about what the check found: only that it was upheld or not.
Not here  the workflow (procedures/red_review), the colour (validity).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="red.review",
    label="红码复核",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《深圳经济特区社会信用条例》第39条",
    fields=(
        Field("of", "被复核的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field(
            "outcome",
            "复核结果",
            "choice",
            sight=Sight.AUTHORISED,
            required=True,
            choices=("upheld", "dismissed"),
            words=(("维持",), ("不成立",)),
        ),
        Field("notice_no", "告知书编号", "code_text", sight=Sight.AUTHORISED),
    ),
    key=("of",),
)

"""用工答复 — what she herself says to a spell of work that others have told of: yes, never, or no longer.

Source  《个人信息保护法》第8、46条 (accuracy; the right to have it corrected).
Window  answers what had been said up to the entry named in `of`; what is said later waits for her anew.
Silent  an answer punishes nobody: it settles what stands in her file, and shows up as a finding of data quality.
Not here  the fold over answers (domain/employment), the spell itself (employment).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="employment.answer",
    label="用工答复",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第8、46条",
    fields=(
        Field("started_on", "从业起始年月", "month_or_date", sight=Sight.AUTHORISED),
        Field(
            "answer",
            "本人答复",
            "choice",
            required=True,
            choices=("confirmed", "denied", "left"),
            words=(("在这里工作",), ("没有在这里工作",), ("已经离开",)),
        ),
        Field("of", "所答复的记录", "code_text", required=True),
    ),
    key=("company", "started_on"),
    submitters=("worker",),
)

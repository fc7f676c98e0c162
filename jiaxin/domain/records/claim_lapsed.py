"""逾期未确认 — she did not confirm in time; the claim's facts fall and its keys are destroyed.

Source  design: 代录 lapses after the rulebook's days; then what identifies her is no longer readable.
Not here  the days (rulebooks), destroying the keys (access).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="claim.lapsed",
    label="逾期未确认",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《个人信息保护法》第47条",
    fields=(
        Field("claim", "待确认事项", "code_text", required=True),
        Field(
            "method",
            "终止方式",
            "choice",
            choices=("deadline", "refused", "batch_undone"),
            words=(("逾期",), ("本人否认",), ("批次撤销",)),
        ),
        Field("evidence", "终止凭证", "file", sight=Sight.REGULATOR),
    ),
    key=("claim",),
)

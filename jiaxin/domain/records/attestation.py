"""佐证 — another source said the same thing about the same person, or somebody handed in the paper that proves it: support,
not a second fact.

Source  design: same natural key and same values from another source add support; different values are a conflict. A paper is
        kept as evidence, sealed like the record that it proves; here is its name.
Not here  conflicts (governance), the support's weight (scoring).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="attestation",
    label="佐证",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《深圳经济特区社会信用条例》第29条（来源可追溯）",
    fields=(
        Field("of", "被佐证的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field("evidence", "确认凭证", "file", sight=Sight.REGULATOR),
    ),
    key=("of", "source"),
    evidence="证件图像",
)

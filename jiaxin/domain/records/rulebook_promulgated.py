"""规则发布 — that a rule pack came into force: version, digest of its exact bytes, and the two who signed.

Source  《深圳经济特区社会信用条例》第29条 (criteria open, source traceable).
Not here  the bytes (apps/scoring), the workflow (procedures/promulgation).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="rulebook.promulgated",
    label="规则发布",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《深圳经济特区社会信用条例》第29条",
    fields=(
        Field("version", "规则版本", "code_text", sight=Sight.PUBLIC, required=True),
        Field("digest", "规则摘要", "code_text", sight=Sight.PUBLIC, required=True),
        Field("valid_from", "适用起始日", "date", sight=Sight.PUBLIC, required=True),
        Field("drafted_by", "起草人", "code_text", sight=Sight.REGULATOR, required=True),
        Field("promulgated_by", "发布人", "code_text", sight=Sight.REGULATOR, required=True),
    ),
    key=("version",),
)

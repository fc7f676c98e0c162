"""本区均值 — a figure counted over the whole district and used as an input of scores, kept as it was that day.

Unit    thousandths of a star for the mean of verified ratings.
Source  district candidate model (prior of the mean rating). ASSUMED: to be confirmed by the bureau.
Window  stands until the next one; a new one is recorded only when the value has moved by a step.
Not here  counting (apps/scoring), the step (rulebooks), what the figure does to a score (indicators).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="district.figure",
    label="本区均值",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="本区服务员信用评价模型（待确认）",
    fields=(
        Field("figure", "指标名", "code_text", sight=Sight.PUBLIC, required=True),
        Field("value_milli", "数值", "whole_number", unit="千分之一", sight=Sight.PUBLIC, required=True),
        Field("over", "计入条数", "whole_number", unit="条", sight=Sight.PUBLIC, required=True),
        Field("rulebook", "计算规则", "code_text", sight=Sight.PUBLIC, required=True),
    ),
    key=("figure",),
)

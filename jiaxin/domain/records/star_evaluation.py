"""第三方评估结果 — the points a third-party evaluator gave a company's application without knowing whose it was.

Unit    points of the sheet named in `sheet_version`.
Source  the district's rules of third-party evaluation; score sheet: rulebooks/evaluation-*.toml.
Silent  it is evidence for the star procedure; no score, card or list follows it. Marks of each part stay in the batch.
Not here  the batch (procedures/evaluation), the star (star_rating).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="star.evaluation",
    label="第三方评估结果",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    shelf=Shelf.INDUSTRY,
    source="本区第三方评估办法",
    fields=(
        Field("evaluation_no", "评估编号", "code_text", required=True),
        Field("evaluated_on", "评估日期", "date", sight=Sight.REGULATOR, required=True),
        Field("evaluation_points", "评估得分", "whole_number", unit="分", sight=Sight.REGULATOR, required=True, bounds=(0, 1000)),
        Field("sheet_version", "评分表版本", "code_text", sight=Sight.REGULATOR, required=True),
    ),
    key=("evaluation_no",),
    happened="evaluated_on",
)

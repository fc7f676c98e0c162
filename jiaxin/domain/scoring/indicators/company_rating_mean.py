"""客户评价 — mean stars of verified ratings of its workers, drawn towards the usual.

Unit    thousandths of a star.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator, milli
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.rating-mean",
    label="客户评价",
    subject="company",
    unit="thousandths of a star",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("company-rating-milli", half="company-rating-half-milli"),
    scale=lambda knobs: Ramp(knobs["zero_milli"], knobs["full_milli"]),
    said="客户评价按 {value} 星算；条数少时靠近平均",
    knobs=("zero_milli", "full_milli"),
    shown=milli,
)

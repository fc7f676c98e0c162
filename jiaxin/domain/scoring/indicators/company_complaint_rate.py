"""服务投诉率 — upheld complaints about its workers per 10,000 orders done.

Unit    per 10,000.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.complaint-rate",
    label="服务投诉率",
    subject="company",
    unit="per 10,000",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("company-complaints-per-10000"),
    scale=lambda knobs: Ramp(knobs["worst"], 0),
    said="每万单有责投诉 {value} 件",
    knobs=("worst",),
)

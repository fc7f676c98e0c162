"""客户复购 — orders by families that came back, per thousand orders done.

Unit    per mille.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator, per_mille
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.repeat-share",
    label="客户复购",
    subject="company",
    unit="per mille",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("company-repeat-mille"),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="复购订单占 {value}",
    knobs=("full_mille",),
    shown=per_mille,
)

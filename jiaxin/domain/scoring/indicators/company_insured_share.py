"""保险覆盖 — workers with insurance in date, per thousand workers on file.

Unit    per mille.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator, per_mille
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.insured-share",
    label="保险覆盖",
    subject="company",
    unit="per mille",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("workers-insured-mille"),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="保险有效的服务员占 {value}",
    knobs=("full_mille",),
    shown=per_mille,
)

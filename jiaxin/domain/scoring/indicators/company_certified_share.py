"""持证占比 — workers with a skill certificate, per thousand workers on file.

Unit    per mille.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator, per_mille
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.certified-share",
    label="持证占比",
    subject="company",
    unit="per mille",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("workers-certified-mille"),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="持技能证书的服务员占 {value}",
    knobs=("full_mille",),
    shown=per_mille,
)

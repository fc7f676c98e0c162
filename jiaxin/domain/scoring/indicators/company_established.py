"""经营年限 — whole months since the company was established.

Unit    months.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Elapsed
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.established",
    label="经营年限",
    subject="company",
    unit="months",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Elapsed(Pick("company.registration"), "first", knobs["cap"]),
    scale=lambda knobs: Ramp(0, knobs["cap"]),
    said="登记成立已满 {value} 个月",
    knobs=("cap",),
)

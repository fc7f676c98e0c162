"""经营场所 — area of premises with a permit in date.

Unit    square metres.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Sum
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.premises-area",
    label="经营场所",
    subject="company",
    unit="square metres",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Sum(Pick("premises", through="valid_through"), "area_m2"),
    scale=lambda knobs: Ramp(knobs["zero"], knobs["full"]),
    said="有效经营场所 {value} 平方米",
    nought="没有登记有效的经营场所",
    knobs=("zero", "full"),
)

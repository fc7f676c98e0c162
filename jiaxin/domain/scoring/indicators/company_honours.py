"""企业荣誉 — the highest honour within validity.

Unit    0–100.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, worth_of
from jiaxin.domain.scoring.measures import Best
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.honours",
    label="企业荣誉",
    subject="company",
    unit="0–100",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Best(
        Pick("honour", months=knobs["months"], through="valid_through"), "honour_level", worth_of(knobs["worth"])
    ),
    scale=lambda knobs: Ramp(0, 100),
    said="最高的荣誉，按满分的 {value}% 算",
    silent="暂无荣誉",
    knobs=("worth", "months"),
)

"""行业星级 — the best star rating within validity.

Unit    stars.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, numbered
from jiaxin.domain.scoring.measures import Best
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.star",
    label="行业星级",
    subject="company",
    unit="stars",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Best(Pick("star.rating", through="valid_through"), "star", numbered(knobs["worth"])),
    scale=lambda knobs: Ramp(0, 100),
    said="有效星级折 {value} 分",
    silent="尚未评星",
    knobs=("worth",),
)

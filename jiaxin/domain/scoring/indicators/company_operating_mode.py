"""经营模式 — employees, mixed, platform or agency.

Unit    0–100.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, worth_of
from jiaxin.domain.scoring.measures import Latest
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.operating-mode",
    label="经营模式",
    subject="company",
    unit="0–100",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Latest("company.registration", "operating_mode", worth_of(knobs["worth"])),
    scale=lambda knobs: Ramp(0, 100),
    said="经营模式折 {value} 分",
    knobs=("worth",),
)

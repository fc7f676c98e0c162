"""身份核验 — the most recent identity check passed and still counts.

Unit    yes or no.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, passed_or_not
from jiaxin.domain.scoring.measures import Latest
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.identity-verified",
    label="身份核验",
    subject="worker",
    unit="",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Latest(
        "identity.check", "result", (("passed", 1),), by="checked_on", through="valid_through"
    ),
    scale=lambda knobs: Ramp(0, 1),
    said="身份核验：{value}",
    silent="尚未核验身份",
    shown=passed_or_not,
)

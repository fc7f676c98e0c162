"""授权有效 — a signed consent that has not been taken back.

Unit    consents.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.consent-valid",
    label="授权有效",
    subject="worker",
    unit="consents",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Count(Pick("consent", since="signed_on", before="withdrawn_on")),
    scale=lambda knobs: Ramp(0, 1),
    said="本人授权有效 {value} 份",
)

"""档案完整 — how many of seven parts of the file are there and in date.

Unit    parts.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Silent  about what personal life decides: education and photo are asked, never scored.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count, Latest, Met
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.file-completeness",
    label="档案完整",
    subject="worker",
    unit="parts",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Met(
        (
            Count(Pick("profile")),
            Count(Pick("consent", since="signed_on", before="withdrawn_on")),
            Latest("identity.check", "result", (("passed", 1),), by="checked_on", through="valid_through"),
            Latest("background.check", "result", (("passed", 1),), by="checked_on"),
            Count(Pick("health.check", since="health_checked_on", through="valid_through")),
            Count(Pick("insurance", since="insurance_from", through="insurance_until")),
            Count(Pick("training")),
        )
    ),
    scale=lambda knobs: Ramp(0, knobs["parts"]),
    said="档案 7 项中已完整 {value} 项",
    knobs=("parts",),
)

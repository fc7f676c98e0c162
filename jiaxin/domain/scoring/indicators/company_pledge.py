"""诚信承诺 — an honesty pledge that was signed and not broken.

Unit    pledges.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.pledge",
    label="诚信承诺",
    subject="company",
    unit="pledges",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Count(Pick("pledge", since="signed_on", before="breached_on")),
    scale=lambda knobs: Ramp(0, 1),
    said="有效的诚信经营承诺 {value} 份",
    nought="还没有签署有效的诚信经营承诺书",
)

"""有效评价数 — how many verified ratings there are.

Unit    ratings.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  what the ratings say (worker.rating-mean).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.rated-orders",
    label="有效评价数",
    subject="worker",
    unit="ratings",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Count(Pick("rating", where=(("verified", (True,)),), months=knobs["months"])),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="近期经核实评价 {value} 条",
    nought="近期没有经核实的评价",
    knobs=("months", "full"),
)

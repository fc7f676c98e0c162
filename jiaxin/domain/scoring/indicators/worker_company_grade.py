"""所在机构 — the grade of her main company, as stored in the context.

Unit    grade 0 (D) to 5 (A).
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Silent  for the self-employed: the rulebook gives them the neutral value.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.company-grade",
    label="所在机构",
    subject="worker",
    unit="grade 0 (D) to 5 (A)",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Given("company-grade"),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="所在机构的等级算 {value} 分，最高 5 分",
    silent="未挂靠机构，按中性计",
    knobs=("full",),
)

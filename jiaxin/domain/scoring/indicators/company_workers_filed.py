"""建档人数 — workers of the company with a credit file.

Unit    workers.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  how it is counted over its workers (batch).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Logarithm

INDICATOR = Indicator(
    code="company.workers-filed",
    label="建档人数",
    subject="company",
    unit="workers",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Given("workers-filed"),
    scale=lambda knobs: Logarithm(knobs["full"]),
    said="已建档服务员 {value} 人",
    knobs=("full",),
)

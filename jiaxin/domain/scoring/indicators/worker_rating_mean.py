"""评价均值 — mean stars of verified ratings, drawn towards the district's mean.

Unit    thousandths of a star.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Silent  never: with no rating it says what is usual in the district, and the evidence level says so.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, milli
from jiaxin.domain.scoring.measures import PriorMean
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.rating-mean",
    label="评价均值",
    subject="worker",
    unit="thousandths of a star",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: PriorMean(
        Pick("rating", where=(("verified", (True,)),), months=knobs["months"]),
        "stars",
        prior_count=knobs["prior_count"],
        prior_milli=knobs["prior_milli"],
        prior="district-rating-milli",
        spread_milli=knobs["spread_milli"],
    ),
    scale=lambda knobs: Ramp(knobs["zero_milli"], knobs["full_milli"]),
    said="经核实的评价 {count} 条，按 {value} 星算；条数少时靠近全区平均",
    family="近两年经核实的评价 {count} 条，折合 {value} 星",
    knobs=("months", "prior_count", "prior_milli", "spread_milli", "zero_milli", "full_milli"),
    shown=milli,
)

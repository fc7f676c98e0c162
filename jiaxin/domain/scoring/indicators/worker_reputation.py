"""口碑估计 — her quality as families' ratings, return orders and upheld complaints let it be estimated.

Unit    thousandths of a standard deviation of quality in the district; 0 is the district's middle.
Source  district candidate model (domain/reputation). ASSUMED: to be confirmed by the bureau.
Silent  before the first estimate; the rulebook gives the neutral value.
Not here  weight and numbers (rulebooks), the model (domain/reputation).
"""

from jiaxin.domain.scoring.indicator import Indicator, signed
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.reputation",
    label="口碑估计",
    subject="worker",
    unit="thousandths of a standard deviation",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Given("reputation-milli", "reputation-half-milli"),
    scale=lambda knobs: Ramp(knobs["zero_milli"], knobs["full_milli"]),
    said="按评价、回头客和投诉认定估计，口碑为 {value}（全区居中为 0）",
    silent="口碑尚未估计，按中性计",
    knobs=("zero_milli", "full_milli"),
    shown=signed,
)

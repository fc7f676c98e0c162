"""企业有责投诉 — complaints upheld against the company itself, fading month by month.

Unit    thousandths of a point.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, linear_decay, milli, worth_of
from jiaxin.domain.scoring.measures import Decayed
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.upheld-complaints",
    label="企业有责投诉",
    subject="company",
    unit="thousandths of a point",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Decayed(
        Pick("complaint.finding", where=(("upheld", (True,)),)),
        "severity",
        worth_of(knobs["worth"]),
        linear_decay(knobs["months"]),
    ),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="企业有责投诉 {count} 件，扣分每月减少",
    nought="没有企业有责投诉",
    knobs=("worth", "months", "full"),
    shown=milli,
)

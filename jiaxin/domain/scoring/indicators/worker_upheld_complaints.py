"""有责投诉 — complaints a person has upheld, by severity, fading month by month.

Unit    thousandths of a point.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Silent  about open and dismissed complaints: they never count.
Not here  public penalties (another shelf).
"""

from jiaxin.domain.scoring.indicator import Indicator, linear_decay, milli, worth_of
from jiaxin.domain.scoring.measures import Decayed
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.upheld-complaints",
    label="有责投诉",
    subject="worker",
    unit="thousandths of a point",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Decayed(
        Pick("complaint.finding", where=(("upheld", (True,)),)),
        "severity",
        worth_of(knobs["worth"]),
        linear_decay(knobs["months"]),
    ),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="有责投诉 {count} 件，扣分每月减少",
    nought="没有有责投诉",
    family="近一年有责投诉 {count} 件",
    knobs=("worth", "months", "full"),
    shown=milli,
)

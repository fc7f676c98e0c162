"""完成订单 — orders done in the window; each further one adds less.

Unit    orders.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Logarithm

INDICATOR = Indicator(
    code="worker.completed-orders",
    label="完成订单",
    subject="worker",
    unit="orders",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Count(Pick("order", where=(("status", ("done",)),), months=knobs["months"])),
    scale=lambda knobs: Logarithm(knobs["full"]),
    said="近期完成订单 {value} 单",
    nought="近期没有完成的订单",
    knobs=("months", "full"),
)

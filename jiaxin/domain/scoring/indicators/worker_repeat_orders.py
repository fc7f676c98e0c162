"""复购占比 — orders by families that came back, per thousand orders done.

Unit    per mille.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Silent  below `at_least` orders.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, per_mille
from jiaxin.domain.scoring.measures import Share
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.repeat-orders",
    label="复购占比",
    subject="worker",
    unit="per mille",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Share(
        part=Pick("order", where=(("status", ("done",)), ("repeat", (True,))), months=knobs["months"]),
        whole=Pick("order", where=(("status", ("done",)),), months=knobs["months"]),
        at_least=knobs["at_least"],
    ),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="回头客的订单占 {value}",
    family="近一年 {value} 的订单是回头客",
    silent="订单还少，暂不看复购",
    knobs=("months", "at_least", "full_mille"),
    shown=per_mille,
)

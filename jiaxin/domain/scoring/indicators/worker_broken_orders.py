"""中途弃单 — orders she broke off, per thousand orders.

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
    code="worker.broken-orders",
    label="中途弃单",
    subject="worker",
    unit="per mille",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Share(
        part=Pick("order", where=(("status", ("broken_off",)),), months=knobs["months"]),
        whole=Pick("order", where=(("status", ("done", "broken_off")),), months=knobs["months"]),
        at_least=knobs["at_least"],
    ),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="接了没做完的单占 {value}",
    family="近一年中途弃单占 {value}",
    silent="订单还少，暂不看弃单",
    knobs=("months", "at_least", "full_mille"),
    shown=per_mille,
)

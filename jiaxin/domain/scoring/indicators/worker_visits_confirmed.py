"""入户确认 — visits confirmed by the family, per thousand orders done.

Unit    per mille.
Source  DB33/T 2396-2021 亮码确认入户. ASSUMED: not yet weighted.
Silent  below `at_least` orders.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, per_mille
from jiaxin.domain.scoring.measures import Share
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.visits-confirmed",
    label="入户确认",
    subject="worker",
    unit="per mille",
    source="DB33/T 2396-2021 亮码确认入户",
    measure=lambda knobs: Share(
        part=Pick("visit", months=knobs["months"]),
        whole=Pick("order", where=(("status", ("done",)),), months=knobs["months"]),
        at_least=knobs["at_least"],
    ),
    scale=lambda knobs: Ramp(0, knobs["full_mille"]),
    said="确认入户占完成订单 {value}",
    knobs=("months", "at_least", "full_mille"),
    shown=per_mille,
)

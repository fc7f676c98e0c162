"""服务家庭数 — different families served in the window.

Unit    families.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Distinct
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Logarithm

INDICATOR = Indicator(
    code="worker.distinct-families",
    label="服务家庭数",
    subject="worker",
    unit="families",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Distinct(Pick("order", where=(("status", ("done",)),), months=knobs["months"])),
    scale=lambda knobs: Logarithm(knobs["full"]),
    said="近期服务过 {value} 户家庭",
    nought="近期没有服务过的家庭",
    family="近一年服务过 {value} 户家庭",
    knobs=("months", "full"),
)

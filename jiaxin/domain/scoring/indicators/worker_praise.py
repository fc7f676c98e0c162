"""核实表扬 — praise that was given and recorded, fading month by month.

Unit    thousandths of a point.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, linear_decay, milli
from jiaxin.domain.scoring.measures import Decayed
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.praise",
    label="核实表扬",
    subject="worker",
    unit="thousandths of a point",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Decayed(Pick("praise"), "", (("", knobs["worth"]),), linear_decay(knobs["months"])),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="表扬 {count} 次，加分每月减少",
    nought="没有经核实的表扬",
    family="近一年核实的表扬 {count} 次",
    knobs=("worth", "months", "full"),
    shown=milli,
)

"""培训学时 — hours of training in the window.

Unit    hundredths of an hour.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Window  the rulebook says how many months.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, hundredths
from jiaxin.domain.scoring.measures import Sum
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.training-hours",
    label="培训学时",
    subject="worker",
    unit="hundredths of an hour",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Sum(Pick("training", months=knobs["months"]), "training_hours_hundredths"),
    scale=lambda knobs: Ramp(0, knobs["full_hundredths"]),
    said="近期培训 {value} 学时",
    nought="近期没有参加培训",
    family="近两年参加培训 {value} 学时",
    knobs=("months", "full_hundredths"),
    shown=hundredths,
)

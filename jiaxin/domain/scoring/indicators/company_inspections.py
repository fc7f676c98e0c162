"""检查结果 — inspections passed, or rectified, per thousand.

Unit    per mille.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, Shelf, per_mille
from jiaxin.domain.scoring.measures import Share
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.inspections",
    label="检查结果",
    subject="company",
    unit="per mille",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Share(
        part=Pick("inspection", where=(("result", ("passed",)),), months=knobs["months"]),
        whole=Pick("inspection", months=knobs["months"]),
    ),
    scale=lambda knobs: Ramp(0, 1000),
    said="近期检查合格占 {value}",
    silent="近期未被抽查",
    knobs=("months",),
    shown=per_mille,
    shelf=Shelf.PUBLIC,
)

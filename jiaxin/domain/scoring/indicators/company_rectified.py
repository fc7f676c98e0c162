"""整改完成 — inspections with issues whose rectification is recorded, per thousand.

Unit    per mille.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, Shelf, per_mille
from jiaxin.domain.scoring.measures import Share
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.rectified",
    label="整改完成",
    subject="company",
    unit="per mille",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Share(
        part=Pick(
            "inspection", where=(("result", ("issues", "failed")),), months=knobs["months"], since="rectified_on"
        ),
        whole=Pick("inspection", where=(("result", ("issues", "failed")),), months=knobs["months"]),
    ),
    scale=lambda knobs: Ramp(0, 1000),
    said="检查发现的问题已整改 {value}",
    silent="没有待整改的问题",
    knobs=("months",),
    shown=per_mille,
    shelf=Shelf.PUBLIC,
)

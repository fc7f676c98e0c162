"""认定违反承诺 — measures in force by which a clause of the honesty pledge was found broken.

Unit    measures.
Source  《深圳经济特区社会信用条例》第59、64条; ladder of the rules of procedure. ASSUMED: to be confirmed by the bureau.
Silent  what a pledge itself says of a breach (company.pledge), and a measure past its last day. An objection is shown beside
        the line; as with any other finding the points stand until it is decided.
Not here  weight and numbers (rulebooks), how a breach is found (procedures/measure).
"""

from jiaxin.domain.scoring.indicator import Indicator
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.pledge-breach",
    label="认定违反承诺",
    subject="company",
    unit="measures",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Count(Pick("measure", where=(("measure", ("pledge_breach",)),), since="from_on", before="until_on")),
    scale=lambda knobs: Ramp(0, 1),
    said="有 {value} 份认定违反承诺的决定在执行期内",
    nought="没有认定违反承诺的决定",
)

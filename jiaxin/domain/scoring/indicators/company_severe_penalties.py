"""严重处罚 — severe penalties within their period of publication.

Unit    penalties.
Source  《信用修复管理办法》（国家发展改革委令第36号）: at most three years.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, Shelf
from jiaxin.domain.scoring.measures import Count
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.severe-penalties",
    label="严重处罚",
    subject="company",
    unit="penalties",
    source="《信用修复管理办法》（国家发展改革委令第36号）",
    measure=lambda knobs: Count(Pick("penalty", where=(("penalty_class", ("severe",)),), months=knobs["months"])),
    scale=lambda knobs: Ramp(0, 1),
    said="公示期内严重行政处罚 {value} 件",
    nought="公示期内没有严重行政处罚",
    knobs=("months",),
    shelf=Shelf.PUBLIC,
)

"""行政处罚 — penalties by class, until their legal period ends.

Unit    thousandths of a point.
Source  《信用修复管理办法》（国家发展改革委令第36号）: minor items are not published and do not count.
Window  whole until the period of its class ends, then nothing, even if nobody acts.
Not here  industry records (another shelf); severe penalties (company.severe-penalties).
"""

from jiaxin.domain.scoring.indicator import Indicator, Shelf, level, milli, worth_of
from jiaxin.domain.scoring.measures import Decayed
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="company.penalties",
    label="行政处罚",
    subject="company",
    unit="thousandths of a point",
    source="《信用修复管理办法》（国家发展改革委令第36号）",
    measure=lambda knobs: Decayed(
        Pick("penalty", where=(("penalty_class", ("general",)),)),
        "penalty_class",
        worth_of(knobs["worth"]),
        level(knobs["months"]),
    ),
    scale=lambda knobs: Ramp(0, knobs["full"]),
    said="公示期内一般行政处罚 {count} 件，折 {value} 分",
    nought="公示期内没有一般行政处罚",
    knobs=("worth", "months", "full"),
    shown=milli,
    shelf=Shelf.PUBLIC,
)

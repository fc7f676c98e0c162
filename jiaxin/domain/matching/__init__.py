"""精准推荐 — who suits an elder at home, and why: gates first, then an order whose reasons add up.

Nobody is left out or moved by sex, age or origin: nothing here can read them. The district proposes, the family
and the worker decide.
Source  GB/T 42195-2022 (grades of ability); `rulebooks/matching-*.toml`.
Not here  finding the people (apps/matching), what the list shows of them (portals).
"""

from jiaxin.domain.matching.need import MatchingRules as MatchingRules
from jiaxin.domain.matching.need import Need as Need
from jiaxin.domain.matching.need import matching_rules as matching_rules
from jiaxin.domain.matching.ranking import Ranked as Ranked
from jiaxin.domain.matching.ranking import ranked as ranked
from jiaxin.domain.matching.ranking import weigh as weigh
from jiaxin.domain.matching.suiting import Bar as Bar
from jiaxin.domain.matching.suiting import bars as bars

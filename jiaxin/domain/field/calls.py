"""上门结果 — how a call at a door ended, and which building the door is in.

Source  ASSUMED: the five words are those of the district's filing campaign (建档全覆盖).
"""

import re
from collections.abc import Mapping

FILED = "filed"
OUTCOMES: Mapping[str, str] = {
    FILED: "已建档",
    "refused": "拒绝",
    "absent": "不在家",
    "moved": "已搬走",
    "not_in_trade": "非从业",
}
_BUILDING = re.compile(r"^(.*?(?:\d+|[一二三四五六七八九十]+)(?:号楼|幢|栋|座)|.*?\d+号(?:院|楼)?)")


def building_of(address: str) -> str:
    """The address as far as its building: what doors are grouped by. Without a number, the whole of it."""
    found = _BUILDING.match(address)
    return found[1] if found else address

"""工种 — how the trades of the district differ: how many work in them, how often, for how much.

Who lives with a family for months is paid, and asked about, month by month: each month is an order of its own, and begins when
the one before is over: nobody lives in two homes.

Invented for the demo; prices in yuan, orders a month of a busy worker. No figure here is a finding about any
real place.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    job: str
    also: tuple[str, ...]
    share: int
    women: float
    orders_a_month: float
    days: tuple[int, int]  # an order lasts
    yuan: tuple[int, int]
    health: str
    skill: str
    lives_in: bool = False


_GENERAL, _LIVE_IN = "一般家政服务员", "居家家政服务员"
_ELDER, _INFANT = "养老照护服务员", "母婴照护服务员"
TRADES = (
    Trade("保洁", ("收纳", "钟点"), 34, 0.88, 3.4, (0, 0), (80, 400), _GENERAL, "家政服务员"),
    Trade("钟点", ("做饭", "保洁"), 18, 0.95, 3.0, (0, 3), (60, 300), _GENERAL, "家政服务员"),
    Trade("做饭", ("钟点",), 8, 0.92, 1.6, (5, 26), (600, 3000), _GENERAL, "家政服务员"),
    Trade("保姆", ("做饭",), 12, 0.98, 1.1, (27, 30), (4000, 8000), _LIVE_IN, "家政服务员", True),
    Trade("母婴护理", ("产后康复", "育婴"), 7, 1.0, 0.8, (26, 42), (8000, 22000), _INFANT, "母婴护理员", True),
    Trade("育婴", ("母婴护理",), 7, 1.0, 1.1, (27, 30), (5000, 9000), _INFANT, "育婴员", True),
    Trade("养老照护", ("病患陪护",), 9, 0.85, 1.1, (20, 30), (4000, 7500), _ELDER, "养老护理员", True),
    Trade("维修", ("保洁",), 3, 0.1, 3.0, (0, 1), (80, 900), _GENERAL, "家电维修工"),
    Trade("收纳", ("保洁",), 2, 0.95, 2.0, (0, 2), (300, 1800), _GENERAL, "整理收纳师"),
)

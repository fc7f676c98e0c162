"""可疑的理由 — why a household is suspected of staged orders, line by line, for the person who will look.

Unit    thousandths of log-odds: what speaks for staging is positive, what speaks against it negative.
Says    the most suspicious tie of a household (with one company, or with one worker on her own account).
Not here  a decision: a person takes it, and it stands in place of the suspicion (`trust.looked_at`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.passing import Fit

LINES = {
    "same": "在同一家企业给多名不同服务员下单，很少找别家",
    "verification": "订单大多没有核实到户的记录",
    "age": "账户刚注册不久就下单评价",
    "rush": "一天之内下了多笔订单",
    "device": "与其他家庭共用同一台设备",
    "ring": "与其他家庭评价的服务员高度重合",
    "pile": "同一服务员、同一企业近期集中出现同类评价",
    "lone": "新账户，只给一名服务员反复打满分",
    "cried": "投诉多次经核查不成立",
    "stars": "打分与其他家庭的评价明显不符",
    "around": "同一服务员、同一企业周围的可疑评价较多",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """`firm`: label of the company, empty for a worker on her own account. `orders`: labels of the tie's orders."""

    household: Any
    firm: Any
    suspicion: int  # thousandths
    reasons: tuple[tuple[str, int], ...]  # code, thousandths; weightiest first
    orders: tuple[Any, ...]


def doubts(market: Market, fit: Fit, from_mille: int) -> list[Doubt]:
    """Households suspected at least so much, most suspected first, then by label."""
    judge = fit.judge
    if judge is None or not judge.lines:
        return []
    ties, level = judge.ties, np.floor(fit.suspicion.tie * 1000).astype(np.int64)
    own = np.lexsort((np.arange(ties.count), -level, ties.household))
    _, first = np.unique(ties.household[own], return_index=True)
    picked = [int(tie) for tie in own[first] if level[tie] >= from_mille]
    by_tie = np.argsort(ties.tie, kind="stable")
    start = np.searchsorted(ties.tie[by_tie], np.arange(ties.count + 1))
    found = []
    for tie in picked:
        lines = [(name, int(np.rint(values[tie] * 1000))) for name, values in judge.lines.items()]
        lines = sorted([line for line in lines if line[1]], key=lambda line: (-line[1], line[0]))
        firm = int(ties.company[tie])
        rows = by_tie[start[tie] : start[tie + 1]]
        found.append(
            Doubt(
                household=market.households[ties.household[tie]],
                firm=market.companies[firm] if firm < len(market.companies) else "",
                suspicion=int(level[tie]),
                reasons=tuple(lines),
                orders=tuple(market.orders[rows].tolist()),
            )
        )
    return sorted(found, key=lambda one: (-one.suspicion, str(one.household)))

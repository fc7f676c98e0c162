"""活动的状态和成效 — how a campaign stands, as shape and word; what it changed, as a sentence."""

from jiaxin.domain.incentives.campaigns import Comparison
from jiaxin.domain.incentives.own_campaign import OwnChange
from jiaxin.portals.shared.parts import State

STATES = {"planned": (State.WAIT, "报名中"), "open": (State.OK, "进行中"), "over": (State.NONE, "已结束")}

CALLS = {"planned": (State.WAIT, "还没开始"), "open": (State.OK, "申报中"), "over": (State.NONE, "已截止")}


def told(found: Comparison | OwnChange, what: str, who: str = "参加的企业") -> tuple[str, str, str]:
    """State, title and sentence of the finding: what is sure is said, what is not is called not sure."""
    if found.effect is None or found.low is None or found.high is None:
        return "wait", "还不能下结论", found.why
    span = f"相对变化 {_percent(found.effect)}，95% 的把握在 {_percent(found.low)} 到 {_percent(found.high)} 之间。"
    if found.low > 0:
        return "ok", f"{who}{what}多了", span
    if found.high < 0:
        return "stop", f"{who}{what}少了", span
    return "watch", "看不出差别", span + "区间包含零，可能只是偶然。"


def _percent(mille: int) -> str:
    return f"{'+' if mille > 0 else '−' if mille < 0 else ''}{abs(mille) // 10}.{abs(mille) % 10}%"

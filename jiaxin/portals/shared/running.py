"""活动的状态 — how a campaign stands, as shape and word."""

from jiaxin.portals.shared.parts import State

STATES = {"planned": (State.WAIT, "报名中"), "open": (State.OK, "进行中"), "over": (State.NONE, "已结束")}

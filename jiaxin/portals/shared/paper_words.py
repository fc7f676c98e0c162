"""证件的状态 — how the state of a paper that was handed in looks, the same to her and to the office."""

from jiaxin.portals.shared.parts import State

BADGES = {"waiting": State.WAIT, "filed": State.OK, "returned": State.STOP, "withdrawn": State.NONE, "expired": State.WATCH}

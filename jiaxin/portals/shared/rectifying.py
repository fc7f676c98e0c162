"""逐项整改的页面 — each item with its picture before and after, its day, and the one step that may be taken about it now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiaxin.apps.governance.queries import CaseView
from jiaxin.domain.inspections.rectifying import Rectified, rectified
from jiaxin.kit import clock
from jiaxin.portals.shared.parts import State

EACH_ITEM = frozenset({"fix_item", "close_item"})  # taken at the item itself, not in a form of their own


@dataclass(frozen=True, slots=True)
class ItemShown:
    """`offers`: the steps about this item, each with the boxes it asks for; none once it is closed."""

    one: Rectified
    number: int
    state: State
    word: str
    said: str
    offers: tuple[tuple[Any, tuple[Any, ...]], ...]


def items_shown(case: CaseView, offers: Sequence[Any]) -> list[ItemShown]:
    """Each item of an inspection's order. `offers`: what this reader may do in the case now."""
    here = [(offer.step, tuple(replace(box, label="整改后的照片") if box.name == "evidence" else box for box in offer.boxes if box.name != "item")) for offer in offers if offer.step.verb in EACH_ITEM and not offer.obstacle]
    return [ItemShown(one, number, *_state(one), () if one.closed_on else tuple(here)) for number, one in enumerate(rectified(case.events) if case.procedure == "inspection" else (), 1)]


def _state(one: Rectified) -> tuple[State, str, str]:
    if one.closed_on:
        return State.OK, "已到位", f"{one.closed_on} 确认到位：{one.result}"
    told = f"{one.told_on} 已报送：{one.told}" if one.told_on else "待整改"
    if over := one.days_over(clock.today()):
        return State.STOP, f"逾期 {over} 天", told
    return (State.WAIT, "待复查", told) if one.told_on else (State.WATCH, "待整改", told)

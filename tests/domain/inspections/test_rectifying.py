"""Items to put right: each with its own day, pictures and closing; what an order may not leave open."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.rectifying import rectified
from jiaxin.domain.inspections.rules import items, rules_on
from jiaxin.domain.procedures.procedure import Event, judged, procedure

START = date(2026, 6, 1)
INSPECTION = procedure("inspection")


def did(verb: str, day: int = 0, **said: object) -> Event:
    on = START + timedelta(days=day)
    return Event(verb, "clerk", datetime(on.year, on.month, on.day, 4, tzinfo=UTC), on, "", said)  # type: ignore[arg-type]  # values as a form says them


def case(*more: Event, **order: object) -> tuple[Event, ...]:
    """A visit that found two things, and what followed; every step judged."""
    said = {"items": ["甲", "乙"], "basis": "第九条", "notice_no": "1", "before": ["p1", "p2"], "fix_dates": ["2026-06-04", "2026-06-16"]} | order
    said = {name: value for name, value in said.items() if value is not None}
    events: tuple[Event, ...] = ()
    for event in (did("assign", round="r", officers="甲检、乙检"), did("visit", findings="x", sign="s"), did("order", **said), *more):
        judged(INSPECTION, events, event)
        events = (*events, event)
    return events


def test_each_item_is_due_reported_and_closed_by_itself() -> None:
    events = case(did("fix_item", 1, item="甲", given="已贴", evidence="a1"), did("close_item", 2, item="甲", result="到位"))
    first, second = rectified(events)
    assert (first.before, first.fix_by, first.told_on, first.after, first.closed_on) == ("p1", date(2026, 6, 4), date(2026, 6, 2), "a1", date(2026, 6, 3))
    assert (second.before, second.fix_by, second.closed_on, second.after) == ("p2", date(2026, 6, 16), None, "")
    assert first.days_over(date(2026, 7, 1)) == 0, "what is closed runs no longer"
    assert second.days_over(date(2026, 6, 16)) == 0 and second.days_over(date(2026, 6, 18)) == 2


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"before": ["p1"]}, "inspection.each"), ({"before": ["p1", ""]}, "inspection.each"), ({"fix_dates": ["2026-06-04"]}, "inspection.each"),
        ({"fix_dates": ["2026-06-04", "2026-05-31"]}, "inspection.fix-by"), ({"fix_dates": ["2026-06-04", "六月"]}, "case.date"), ({"items": ["甲", "甲"]}, "inspection.alike"),
    ],
)  # fmt: skip
def test_an_order_leaves_no_item_without_its_picture_and_a_day_to_come(order: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as why:
        case(**order)
    assert why.value.code == code


def test_an_item_with_a_picture_before_closes_only_with_one_after() -> None:
    with pytest.raises(Refused, match=r"inspection\.no-after"):
        case(did("close_item", 1, item="甲", result="到位"))
    with pytest.raises(Refused, match=r"inspection\.no-after"):
        case(did("fix_item", 1, item="甲", given="已贴"), did("close_item", 1, item="甲", result="到位"))
    closed = rectified(case(did("close_item", 1, item="甲", result="到位", evidence="a1")))[0]
    assert closed.after == "a1", "whoever checks again may take it"
    with pytest.raises(Refused, match=r"inspection\.items-open"):
        case(did("close_item", 1, item="甲", result="到位", evidence="a1"), did("close", 1, result="完成"))


def test_an_order_from_before_items_had_days_of_their_own_still_ends() -> None:
    old = case(did("close_item", 1, item="甲", result="到位"), did("close_item", 1, item="乙", result="到位"), did("close", 1, result="完成"), before=None, fix_dates=None, fix_by="2026-06-10")
    assert {one.fix_by for one in rectified(old)} == {date(2026, 6, 10)}


def test_the_rules_propose_a_day_for_every_item_of_the_form() -> None:
    assert all(one.fix_days > 0 for one in items(rules_on(START)))

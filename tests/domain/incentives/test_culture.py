"""An order counts as looked up only when the card was opened in the days before it; communities are compared, not households."""

from datetime import date, timedelta
from random import Random

import pytest

from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.incentives.culture import Ordered, culture_rules, looked_up, needed

POSTED = date(2026, 6, 1)
BOOK = culture_rules(POSTED)
LOOKS, FIRST, LAST = needed(POSTED, BOOK)
HUNG = frozenset(f"H{n}" for n in range(8))
PLACES = (*sorted(HUNG), *(f"N{n}" for n in range(8)))


def found(before: float, after: float, today: date = LAST + timedelta(days=1), gap: int = 3):
    """40 orders a community and period; in those with posters a share `after` is looked up `gap` days before, elsewhere `before`."""
    draws, orders, looks = Random("culture"), [], {}
    for place in PLACES:
        for n in range(80):
            card, late = f"{place}-{n}".encode(), n >= 40
            day = (POSTED if late else FIRST).toordinal() + n % 20
            orders.append(Ordered(place, card, day))
            if draws.random() < (after if late and place in HUNG else before):
                looks[card] = [day - gap]
    return looked_up(orders, looks, HUNG, POSTED, today, BOOK)


def test_more_look_ups_where_posters_hang_are_seen_and_the_same_everywhere_are_not() -> None:
    more = found(0.3, 0.6)
    assert more.low is not None and more.low > 0
    same = found(0.3, 0.3)
    assert same.low is not None and same.high is not None and same.low <= 0 <= same.high


@pytest.mark.parametrize(("gap", "counted"), [(0, True), (14, True), (15, False), (-1, False)])
def test_the_card_was_opened_before_the_order_and_not_too_long_before(gap: int, counted: bool) -> None:
    assert bool(found(1.0, 1.0, gap=gap).joined_during.repeated) is counted


def test_before_the_days_are_over_it_says_from_when() -> None:
    early = found(0.3, 0.6, today=LAST)
    assert early.effect is None and str(LAST + timedelta(days=1)) in early.why


def test_all_look_ups_it_needs_are_still_kept_when_it_can_first_be_known() -> None:
    assert (LAST + timedelta(days=1) - LOOKS).days < figure_rules(POSTED).keep_days

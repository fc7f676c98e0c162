"""One company's own change: months add up, it is held against the others, and what is too few is said and not shown."""

from datetime import date, timedelta

import pytest

from jiaxin.domain.incentives.campaigns import Deal, before, campaign_rules, known_from
from jiaxin.domain.incentives.own_campaign import OwnChange, own_changes

BEGINS, ENDS = date(2026, 3, 15), date(2026, 4, 14)
BOOK = campaign_rules(BEGINS)
KNOWN = known_from(ENDS, BOOK)


def deals(company: str, early: int, late: int, orders: int = 40) -> list[Deal]:
    """Of so many orders each before and during, so many followed within the days of the rules, the rest a day too late."""
    made = []
    for period, count in (("before", early), ("during", late)):
        start = (BEGINS if period == "during" else before(BEGINS, ENDS, BOOK)[0]).toordinal()
        for n in range(orders):
            family, day = f"{company}-{period}-{n}", start + n % 31
            made += [Deal(company, family, day), Deal(company, family, day + (90 if n < count else 91))]
    return made


def changed(own: list[Deal], others: int = 6, today: date = KNOWN) -> OwnChange:
    market = [deal for n in range(others) for deal in deals(f"O{n}", 10 + n % 3, 12 + n % 3)]
    return own_changes([*own, *market], {"J"}, BEGINS, ENDS, today, BOOK)["J"]


def test_its_rates_are_held_against_the_others_with_an_interval() -> None:
    found = changed(deals("J", 10, 30))
    assert (found.before.orders, found.before.repeated, found.during.repeated, found.others) == (40, 10, 30, 6)
    assert found.why == "" and found.effect is not None and found.low is not None and found.high is not None
    assert found.effect == pytest.approx((61 / 21) / (157 / 133) * 1000 - 1000, abs=2)  # half an order more on either side
    assert 0 < found.low < found.effect < found.high
    same = changed(deals("J", 11, 13))
    assert same.low is not None and same.high is not None and same.low < 0 < same.high


def test_a_wider_interval_for_fewer_families() -> None:
    many, few = changed(deals("J", 40, 60, 160)), changed(deals("J", 10, 15))
    assert many.high is not None and many.low is not None and few.high is not None and few.low is not None
    assert many.high - many.low < few.high - few.low


def test_months_tell_every_order_of_the_company_and_which_are_not_over() -> None:
    own = deals("J", 10, 30)
    found = changed(own)
    told = [deal for deal in own if date.fromordinal(deal.day) <= ENDS]
    assert sum(month.orders for month in found.months) == len(told)
    assert [month.first for month in found.months] == sorted(month.first for month in found.months)
    last = found.months[-1]
    assert last.first == "2026-04-01" and not last.over  # its last order could be followed until the end of July
    assert changed(own, today=date(2026, 7, 30)).months[-1].over


@pytest.mark.parametrize(
    ("own", "others", "today", "why"),
    [
        (deals("J", 10, 30), 6, KNOWN - timedelta(days=1), str(KNOWN)),
        (deals("J", 2, 3, 9), 6, KNOWN, "18 户"),
        (deals("J", 2, 30), 6, KNOWN, "复购 2"),
        (deals("J", 10, 30), 4, KNOWN, "现在是 4 家"),
        ([], 6, KNOWN, "0 户"),
    ],
)
def test_too_few_is_said_instead_of_a_figure(own: list[Deal], others: int, today: date, why: str) -> None:
    found = changed(own, others, today)
    assert found.effect is None and why in found.why


def test_a_handful_of_others_is_not_shown_at_all() -> None:
    assert changed(deals("J", 10, 30), 4).others_before is None
    assert changed(deals("J", 10, 30), 5).others_before is not None

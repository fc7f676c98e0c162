"""A repeat purchase counted to the day, groups compared over companies, and silence where nothing can be known."""

from datetime import date, timedelta

import pytest

from jiaxin.domain.incentives.campaigns import Deal, before, campaign_rules, compare, known_from
from jiaxin.domain.incentives.clustered import effective
from jiaxin.domain.incentives.student import student

BEGINS, ENDS = date(2026, 3, 15), date(2026, 4, 14)
BOOK = campaign_rules(BEGINS)
KNOWN = known_from(ENDS, BOOK)
JOINED = frozenset(f"J{n}" for n in range(6))


def deals(repeated: dict[tuple[str, str], int], orders: int = 40) -> list[Deal]:
    """Per company and period so many orders, of which so many are followed on the 90th day; the rest a day too late."""
    made = []
    for (company, period), count in repeated.items():
        start = (BEGINS if period == "during" else before(BEGINS, ENDS, BOOK)[0]).toordinal()
        for n in range(orders):
            family, day = f"{company}-{period}-{n}", start + n % 31
            made += [Deal(company, family, day), Deal(company, family, day + (90 if n < count else 91))]
    return made


def market(joined_during: int, others_during: int = 12):
    cells = {}
    for n in range(6):
        bit = n % 3
        cells |= {(f"J{n}", "before"): 10 + bit, (f"J{n}", "during"): joined_during + bit}
        cells |= {(f"O{n}", "before"): 10 + bit, (f"O{n}", "during"): others_during + bit}
    return deals(cells)


def test_a_repeat_is_the_next_order_within_ninety_days_at_the_same_company() -> None:
    found = compare(market(24), JOINED, BEGINS, ENDS, KNOWN, BOOK)
    assert (found.joined, found.others) == (6, 6)
    assert (found.joined_before.orders, found.joined_before.repeated) == (240, 66)
    assert (found.joined_during.repeated, found.others_during.repeated) == (150, 78)


def test_what_changed_for_both_is_not_the_campaigns() -> None:
    same = compare(market(12), JOINED, BEGINS, ENDS, KNOWN, BOOK)
    assert same.effect == 0 and same.low <= 0 <= same.high
    more = compare(market(24), JOINED, BEGINS, ENDS, KNOWN, BOOK)
    assert more.effect == pytest.approx((150 / 66) / (78 / 66) * 1000 - 1000, abs=10) and more.low > 0


def test_the_days_compared_with_end_before_their_next_orders_could_fall_into_it() -> None:
    first, last = before(BEGINS, ENDS, BOOK)
    assert last + timedelta(days=90) < BEGINS and last - first == ENDS - BEGINS


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"today": KNOWN - timedelta(days=1)}, str(KNOWN)), ({"joined": frozenset({"J0"})}, "1 家和 11 家"), ({"deals": market(24)[:200]}, "")],
)
def test_where_it_cannot_be_known_it_says_what_is_missing(changed, why: str) -> None:
    asked = {"deals": market(24), "joined": JOINED, "begins": BEGINS, "ends": ENDS, "today": KNOWN, "book": BOOK} | changed
    found = compare(**asked)
    assert found.effect is None and found.why and why in found.why


@pytest.mark.parametrize(("degrees", "value"), [(1, 12.7062), (2, 4.30265), (3, 3.18245), (10, 2.22814), (30, 2.04227), (1000, 1.96234)])
def test_students_t_is_that_of_the_tables(degrees: int, value: float) -> None:
    assert student(950, degrees) == pytest.approx(value, abs=1e-4)
    assert student(950, degrees) > student(950, degrees + 0.5) > student(950, degrees + 1)


def test_a_group_in_which_one_is_much_larger_is_worth_fewer() -> None:
    alike = {f"c{n}": ([10, 3], [10, 4]) for n in range(6)}
    assert effective(alike) == pytest.approx(6)
    assert effective(alike | {"big": ([1000, 300], [1000, 400])}) == pytest.approx(1, abs=0.05)


def test_where_one_company_has_nearly_all_orders_there_is_no_figure() -> None:
    cells = {(f"{letter}{n}", period): 12 for letter in "JO" for n in range(6) for period in ("before", "during")}
    large = [one for n in range(30) for one in deals({("J0", "during"): 12, ("J0", "before"): 12}) for one in [Deal(one.company, f"{one.household}-{n}", one.day)]]
    found = compare(deals(cells) + large, JOINED, BEGINS, ENDS, KNOWN, BOOK)
    assert found.effect is None and "相当于" in found.why

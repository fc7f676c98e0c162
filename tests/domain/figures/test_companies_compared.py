"""Side by side: a difference is told only beyond chance, and few orders tell nothing."""

import pytest

from jiaxin.domain.figures.versus import Compared, rate, told_apart, too_few


def firm(name: str, orders: int, upheld: int) -> Compared:
    return Compared(f"CODE{name}", name, "employee", "active", 4, 2016, 20, 90, orders, upheld, 0, "signed", 0, "2026-11-02", 2**40)


def test_the_interval_is_wilsons() -> None:
    found = rate(firm("甲", 100, 10), 50)
    assert (found.said, round(found.low, 1), round(found.high, 1)) == ("100.0", 55.2, 174.4)  # the textbook's 10 of 100


@pytest.mark.parametrize(
    ("companies", "apart"),
    [
        ([firm("甲", 5000, 3), firm("乙", 5000, 40)], [("甲", "乙")]),
        ([firm("甲", 60, 0), firm("乙", 60, 2)], []),
        ([firm("甲", 5000, 3), firm("乙", 20, 20)], []),
        ([firm("甲", 5000, 3), firm("乙", 5000, 3), firm("丙", 5000, 90)], [("甲", "丙"), ("乙", "丙")]),
    ],
)
def test_who_has_fewer_is_said_only_where_chance_is_no_likely_cause(companies: list[Compared], apart: list[tuple[str, str]]) -> None:
    assert told_apart(companies, 50) == apart


def test_few_orders_are_named_and_never_rated() -> None:
    few = firm("乙", 49, 0)
    assert too_few([firm("甲", 50, 0), few], 50) == ["乙"] and rate(few, 50).said == ""
    assert rate(firm("丙", 0, 0), 0).per_mille is None

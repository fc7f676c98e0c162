"""Copied and invented rows are spoken of, their honest neighbours are not; what is spoken of is a warning and lands."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import remarks
from jiaxin.domain.sheets.checking import check
from tools.bench import fabricated as made

SPOKEN = made.SPOKEN - {"skill-number-shared"}


def said(lines: Sequence[Sequence[Any]], kind: str = "worker-roster") -> list[set[str]]:
    headings = made.ROSTER if kind == "worker-roster" else made.ORDERS
    checking = check(made._Book([made._Sheet(made._Head("S"), [headings, *lines])]), made.AS_OF, kind=kind)
    return [{f.code for f in row.findings} & SPOKEN for row in checking.rows()]


@pytest.fixture
def people() -> list[list[Any]]:
    """Twelve of one class: trained, checked and insured together, with numbers of a group policy."""
    dice = random.Random(5)
    lot = made._lot(dice) | {"grouped": True}
    return [made._person(dice, lot) for _ in range(12)]


def test_a_class_with_a_group_policy_troubles_nobody(people: list[list[Any]]) -> None:
    assert said(people) == [set()] * 12


def test_a_copied_row_and_the_row_it_was_copied_from_are_both_shown(people: list[list[Any]]) -> None:
    people[7] = [*people[7][:3], *people[2][3:12], people[7][12], *people[2][13:18], people[7][18], *people[2][19:]]
    assert [at for at, codes in enumerate(said(people)) if "row-copied" in codes] == [2, 7]


def test_two_at_one_address_are_not_copies(people: list[list[Any]]) -> None:
    people[7][4:6] = people[2][4:6]
    assert said(people) == [set()] * 12


def test_policies_that_run_on_while_their_days_go_to_and_fro(people: list[list[Any]]) -> None:
    for n, day in enumerate(("2026-05-01", "2026-02-01", "2026-08-01", "2026-03-01")):
        people[n][18], people[n][19] = f"PICC000000010{n}", day
    assert [bool(codes) for codes in said(people)] == [True] * 4 + [False] * 8


@pytest.mark.parametrize(("count", "spoken"), [(3, False), (4, True)])
def test_four_phones_in_a_row_are_spoken_of_and_three_are_not(people: list[list[Any]], count: int, spoken: bool) -> None:
    for n in range(count):
        people[n][2] = f"1541234500{n}"
    assert [bool(codes) for codes in said(people)][:count] == [spoken] * count


@pytest.mark.parametrize(
    ("service", "customer", "begun", "spoken"),
    [
        ("母婴护理", "16500000002", "2026-03-10", True), ("母婴护理", "16500000001", "2026-03-10", False),
        ("保洁", "16500000002", "2026-03-10", False), ("母婴护理", "16500000002", "2026-03-26", False),
    ],
)  # fmt: skip
def test_two_live_in_families_at_once(service: str, customer: str, begun: str, spoken: bool) -> None:
    her = ("甄秀芳", made._id_number(random.Random(1)))
    orders = [
        ["DD1", *her, "母婴护理", "2026-03-01", "2026-03-27", "8000", "已完成", "16500000001"],
        ["DD2", *her, service, begun, "2026-04-20", "8000", "已完成", customer],
    ]
    assert [bool(codes) for codes in said(orders, "order-ledger")] == [spoken, spoken]


def test_none_of_it_sends_a_row_back() -> None:
    assert {remarks()[code].severity for code in SPOKEN} == {Severity.WARNING}

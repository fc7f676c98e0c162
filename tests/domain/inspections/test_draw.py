"""Draws that anyone can make again, frauds that anyone finds, shares that are what they say."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.draw import Drawn, Firm, Plan, Published, bounds, draw, faults, joint_number, pairs

FIRMS = tuple(Firm(f"f{n:03}", "ABCD"[n % 4], 1 + n % 7) for n in range(120))
PLAN = Plan("2026-3", FIRMS, {"A": 1, "B": 2, "C": 5, "D": 8}, {"A": 0, "B": 3, "C": 5, "D": 12}, "福彩双色球2026100期")
BEFORE, AFTER = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 3, tzinfo=UTC)


def honest(number: str = "03 09 12 22 27 31") -> Published:
    return Published(PLAN, PLAN.digest, BEFORE, number, AFTER, draw(PLAN, number))


@pytest.mark.parametrize(
    ("count", "least", "most", "takes"), [(60, 0, 5, (0, 3)), (120, 5, 20, (6, 24)), (37, 21, 60, (8, 22)), (5, 61, 100, (4, 5))]
)
def test_least_is_rounded_up_and_most_down(count: int, least: int, most: int, takes: tuple[int, int]) -> None:
    assert bounds(count, least, most) == takes


def test_the_same_list_and_number_give_the_same_draw_whatever_the_order_of_the_list() -> None:
    for n in range(200):
        shuffled = replace(PLAN, firms=tuple(sorted(FIRMS, key=lambda f: sha256(f"{n}{f.subject}".encode()).digest())))
        again, first = draw(shuffled, str(n)), draw(PLAN, str(n))
        assert (set(again.at_random), set(again.by_risk)) == (set(first.at_random), set(first.by_risk))
    assert faults(honest(), [f.subject for f in FIRMS]) == []


@pytest.mark.parametrize("number", [str(n) for n in range(40)])
def test_every_fraud_is_found(number: str) -> None:
    roster, good = [f.subject for f in FIRMS], honest(number)
    dropped = replace(PLAN, firms=FIRMS[1:])
    lighter = replace(PLAN, firms=(replace(FIRMS[0], weight=7), *FIRMS[1:]))
    frauds = {
        "dropped firm": replace(good, plan=dropped, committed_digest=dropped.digest, drawn=draw(dropped, number)),
        "dropped later": replace(good, plan=dropped, drawn=draw(dropped, number)),
        "swapped seed": replace(good, drawn=draw(PLAN, number + "x")),
        "redraw": replace(good, drawn=Drawn(good.drawn.at_random[1:] + good.drawn.by_risk[:1], good.drawn.by_risk)),
        "edited weights": replace(good, plan=lighter, drawn=draw(lighter, number)),
        "late commit": replace(good, committed_at=AFTER),
    }
    assert all(faults(one, roster) for one in frauds.values()), [k for k, v in frauds.items() if not faults(v, roster)]


def test_the_random_share_ignores_weights_and_the_risk_share_follows_them() -> None:
    plan = Plan("x", tuple(Firm(f"f{n}", "B", 9 if n < 10 else 1) for n in range(100)), {"B": 10}, {"B": 10}, "x")
    heavy_random = heavy_risk = 0
    for n in range(600):
        drawn = draw(plan, str(n))
        heavy_random += sum(int(f[1:]) < 10 for f in drawn.at_random)
        heavy_risk += sum(int(f[1:]) < 10 for f in drawn.by_risk)
    assert 0.08 < heavy_random / 6000 < 0.12
    assert heavy_risk / 6000 > 0.35


def test_four_departments_make_one_number_and_a_liar_is_named() -> None:
    told = {"商务": "17", "市监": "42", "人社": "5", "公安": "99"}
    committed = {who: sha256(value.encode()).hexdigest() for who, value in told.items()}
    assert joint_number(committed, told) == joint_number(dict(reversed(committed.items())), told)
    with pytest.raises(Refused, match="市监"):
        joint_number(committed, told | {"市监": "43"})


def test_inspectors_go_in_pairs_and_never_where_they_have_an_interest() -> None:
    drawn = draw(PLAN, "1")
    conflicts = {"i0": frozenset(f.subject for f in FIRMS), "i1": frozenset(drawn.at_random)}
    found = pairs(PLAN, "1", [f"i{n}" for n in range(6)], conflicts)
    assert set(found) == {*drawn.at_random, *drawn.by_risk}
    assert all(len(set(two)) == 2 and "i0" not in two for two in found.values())
    assert not any("i1" in found[firm] for firm in drawn.at_random)
    with pytest.raises(Refused, match=r"draw\.no-pair"):
        pairs(PLAN, "1", ["i0", "i2"], conflicts)

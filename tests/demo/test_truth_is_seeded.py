"""The hidden truth: the same seed gives the same district and the same sheets; everybody in it is invented."""

import re
from datetime import date
from itertools import combinations

import pytest

from jiaxin.demo import numbers
from jiaxin.demo.district import District, draw
from jiaxin.demo.orders import Order
from jiaxin.demo.plan import Plan
from jiaxin.demo.sheets.book import Book
from jiaxin.demo.sheets.posting import schedule
from jiaxin.domain.quality.thresholds import limits
from jiaxin.domain.values import credit_code, identity_number

AS_OF = date(2026, 11, 23)
PLAN = Plan(AS_OF, workers=120, seed=7, days=120)


@pytest.fixture(scope="module")
def district() -> District:
    return draw(PLAN)


def books(district: District) -> list[Book]:
    made = (due.make(district.workers[:40]) for due in schedule(district))
    return [book for book in made if book is not None]


def test_the_same_seed_gives_the_same_truth_and_the_same_sheets(district: District) -> None:
    again = draw(PLAN)
    assert again == district
    assert [b.digest() for b in books(again)] == [b.digest() for b in books(district)]


def test_another_seed_gives_another_district(district: District) -> None:
    other = draw(Plan(AS_OF, workers=120, seed=8, days=120))
    assert {w.id_number for w in other.workers}.isdisjoint(w.id_number for w in district.workers)


def test_every_number_is_one_nobody_was_given(district: District) -> None:
    phones = [w.phone for w in district.workers] + [h.phone for h in district.households]
    phones += [c.phone for c in district.companies] + [p for c in district.companies for p in c.bought_from]
    assert all(re.fullmatch(rf"(?:{'|'.join(numbers.PHONES)})\d{{8}}", phone) for phone in phones)
    for worker in district.workers:
        assert worker.id_number[:6] in numbers.AREAS and worker.born.year < 2016, "born before the area existed"
        assert worker.id_number[14] == "9", "a sequence number nobody got"
        assert not identity_number.fault(worker.id_number)
    for company in district.companies:
        assert company.code[8:10] == "XY" and company.name.startswith("样例")
        assert not credit_code.fault(company.code)


def test_nobody_shares_a_number(district: District) -> None:
    assert len({w.id_number for w in district.workers}) == len({w.phone for w in district.workers}) == PLAN.workers


def test_sizes_have_a_heavy_tail() -> None:
    sizes = sorted((c.size for c in draw(Plan(AS_OF, workers=1500, days=10)).companies), reverse=True)
    assert sum(sizes) == 1200
    assert sizes[0] > 100 and sizes[len(sizes) // 2] < 40


def test_a_dishonest_company_praises_itself_from_three_phones(district: District) -> None:
    sinners = {c.number: c for c in district.companies if not c.honest}
    bought = [o for o in district.orders if o.stars is not None and not o.stars.honest]
    assert sinners and bought
    for order in bought:
        assert order.company is not None and order.phone in sinners[order.company].bought_from
        assert order.stars is not None and order.stars.stars == 5


def test_good_workers_get_better_stars(district: District) -> None:
    def mean(good: bool) -> float:
        stars = [
            o.stars.stars
            for o in district.orders
            if o.stars and o.stars.honest and (district.workers[o.worker].quality > 0.82) is good
        ]
        return sum(stars) / len(stars)

    assert mean(True) > mean(False) + 0.2


def test_no_rating_without_its_order_done_before(district: District) -> None:
    for order in district.orders:
        if order.stars is not None:
            assert order.status == "已完成"
            assert order.finished_on is not None and order.finished_on <= order.stars.rated_on <= AS_OF


@pytest.mark.parametrize(("workers", "seed", "days"), [(120, 7, 120), (400, 3, 730)])
def test_nobody_lives_in_two_homes_but_where_a_company_invented_it(workers: int, seed: int, days: int) -> None:
    drawn, rules = draw(Plan(AS_OF, workers=workers, seed=seed, days=days)), limits(AS_OF)
    stays: dict[int, list[Order]] = {}
    for order in drawn.orders:
        if drawn.workers[order.worker].trade.lives_in and order.status != "已取消" and order.finished_on:
            stays.setdefault(order.worker, []).append(order)
    twice = {
        frozenset({one.number, other.number})
        for of in stays.values() for one, other in combinations(of, 2)
        if one.phone != other.phone and (min(one.finished_on, other.finished_on) - max(one.ordered_on, other.ordered_on)).days + 1 >= rules.overlap_days  # type: ignore[type-var,operator]  # all are finished
    }  # fmt: skip
    invented = [o for o in drawn.orders if o.invented]
    assert len(twice) == len(invented) > 0, "each beside the one she truly had"
    assert all(any(o.number in pair for pair in twice) for o in invented)
    assert all(o.company is not None and not drawn.companies[o.company].honest and o.service in rules.live_in_services for o in invented)


def test_a_stay_may_go_on_after_the_last_day_and_none_is_longer_than_the_trade_says(district: District) -> None:
    lived = [o for o in draw(Plan(AS_OF, workers=400, seed=3, days=60)).orders if o.status != "已取消" and not o.invented]
    assert any(o.finished_on is None for o in lived) and max(o.ordered_on for o in lived) <= AS_OF
    for order in district.orders:
        if order.finished_on and (order.stars is None or order.stars.honest) and not order.invented:
            least, most = district.workers[order.worker].trade.days
            assert least <= (order.finished_on - order.ordered_on).days <= most

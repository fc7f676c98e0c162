"""What a grade costs to buy: no plan is cheaper than the one found, each reaches its grade, and nothing adverse goes."""

from dataclasses import replace
from itertools import product

import pytest

from jiaxin.domain.rulebooks.reading import packaged, read
from jiaxin.domain.scoring.advice import after, better, reach
from jiaxin.domain.scoring.gaming import cheapest, maker, staged, starts
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.scoring.histories import AS_OF


@pytest.mark.parametrize("version", ["worker-2026", "company-2026"])
def test_higher_grades_cost_more_and_each_plan_comes_to_its_grade(version: str) -> None:
    ways = cheapest(packaged(version), AS_OF)
    rules = scoring_rules(version)
    assert len(ways) >= 8 and any(one.yuan for one in ways)
    for start in {one.start for one in ways}:
        costs = [one.yuan for one in ways if one.start == start]
        bought = [cost for cost in costs if cost is not None]
        assert bought == sorted(bought) and None not in costs[: len(bought)]
    for one in ways:
        floor = rules.grade(one.grade).at_least
        assert one.yuan is None or floor is None or one.points >= floor or not one.yuan or rules.grade(one.grade).only_with or one.grade == "C"


@pytest.mark.parametrize("codes", [("order", "rating", "training"), ("rating", "praise", "skill", "company")])
def test_no_cheaper_way_is_found_by_trying_all(codes: tuple[str, ...]) -> None:
    book, rules = packaged("worker-2026"), scoring_rules("worker-2026")
    made = maker(book, rules, AS_OF)
    levers = [replace(one, levels=one.levels[:4]) for one in staged("worker", AS_OF) if one.code in codes]
    for here in starts("worker", AS_OF).values():
        for grade in ("C", "B", "A"):
            costs = []
            for choice in product(*([(one, 0, 0), *((one, *level) for level in one.levels)] for one in levers)):
                then = made(after(here, tuple(step for step in choice if step[1])))
                if then.grade == grade or better(then.grade, grade, rules):
                    costs.append(sum(cost for _, _, cost in choice))
            found = reach(here, levers, made, rules, grade)
            assert (found.effort if found else None) == min(costs, default=None)


def test_staging_takes_nothing_away() -> None:
    for subject in ("worker", "company"):
        for here in starts(subject, AS_OF).values():
            for lever in staged(subject, AS_OF):
                there = lever.apply(here, lever.levels[0][0])
                assert there.facts.entries[: len(here.facts.entries)] == here.facts.entries
                assert all((there.total or {}).get(name, 0) >= n for name, n in (here.total or {}).items())


def test_a_stricter_pack_costs_more() -> None:
    text = packaged("worker-2026").raw.decode()
    stricter = read(text.replace("below = 3", "below = 10", 1).encode())
    costs = [next(w.yuan for w in cheapest(book, AS_OF) if w.grade == "B") for book in (packaged("worker-2026"), stricter)]
    assert costs[0] is not None and costs[1] is not None and costs[0] < costs[1]

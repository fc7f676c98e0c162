"""Advice reaches what it promises, costs the least, and never asks for anything to be taken away."""

from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.advice import Chosen, advise, after, better
from jiaxin.domain.scoring.engine import NOT_RATED, Assessment, assess
from jiaxin.domain.scoring.inputs import worker_context
from jiaxin.domain.scoring.levers import Lever, Situation, company_levers, worker_levers
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.scoring.workforce import NAMES, figures
from jiaxin.domain.validity import colour, validity_rules
from tests.domain.established import entry, facts
from tests.domain.scoring.histories import AS_OF, histories

WORKER, COMPANY, BOOK = scoring_rules("worker-2026"), scoring_rules("company-2026"), packaged("company-2026")
ADDED = {
    *("identity.check", "background.check", "consent", "profile", "health.check", "insurance"),
    *("training", "skill.certificate", "order", "rating", "pledge"),
}


def of_worker(here: Situation) -> Assessment:
    found = colour(here.facts, AS_OF, validity_rules())
    return assess(here.facts, worker_context(here.facts, AS_OF, found, "v", {}, None), WORKER, AS_OF)


def of_company(here: Situation) -> Assessment:
    return assess(here.facts, figures(here.workers, here.total or {}, BOOK), COMPANY, AS_OF)


def least(here: Situation, levers: Sequence[Lever], made, rules) -> int | None:
    """Exhaustive: the least effort of all combinations that reach a better grade."""
    now = made(here).grade
    amounts = [((one, 0, 0), *((one, *level) for level in one.levels)) for one in levels_of(levers)]
    costs = {}
    for choice in product(*amounts):
        chosen: Chosen = tuple(step for step in choice if step[1])
        costs.setdefault(sum(effort for _, _, effort in chosen), []).append(chosen)
    for effort in sorted(costs):
        if any(better(made(after(here, chosen)).grade, now, rules) for chosen in costs[effort]):
            return effort
    return None


def levels_of(levers: Sequence[Lever]) -> list[Lever]:
    return list(levers)


@settings(max_examples=25, deadline=None)
@given(histories(max_size=14), st.data())
def test_advice_to_a_worker_reaches_its_grade_at_the_least_effort(held: Facts, data: st.DataObject) -> None:
    here = Situation(held)
    every = worker_levers(held, AS_OF)
    levers = [
        Lever(one.code, one.group, one.said, one.levels[:3], one.apply)
        for one in data.draw(st.lists(st.sampled_from(every), max_size=4, unique_by=lambda one: one.code))
    ]
    found = advise(here, levers, of_worker, WORKER)
    cheapest = least(here, levers, of_worker, WORKER)
    assert (found.effort if found else None) == (cheapest or None)
    if found:
        assert better(found.grade, of_worker(here).grade, WORKER)
        assert found.then.grade == found.grade or better(found.then.grade, found.grade, WORKER)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_advice_only_adds_and_reaches_what_it_says(held: Facts) -> None:
    here = Situation(held)
    levers = worker_levers(held, AS_OF)
    for one in levers:
        then = one.apply(here, one.levels[-1][0])
        assert then.facts.entries[: len(held.entries)] == held.entries, "nothing is taken away"
        assert {e.fact.kind for e in then.facts.entries[len(held.entries) :]} <= ADDED
    found = advise(here, levers, of_worker, WORKER)
    if found:
        assert better(found.then.grade, of_worker(here).grade, WORKER)
        assert not any("投诉" in step for step in found.steps)


@settings(max_examples=30, deadline=None)
@given(
    histories(max_size=10),
    st.integers(1, 5),
    st.fixed_dictionaries({name: st.integers(0, 5) for name in ("certified", "trained", "insured", "healthy", "verified")}),
    st.integers(0, 30),
)
def test_advice_to_a_company_reaches_its_grade_at_the_least_effort(
    held: Facts, workers: int, had: dict[str, int], orders: int
) -> None:
    total = dict.fromkeys(NAMES, 0) | {n: min(workers, v) for n, v in had.items()} | {"orders": orders, "repeat": orders // 3}
    here = Situation(held, workers, total)
    levers = company_levers(here, AS_OF)[:4]
    found = advise(here, levers, of_company, COMPANY)
    assert (found.effort if found else None) == (least(here, levers, of_company, COMPANY) or None)


def test_who_has_too_little_on_file_is_told_what_is_missing() -> None:
    held = facts(entry("profile", "2026-01-05"), *(entry("rating", "2026-11-01", stars=5, verified=True) for _ in range(3)))
    found = advise(Situation(held), worker_levers(held, AS_OF), of_worker, WORKER)
    assert found is not None and of_worker(Situation(held)).grade == NOT_RATED
    assert found.effort == 5  # identity, background and consent at one each, and one paper at two
    assert {"通过身份核验（由商务局送公安机关核验）", "通过背景核查（由商务局送公安机关核查）", "签署信用信息授权书"} < set(found.steps)


def test_who_failed_a_check_is_not_told_to_do_it_over() -> None:
    held = facts(entry("background.check", "2026-10-01", result="failed", checked_on="2026-10-01"))
    assert "background" not in {one.code for one in worker_levers(held, AS_OF)}


def test_at_the_top_there_is_nothing_to_advise() -> None:
    top = of_worker(Situation(facts()))
    assert advise(Situation(facts()), (), lambda here: _graded(top, "A"), WORKER) is None


def _graded(one: Assessment, grade: str) -> Assessment:
    from dataclasses import replace

    return replace(one, grade=grade)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 23)])
def test_a_paper_is_asked_for_once_it_has_run_out(day: date) -> None:
    held = facts(
        entry("health.check", "2025-11-23", health_class="general", health_checked_on="2025-11-23", valid_through="2026-11-22")
    )
    assert ("health" in {one.code for one in worker_levers(held, day)}) == (day == date(2026, 11, 23))

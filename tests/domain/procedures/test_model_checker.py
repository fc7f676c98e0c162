"""Every procedure, exhaustively and at random, against a monitor that knows the law by itself; and the monitor against holes."""

from dataclasses import replace

import pytest

from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.procedures import effect as guards
from jiaxin.domain.procedures import procedure as engine
from jiaxin.domain.procedures.procedure import procedures
from jiaxin.domain.procedures.table import Procedure
from jiaxin.domain.records.kind import Tone, kinds
from tools.procedures.alive import live
from tools.procedures.explore import Explored, explore
from tools.procedures.spec import ADVERSE, LONGEST, RULES
from tools.procedures.traces import STYLES, walk

EVERYTHING = sorted(procedures())


@pytest.mark.parametrize("code", EVERYTHING)
def test_nothing_that_can_happen_breaks_due_process_and_every_case_can_end(code: str) -> None:
    rules = procedures()[code]
    found = [explore(rules, style) for style in (STYLES if code == "objection" else STYLES[:1])]
    assert [one.violations[:3] for one in found] == [[]] * len(found)
    assert [one.dead_ends[:3] for one in found] == [[]] * len(found)
    reached = set().union(*(one.states for one in found))
    taken = set().union(*(one.taken for one in found))
    assert reached - {""} == set(rules.states)
    assert taken == {(step.verb, origin) for step in rules.steps for origin in step.origins}
    assert bool(sum(one.adverse for one in found)) == any(step.effect for step in rules.steps)


def test_random_traces_over_holidays_and_a_year_without_a_table_break_nothing() -> None:
    for code, rules in procedures().items():
        found = walk(rules, 300, seed=7)
        assert not found.broken, (code, found.examples)


def test_every_step_that_hurts_is_known_to_the_monitor_and_guarded_by_the_engine() -> None:
    guarded = {(p.code, s.verb) for p in procedures().values() for s in p.steps if s.effect}
    assert guarded == set(ADVERSE)
    adverse = {k.code for k in kinds().values() if k.tone is Tone.ADVERSE}
    writing = {(p.code, s.verb) for p in procedures().values() for s in p.steps if s.records in adverse}
    harmless = {("complaint", "accept"), ("complaint", "dismiss"), ("inspection", "clean"), ("inspection", "close")}  # the last renews what is published: put right
    assert writing - guarded == harmless


def test_the_monitor_and_the_rules_agree_on_the_longest_times() -> None:
    day = packaged_calendar().after(next(iter(packaged_calendar().holidays[2026])), 1).on
    assert {code: guards.longest(code, day) for code in LONGEST} == LONGEST


def hole(monkeypatch: pytest.MonkeyPatch, rule: str) -> Procedure:
    """The engine with one guard out of order, or a table with its effect forgotten."""
    measure = procedures()["measure"]
    real = guards.may_take_effect
    if rule == RULES[0]:
        monkeypatch.setattr(guards, "answer_through", lambda *a: guards.date(2026, 1, 1))
    elif rule == RULES[1]:
        monkeypatch.setattr(engine, "may_take_effect", lambda *a: real(*a[:5], False, a[6]))
    elif rule == RULES[2]:
        free = [replace(s, needs=tuple("document_no?" if n == "document_no" else n for n in s.needs)) for s in measure.steps]
        free = [replace(s, effect=replace(s.effect, basis=("measure",))) if s.effect else s for s in free]
        return replace(measure, steps=tuple(free), records=None)
    else:
        monkeypatch.setattr(guards, "add_months", lambda day, months: day.replace(year=day.year + 9))
    return measure


@pytest.mark.parametrize("rule", RULES[:4])
def test_a_hole_in_the_engine_is_found(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    found: Explored = explore(hole(monkeypatch, rule), until=rule)
    assert any(rule in one for one in found.violations), rule


def test_a_code_that_could_be_stopped_again_and_again_is_found() -> None:
    rules = procedures()["suspension"]
    steps = [replace(s, at_most=0, origins=("suspended", "renewed")) if s.verb == "renew" else s for s in rules.steps]
    assert explore(replace(rules, steps=tuple(steps))).violations


def test_a_state_nobody_can_leave_is_found() -> None:
    rules = procedures()["report"]
    never = [replace(s, where="objection.never") if s.verb in ("reply", "hand_over") else s for s in rules.steps]
    assert explore(replace(rules, steps=tuple(never))).dead_ends


def test_true_cases_are_decided_in_time_with_the_consequence_of_the_ladder() -> None:
    lived = live(150, seed=3)
    assert lived.with_consequence >= 0.97 * lived.cases

"""改进建议 — the least that reaches the next grade, each plan made sure of by computing the score anew.

Levers of one group are tried in every combination; over the groups their gains are added, the cheapest promising
plans are then recomputed in order of effort, and the first that truly reaches the next grade is the advice. So
advice is never a guess, and it never says “remove a complaint”: levers only add.

Unit    effort in half days, points in thousandths.
Silent  without a plan where nothing in reach leads to the next grade.
Not here  what can be done (levers), what time alone will do (ahead).
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from jiaxin.domain.scoring.engine import NOT_RATED, Assessment
from jiaxin.domain.scoring.levers import Lever, Situation
from jiaxin.domain.scoring.rulebook import ScoringRules

SLACK = 5  # thousandths: points are rounded once a dimension, so gains add up to within a few
Made = Callable[[Situation], Assessment]
Chosen = tuple[tuple[Lever, int, int], ...]  # lever, amount, effort


class Advice(NamedTuple):
    """steps: what to do; then: the assessment that follows; grade: the one aimed at."""

    steps: tuple[str, ...]
    effort: int
    grade: str
    then: Assessment


class _Plan(NamedTuple):
    effort: int
    gains: tuple[int, ...]  # points, then what each condition of 未评 asks for
    chosen: Chosen


def advise(here: Situation, levers: Sequence[Lever], made: Made, rules: ScoringRules) -> Advice | None:
    """The cheapest plan to a better grade than today's; None where nothing in reach leads there."""
    now = made(here)
    aim = next_grade(now, rules)
    return reach(here, levers, made, rules, aim) if aim else None


def reach(here: Situation, levers: Sequence[Lever], made: Made, rules: ScoringRules, aim: str) -> Advice | None:
    """The cheapest plan to a grade or a better one; None where nothing in reach leads there."""
    now = made(here)
    wanted = tuple(gate.limit for gate in rules.not_rated)
    start = _standing(now, rules)
    plans = [_Plan(0, tuple(0 for _ in start), ())]
    for group in _groups(levers):
        options = [
            _Plan(
                sum(effort for _, _, effort in chosen),
                tuple(b - a for a, b in zip(start, _standing(made(after(here, chosen)), rules), strict=True)),
                chosen,
            )
            for chosen in _combinations(group)
        ]
        plans = _thinned(
            _Plan(a.effort + b.effort, tuple(x + y for x, y in zip(a.gains, b.gains, strict=True)), a.chosen + b.chosen)
            for a in plans
            for b in options
        )
    floor = _floor(aim, rules)
    for plan in sorted(plans, key=lambda p: (p.effort, len(p.chosen), p.gains)):
        points, *met = (a + b for a, b in zip(start, plan.gains, strict=True))
        if points < floor - SLACK or any(one < limit for one, limit in zip(met, wanted, strict=True)):
            continue
        then = made(after(here, plan.chosen))
        if then.grade == aim or better(then.grade, aim, rules):
            return Advice(_said(plan.chosen), plan.effort, then.grade if now.grade == NOT_RATED else aim, then)
    return None


def next_grade(now: Assessment, rules: ScoringRules) -> str | None:
    """The grade just above; for 未评 the lowest that points can reach; None at the top."""
    reachable = [one.code for one in rules.grades if one.at_least is not None]
    if now.grade == NOT_RATED:
        return reachable[-1]
    above = reachable[: reachable.index(now.grade)] if now.grade in reachable else reachable
    return above[-1] if above else None


def better(grade: str, than: str, rules: ScoringRules) -> bool:
    order = [one.code for one in rules.grades]
    if NOT_RATED in (grade, than):
        return grade != NOT_RATED and than == NOT_RATED
    return order.index(grade) < order.index(than)


def after(here: Situation, chosen: Chosen) -> Situation:
    for lever, amount, _ in chosen:
        here = lever.apply(here, amount)
    return here


def _said(chosen: Chosen) -> tuple[str, ...]:
    return tuple(lever.said.format(n=amount) for lever, amount, _ in chosen)


def _standing(made: Assessment, rules: ScoringRules) -> tuple[int, ...]:
    values = {reason.indicator: reason.value or 0 for reason in made.reasons}
    return made.points, *(min(gate.limit, values[gate.indicator]) for gate in rules.not_rated)


def _floor(aim: str, rules: ScoringRules) -> int:
    """Points below which neither this grade nor a better one is given. A grade held back for want of evidence has
    no floor of its own: the one above it falls to it."""
    held_back = [one.code for one in rules.grades if one.only_with and one.otherwise == aim]
    found = [one.at_least for one in rules.grades if one.at_least is not None and (one.code in (aim, *held_back))]
    return min(found, default=0)


def _groups(levers: Sequence[Lever]) -> list[list[Lever]]:
    found: dict[str, list[Lever]] = {}
    for one in levers:
        found.setdefault(one.group, []).append(one)
    return list(found.values())


def _combinations(group: Sequence[Lever]) -> Iterable[Chosen]:
    amounts = [((one, 0, 0), *((one, *level) for level in one.levels)) for one in group]
    for choice in product(*amounts):
        yield tuple(step for step in choice if step[1])


def _thinned(plans: Iterable[_Plan]) -> list[_Plan]:
    """Without plans for which another is as cheap, clearly better in points and as good in every condition."""
    kept: list[_Plan] = []
    best: dict[tuple[int, ...], int] = {}  # conditions → most points so far
    for plan in sorted(plans, key=lambda p: (p.effort, len(p.chosen), tuple(-g for g in p.gains))):
        points, conditions = plan.gains[0], plan.gains[1:]
        if any(
            most > points + SLACK and all(a >= b for a, b in zip(met, conditions, strict=True))
            for met, most in best.items()
        ):
            continue
        kept.append(plan)
        best[conditions] = max(points, best.get(conditions, points))
    return kept

"""评分的说法 — an account of a score in words for a page: whom it concerns, until when, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiaxin.apps.ledger import queries as record
from jiaxin.apps.scoring import queries as scoring
from jiaxin.apps.scoring.queries import Account, Step, Told
from jiaxin.domain.scoring.engine import NOT_RATED
from jiaxin.domain.scoring.explaining import shown
from jiaxin.domain.scoring.rulebook import ScoringRules, scoring_rules
from jiaxin.kit import clock

MOST = 5  # changes ahead on a page; the rest are small steps, unless the grade changes


@dataclass(frozen=True, slots=True)
class Said:
    """One line: what, worth, why, until when."""

    label: str
    points: str
    why: str
    until: str
    shelf: str


def page(subject: str) -> dict[str, Any]:
    """What somebody's own page shows of the score of today; empty where there is none."""
    found = scoring.account(subject, clock.today())
    if found is None:
        return {}
    rules = scoring_rules(scoring.rulebook(found.assessment.rulebook))
    legacy = record.facts_about(subject, opened=False).of("legacy.record")
    return {
        "account": found,
        "legacy": len(legacy),
        "grade": result(found, rules),
        "tone": tone(found, rules),
        "evidence": evidence(found, rules),
        "helped": said(found.helped),
        "hurt": said(found.hurt, hurting=True),
        "advice": found.advice,
        "aim": aim(found, rules),
        "top": found.assessment.grade == rules.grades[0].code,
        "ahead": ahead(found),
        "coming": coming(found),
    }


def tone(found: Account, rules: ScoringRules) -> str:
    """The upper grades look well, the lower ones ask for attention; 未评 is neither."""
    order = [one.code for one in rules.grades]
    if found.assessment.grade == NOT_RATED:
        return "none"
    return "ok" if order.index(found.assessment.grade) < (len(order) + 1) // 2 else "watch"


def ahead(found: Account) -> list[tuple[Step, bool]]:
    """The next changes, and every later one that changes the grade: (step, whether the grade is another one)."""
    told, last = [], found.assessment.grade
    for step in found.ahead:
        told.append((step, step.grade != last))
        last = step.grade
    return [one for n, one in enumerate(told) if n < MOST or one[1]]


def said(told: Sequence[Told], hurting: bool = False) -> list[Said]:
    return [Said(t.line.label, _signed(t.line.points), t.line.said, _until(t, hurting), t.line.shelf) for t in told]


def aim(found: Account, rules: ScoringRules) -> str:
    """What the advice leads to."""
    if found.advice is None:
        return ""
    then = found.advice.then
    label = rules.grade(then.grade).label
    return f"{then.grade} 级（{label}），{shown(then.points)} 分"


def result(found: Account, rules: ScoringRules) -> tuple[str, str, str]:
    """(grade, its name or why there is none, points)."""
    made = found.assessment
    if made.grade == NOT_RATED:
        why = "；".join(gate.said for gate in rules.not_rated if gate.indicator in made.withheld)
        return "未评", why, shown(made.points)
    return f"{made.grade} 级", rules.grade(made.grade).label, shown(made.points)


def coming(found: Account) -> str:
    """What the next rules make of the same record, on the day they begin; empty while none are signed."""
    one = found.coming
    if one is None:
        return ""
    return f"{one.on} 起改用《{one.rules}》。按现在的记录，那天：{_graded(one.grade)}、{one.points} 分；不换规则：{_graded(one.grade_before)}、{one.points_before} 分"


def _graded(code: str) -> str:
    return "未评" if code == NOT_RATED else f"{code} 级"


def evidence(found: Account, rules: ScoringRules) -> str:
    """How much it rests on, and between which points it lies eight times in ten, to a tenth of a point outwards."""
    low, high = found.assessment.interval
    level = next(one.label for one in rules.levels if one.code == found.assessment.evidence)
    if low == high:
        return level
    return f"{level}：十次有八次，真实水平在 {shown(low // 100 * 100)} 到 {shown(-(-high // 100) * 100)} 分之间"


def _until(told: Told, hurting: bool) -> str:
    if not told.line.because:
        return ""
    if hurting:
        if told.gone_on is None:
            return "长期" if told.changes_on is None else f"{_day(told.changes_on)}起开始减少"
        if told.changes_on and told.changes_on < told.gone_on:
            return f"{_day(told.changes_on)}起逐步减少，{_day(told.gone_on)}起不再扣"
        return f"{_day(told.gone_on)}起不再扣"
    if not told.changes_on:
        return "不会因时间改变"
    if told.rises:
        return f"没有新记录时，{_day(told.changes_on)}起会增加"
    return f"没有新记录时，{_day(told.changes_on)}起会减少"


def _day(day: date) -> str:
    return f"{day.isoformat()} "


def _signed(points: str) -> str:
    return points if points.startswith(("−", "0")) and not points.startswith("0.") else f"+{points}"

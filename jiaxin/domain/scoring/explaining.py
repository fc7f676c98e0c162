"""评分说明 — an assessment as plain Chinese lines that a worker or an officer can check by adding up.

Unit    points with up to three decimals, as exact as the score itself.
Silent  says 未评 and why, instead of a low grade, where there is too little to go by.
Not here  what each circle of viewers may see of it (disclosure), advice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jiaxin.domain.scoring.engine import CAP, NOT_RATED, START, Assessment, Reason
from jiaxin.domain.scoring.indicator import Shelf, indicator
from jiaxin.domain.scoring.rulebook import ScoringRules


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: dimension, what it is about, points, sentence, until when, entries it rests on."""

    dimension: str
    label: str
    points: str
    said: str
    shelf: str
    changes_on: str
    because: tuple[str, ...]


def lines(assessment: Assessment, rules: ScoringRules) -> list[Line]:
    """The whole account, in the order of the rule pack."""
    labels = {one.code: one.label for one in rules.dimensions}
    return [_line(reason, labels.get(reason.dimension, "合计")) for reason in assessment.reasons]


def plainly(assessment: Assessment, rules: ScoringRules, turn: date | None = None) -> list[str]:
    """Sentences for reading aloud: the result first, then what each dimension adds and why.

    turn  the next day on which another rule pack applies, or none any more
    """
    said = [headline(assessment, rules)]
    account = lines(assessment, rules)
    for dimension, (_, points, maximum) in zip(rules.dimensions, assessment.dimensions, strict=True):
        said.append(f"{dimension.label}：{shown(points)} 分（满分 {shown(maximum)} 分）")
        said += [
            f"　{line.label} {line.points} 分：{line.said}" for line in account if line.dimension == dimension.label
        ]
    if turn and turn <= (assessment.next_change_on or turn):
        said.append(f"没有新记录的话，{turn} 之前不变；那天起这一版规则不再适用")
    elif assessment.next_change_on:
        said.append(f"没有新记录的话，{assessment.next_change_on} 之前不变")
    said.append(f"规则：{rules.label}；本结果的校验码 {assessment.digest[:16]}")
    return said


def headline(assessment: Assessment, rules: ScoringRules) -> str:
    level = next(one.label for one in rules.levels if one.code == assessment.evidence)
    if assessment.grade == NOT_RATED:
        why = "；".join(gate.said for gate in rules.not_rated if gate.indicator in assessment.withheld)
        return f"未评（{why}）。现有资料折 {shown(assessment.points)} 分，{level}"
    low, high = assessment.interval
    grade = f"{assessment.grade} 级（{rules.grade(assessment.grade).label}）"
    return f"{grade}，{shown(assessment.points)} 分，八成把握在 {shown(low)}–{shown(high)} 分，{level}"


def strongest(assessment: Assessment, rules: ScoringRules, count: int = 3) -> list[str]:
    """What moved the score most, in a few sentences, without opening balances and ceilings."""
    spoken: Iterable[Reason] = (r for r in assessment.reasons if r.because and r.points)
    chosen = sorted(spoken, key=lambda r: (-abs(r.points), r.indicator))[:count]
    return [_said(reason) for reason in chosen]


class PublicScore(NamedTuple):
    """What a family is told: the name of the grade where the rules make it public, and plain reasons."""

    grade: str
    reasons: tuple[str, ...]


def public_score(assessment: Assessment, rules: ScoringRules, count: int = 3) -> PublicScore:
    """Upheld complaints first, then what moved the score most."""
    spoken = [r for r in assessment.reasons if r.because and r.points and _told_to_families(r)]
    chosen = sorted(spoken, key=lambda r: (r.points > 0, -abs(r.points), r.indicator))[:count]
    return PublicScore(
        rules.public_label(assessment.grade), tuple(_worded(indicator(r.indicator).family, r) for r in chosen)
    )


def _told_to_families(reason: Reason) -> bool:
    return reason.indicator not in (START, CAP) and bool(indicator(reason.indicator).family)


def _worded(sentence: str, reason: Reason) -> str:
    value = indicator(reason.indicator).shown(reason.value or 0)
    return sentence.format(value=value, count=len(reason.because))


def shown(points: int) -> str:
    """Thousandths as text, without needless noughts: 23.75, −3, 0."""
    whole, rest = divmod(abs(points), 1000)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return f"−{text}" if points < 0 else text


def _line(reason: Reason, dimension: str) -> Line:
    if reason.indicator in (START, CAP):
        label, shelf = ("起始分", "") if reason.indicator == START else ("封顶或保底", "")
    else:
        one = indicator(reason.indicator)
        label, shelf = one.label, "公共信用信息" if one.shelf is Shelf.PUBLIC else "行业记录"
    changes = reason.changes_on.isoformat() if reason.changes_on else ""
    return Line(dimension, label, shown(reason.points), _said(reason), shelf, changes, reason.because)


def _said(reason: Reason) -> str:
    if reason.indicator == START:
        return "本维度从这里起算"
    if reason.indicator == CAP:
        return "本维度不超过满分、不低于零分"
    one = indicator(reason.indicator)
    if reason.value is None:
        return one.silent
    return one.nought if one.nought and not reason.value else _worded(one.said, reason)

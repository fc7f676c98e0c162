"""数字的把握 — how sure the stored estimate of somebody's quality is that the true value lies below the line: reckoned, never typed.

Unit    thousandths of a standard deviation; certainty in thousandths, rounded down.
Source  [evidence] of the rules of procedure; the estimate as published by the day and position of the record of that moment.
Not here  the estimate (scoring), what follows from it (procedures/measure).
"""

from collections.abc import Mapping
from math import floor

from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.reputation.acting import Belief, may_act
from jiaxin.kit import clock

_MICRO, _MILLE = 1_000_000, 1000


def reckoned(case: Case, said: Mapping[str, Value]) -> dict[str, Value]:
    """What a measure on the ground of numbers says of them, whatever a form said. Raises Refused where they do not suffice."""
    if case.procedure != "measure" or said.get("ground") != "numbers":
        return {}
    today, position = clock.today(), ledger.checkpoint().size
    found = scoring.reputation_of([case.subject], today, position).get(case.subject)
    if found is None:
        raise Refused("measure.no-estimate", "还没有对这个人的口碑估计，不能以数字为由采取措施", "请改用已认定的投诉为由")
    rules = rules_on(today).data["evidence"]
    line, least = int(rules["line_milli"]), int(rules["at_least_mille"])
    belief = Belief.within(found.low / _MICRO, found.high / _MICRO)
    sure = floor(belief.below(line / _MILLE) * _MILLE)
    figures = f"估计 {_sd(found.score)}，80% 区间 {_sd(found.low)} 到 {_sd(found.high)}，线 {line / _MILLE:.2f}；低于线的把握 {sure}‰，要求 {least}‰（账本第 {found.from_position} 条的估计）"
    if not may_act(belief, line / _MILLE, least / _MILLE):
        raise Refused("measure.not-sure", f"以数字为由的措施须有 {least // 10}% 以上的把握：{figures}", "请改为提醒，或等资料充分后再提出")
    return {"certainty": sure, "estimate": figures}


def _sd(micro: int) -> str:
    return f"{micro / _MICRO:.2f}"

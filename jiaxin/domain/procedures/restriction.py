"""限制处理（冻结） — somebody demands that a record about her, or everything, is kept and put to no use for a time.

Source  PIPL Art. 44 (to restrict or refuse processing), Art. 47 (where a term of keeping runs, storing and guarding alone), Art. 50 (a reason where it is refused).
Silent  whether the record is right: that is the objection, or the correction.
Not here  what is withheld while it runs (restricting), deletion (apps/rights).
"""

from collections.abc import Sequence
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.restricting import LIFTED, RESTRICTED

_LAW = "《个人信息保护法》第44、47、50条"
_DESK, _HERS = (P.RIGHTS_DECIDE,), (P.RIGHTS_DEMAND,)


def _records(about: About, step: Step) -> Sequence[Fact]:
    of = str(about.said("entry"))
    return [recorded(about, step, {"of": of, "case_no": about.case}, (of, about.case))]


def _checks(about: About, step: Step) -> None:
    """An end lies ahead: nothing is frozen for no time, and nothing is said to have ended before it began."""
    event = about.events[-1]
    if step.verb in ("grant", "extend") and date.fromisoformat(str(event.said["until_on"])) <= event.on:
        raise Refused("restriction.until", "冻结到哪一天，应在今天之后", "请填写以后的日期")


PROCEDURE = Procedure(
    code="restriction",
    label="冻结信息",
    states={"asked": "已提出，等待决定", "frozen": "已冻结", "refused": "不予冻结", "ended": "已解除", "dropped": "本人撤回"},
    records=_records,
    checks=_checks,
    between=True,
    steps=(
        Step("ask", "要求冻结", ("",), "asked", _HERS, _LAW, needs=("entry", "restrict_ground", "why")),
        Step("grant", "决定冻结", ("asked",), "frozen", _DESK, _LAW, within="restriction_decide", needs=("why", "until_on"), records=RESTRICTED, unlike=("ask",), tells=SUBJECT),
        Step("refuse", "不予冻结", ("asked",), "refused", _DESK, _LAW, within="restriction_decide", needs=("why", "basis"), unlike=("ask",), tells=SUBJECT),
        Step("extend", "延长冻结", ("frozen",), "frozen", _DESK, _LAW, needs=("why", "until_on"), unlike=("ask",), tells=SUBJECT),
        Step("lift", "理由消失，解除", ("frozen",), "ended", _DESK, _LAW, needs=("why",), records=LIFTED, unlike=("ask",), tells=SUBJECT),
        Step("release", "本人要求解除", ("frozen",), "ended", _HERS, _LAW, records=LIFTED),
        Step("expire", "期满解除", ("frozen",), "ended", (P.JOB_RUN,), _LAW, not_before="until_on", records=LIFTED, by_itself=True, tells=SUBJECT),
        Step("drop", "本人撤回", ("asked",), "dropped", _HERS, _LAW),
    ),
)  # fmt: skip

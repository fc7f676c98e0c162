"""诚信家政企业 — an honour: call, entry, gates, jury, public notice, conferred for a term.

Source  shape of 《上海市社会信用条例》第11条; the district's rules of awards. ASSUMED: days of entry, jury and notice.
Silent  it is withdrawn only through a measure (award_withdrawn), with notice and time to answer.
Not here  the call and its conditions (incentives/projects), the honour on the card (disclosure).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.incentives.projects import refuse_unmet
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_RULE = "本区表彰办法；《上海市社会信用条例》第11条"


def _checks(about: About, step: Step) -> None:
    if step.verb == "enter":
        said = about.said("conditions")
        refuse_unmet(str(line) for line in (said if isinstance(said, list) else []))


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on.isoformat()
    name = str(about.said("round"))
    clear: dict[str, Value] = {"honour_name": name, "honour_level": "district", "awarded_on": on, "valid_through": about.said("valid_through")}
    return [recorded(about, step, clear, (name, on))]


PROCEDURE = Procedure(
    code="award",
    label="表彰",
    states={"entered": "已报名", "gated": "条件符合", "judged": "评议通过", "announced": "公示中", "conferred": "已授予", "refused": "未入选", "dropped": "已撤回"},
    records=_records,
    checks=_checks,
    steps=(
        Step("enter", "报名", ("",), "entered", (P.STAR_APPLY,), _RULE, needs=("round", "conditions", "evidence?")),
        Step("gate", "条件核对通过", ("entered",), "gated", (P.STAR_REVIEW,), _RULE, within="award_entry", needs=("result",)),
        Step("judge", "评议通过", ("gated",), "judged", (P.STAR_REVIEW,), _RULE, within="award_jury", needs=("points",), unlike=("gate",)),
        Step("announce", "公示", ("judged",), "announced", (P.STAR_REVIEW,), _RULE, tells=SUBJECT),
        Step("confer", "授予", ("announced",), "conferred", (P.STAR_AWARD,), _RULE, opens_after="window.award_notice", needs=("valid_through",), unlike=("gate", "judge"), records="honour", tells=SUBJECT),
        Step("refuse", "未入选", ("entered", "gated", "judged", "announced"), "refused", (P.STAR_REVIEW, P.STAR_AWARD), _RULE, needs=("why",), tells=SUBJECT),
        Step("drop", "撤回报名", ("entered", "gated"), "dropped", (P.STAR_APPLY,), _RULE),
    ),
)  # fmt: skip

"""项目申报 — an application whose conditions the record answers; reviewed, announced, granted by another hand, or refused with the reason.

Source  the district's rules of project support; 公示 before the grant. ASSUMED: days of review and decision.
Silent  conditions are computed, never typed; an application with one unmet is refused at the door and says which.
Not here  the call and its conditions (incentives/projects), payment (procedures/subsidy).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.incentives.projects import refuse_unmet
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_RULE = "本区项目申报办法"
_CALL, _DECIDE = (P.PROJECT_CALL,), (P.PROJECT_DECIDE,)


def _checks(about: About, step: Step) -> None:
    if step.verb == "apply":
        said = about.said("conditions")
        refuse_unmet(str(line) for line in (said if isinstance(said, list) else []))


def _records(about: About, step: Step) -> Sequence[Fact]:
    on, rule = about.events[-1].on.isoformat(), str(about.said("rule"))
    clear = {"support_rule": rule, "amount_fen": about.said("amount"), "from_on": on, "document_no": str(about.said("document_no")), "case_no": about.case}
    return [recorded(about, step, clear, (rule, about.case))]


PROCEDURE = Procedure(
    code="project",
    label="项目申报",
    states={"applied": "已申报", "reviewed": "评审通过", "announced": "公示中", "granted": "已立项", "refused": "未入选", "dropped": "已撤回"},
    records=_records,
    checks=_checks,
    steps=(
        Step("apply", "申报", ("",), "applied", (P.STAR_APPLY,), _RULE, needs=("round", "rule", "version", "conditions", "amount", "given")),
        Step("review", "评审通过", ("applied",), "reviewed", _CALL, _RULE, within="project_review", needs=("points", "result"), tells=SUBJECT),
        Step("announce", "公示", ("reviewed",), "announced", _CALL, _RULE, within="project_decide"),
        Step("contest", "登记公示异议", ("announced",), "announced", _CALL, _RULE, needs=("text",)),
        Step("grant", "立项", ("announced",), "granted", _DECIDE, _RULE, opens_after="window.subsidy_notice", within="project_decide", unlike=("review",), needs=("document_no",), records="support.granted", tells=SUBJECT),
        Step("refuse", "未入选", ("applied", "reviewed", "announced"), "refused", (*_CALL, *_DECIDE), _RULE, needs=("why",), tells=SUBJECT),
        Step("drop", "撤回申报", ("applied", "reviewed"), "dropped", (P.STAR_APPLY,), _RULE),
    ),
)  # fmt: skip

"""补贴 — a list computed by rule with a reason for each yes and no; checked, announced, approved, paid.

Source  the district's measures of support; 公示 before payment. ASSUMED: days of checking, approving and paying.
Silent  no amount is typed: the list comes from the rule's data (`incentives`), its digest and total are checked here, and
        only an approval after the public notice puts support on anybody's record.
Not here  the rules (rulebooks/incentives-*.toml), the payment file (governance).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.incentives import lists
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_RULE = "本区家政服务业扶持办法"


def _lines(about: About) -> list[str]:
    said = about.said("candidates")
    return [str(one) for one in said] if isinstance(said, list) else []


def _checks(about: About, step: Step) -> None:
    """A list whose digest or total does not follow from its lines is refused, whoever sends it."""
    if step.verb != "list":
        return
    lines = _lines(about)
    total = lists.total(lines)
    if lists.digest(lines) != about.said("committed") or total != about.said("amount"):
        raise Refused("support.altered", "名单与摘要或总额不符", "请由系统重新计算，不能改动名单")


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on.isoformat()
    rule, paper = str(about.said("rule")), str(about.said("document_no"))
    return [
        recorded(
            about, step,
            {"support_rule": rule, "amount_fen": one.fen, "from_on": on, "document_no": paper, "case_no": about.case},
            (rule, about.case), subject=one.subject,
        )
        for one in lists.read(_lines(about))
        if one.fen > 0
    ]  # fmt: skip


PROCEDURE = Procedure(
    code="subsidy",
    label="补贴发放",
    states={"listed": "名单已计算", "checked": "已复核", "announced": "公示中", "approved": "已批准", "paid": "已发放", "dropped": "已作废"},
    records=_records,
    checks=_checks,
    steps=(
        Step("list", "计算名单", ("",), "listed", (P.SUBSIDY_LIST,), _RULE, needs=("rule", "version", "digest", "candidates", "committed", "amount")),
        Step("check", "复核", ("listed",), "checked", (P.SUBSIDY_LIST,), _RULE, within="subsidy_check", unlike=("list",), needs=("result",)),
        Step("announce", "公示", ("checked",), "announced", (P.SUBSIDY_LIST,), _RULE),
        Step("contest", "登记公示异议", ("announced",), "announced", (P.SUBSIDY_LIST,), _RULE, needs=("text",)),
        Step("approve", "批准", ("announced",), "approved", (P.SUBSIDY_DECIDE,), _RULE, opens_after="window.subsidy_notice", within="subsidy_decide", unlike=("list", "check"), needs=("document_no",), records="support.granted"),
        Step("pay", "发放", ("approved",), "paid", (P.SUBSIDY_LIST,), _RULE, within="subsidy_pay", needs=("receipt",)),
        Step("drop", "作废", ("listed", "checked", "announced"), "dropped", (P.SUBSIDY_LIST, P.SUBSIDY_DECIDE), _RULE, needs=("why",)),
    ),
)  # fmt: skip

"""补贴 — a list computed by rule with a reason for each yes and no; checked, announced, approved, paid.

Source  the district's measures of support; 公示 before payment. ASSUMED: days of checking, approving and paying.
Silent  no amount is typed: the list comes from the rule's data (`incentives`), its digest stands in the case.
Not here  the rules (rulebooks/incentives-*.toml), the payment file (governance).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_RULE = "本区家政服务业扶持办法"

PROCEDURE = Procedure(
    code="subsidy",
    label="补贴发放",
    states={"listed": "名单已计算", "checked": "已复核", "announced": "公示中", "approved": "已批准", "paid": "已发放", "dropped": "已作废"},
    steps=(
        Step("list", "计算名单", ("",), "listed", (P.SUBSIDY_LIST,), _RULE, needs=("version", "digest", "committed", "amount")),
        Step("check", "复核", ("listed",), "checked", (P.SUBSIDY_LIST,), _RULE, within="subsidy_check", unlike=("list",), needs=("result",)),
        Step("announce", "公示", ("checked",), "announced", (P.SUBSIDY_LIST,), _RULE),
        Step("approve", "批准", ("announced",), "approved", (P.SUBSIDY_DECIDE,), _RULE, opens_after="window.subsidy_notice", within="subsidy_decide", unlike=("list", "check"), needs=("document_no",)),
        Step("pay", "发放", ("approved",), "paid", (P.SUBSIDY_LIST,), _RULE, within="subsidy_pay", needs=("receipt",)),
        Step("drop", "作废", ("listed", "checked", "announced"), "dropped", (P.SUBSIDY_LIST, P.SUBSIDY_DECIDE), _RULE, needs=("why",)),
    ),
)  # fmt: skip

"""一人一码 — the life of a code: applied for, issued, suspended, lost, replaced, retired.

A code is a row, not a case (docs/decisions/0009): the row keeps state and day, this table judges each step. Nothing of it
goes to the ledger: a code says who may be looked up, not what she did.

Source  DB33/T 2396-2021 (安心码: 申领、亮码、变更); the Shanghai 上门服务证 rules, five working days from application
        to issue. ASSUMED: one working day for a replacement, ten to decide about a code that was stopped.
Not here  stopping somebody because another is in danger (suspension), what a page shows (disclosure).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step
from jiaxin.domain.procedures.table import SUBJECT

_CITY = "《上海市家政服务条例》第二十条（上门服务证）"
_OWN = "本区一人一码规则"

PROCEDURE = Procedure(
    code="one-code",
    label="一人一码",
    states={
        "applied": "已申领", "issued": "在用", "suspended": "已停用", "lost": "已挂失", "replaced": "已换新",
        "retired": "已注销",
    },
    steps=(
        Step("apply", "申领", ("",), "applied", (P.CODE_ISSUE,), _CITY),
        Step("issue", "发码", ("applied",), "issued", (P.CODE_ISSUE,), _CITY, within="code_issue", tells=SUBJECT),
        Step("suspend", "停用", ("issued",), "suspended", (P.CODE_SUSPEND,), _OWN, needs=("why",), tells=SUBJECT),
        Step("restore", "恢复", ("suspended",), "issued", (P.CODE_SUSPEND,), _OWN, within="code_decide", needs=("why",), tells=SUBJECT),
        Step("lose", "挂失", ("issued", "suspended"), "lost", (P.CODE_SUSPEND, P.CODE_ISSUE), _OWN, needs=("why",), tells=SUBJECT),
        Step("replace", "补换", ("issued", "lost"), "replaced", (P.CODE_ISSUE,), _OWN, within="code_replace", needs=("why",), tells=SUBJECT),
        Step("retire", "注销", ("issued", "suspended", "lost"), "retired", (P.CODE_SUSPEND,), _OWN, needs=("why",), tells=SUBJECT),
    ),
)  # fmt: skip

"""攻坚行动 — launched by the bureau for all streets, put off or dropped with a reason, ended by a closing report.

Source  本区行动方案: target, phases, closing report
Silent  nothing is recorded about a person or a company; the numbers are those of kept countings.
Not here  phases and league (figures/pushes), counting and the papers (apps/oversight).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "本区行动方案"
_GIVE = (P.TASK_GIVE,)

PROCEDURE = Procedure(
    code="push",
    label="攻坚行动",
    states={"running": "行动中", "closed": "已总结", "dropped": "已取消"},
    steps=(
        Step("launch", "发起", ("",), "running", _GIVE, _LAW, needs=("push", "task", "figure", "target", "due_by", "snapshot", "version")),
        Step("put_off", "改期", ("running",), "running", _GIVE, _LAW, needs=("due_by", "remark")),
        Step("close", "总结", ("running",), "closed", _GIVE, _LAW, needs=("snapshot", "result", "problems", "next_steps")),
        Step("drop", "取消", ("running",), "dropped", _GIVE, _LAW, needs=("remark",)),
    ),
)  # fmt: skip

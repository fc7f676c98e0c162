"""联席会议任务 — given out by the bureau to one lead, carried out, reported with evidence, found done by who gave it.

Source  联席会议督办制度: lead and helping units, day, evidence, reminders at T−3 and T+1.
Silent  the day is the meeting's own (`due_by`), not a clock of working days; nothing is recorded about anybody.
Not here  the light and what it rests on (figures/tasks), the list (apps/oversight).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "本区家政服务业信用体系建设联席会议督办制度"
_GIVE, _DO = (P.TASK_GIVE,), (P.TASK_DO,)

PROCEDURE = Procedure(
    code="meeting-task",
    label="联席会议任务",
    states={"given": "未启动", "running": "推进中", "reported": "已报办结", "done": "办结", "dropped": "已取消"},
    steps=(
        Step("give", "下达", ("",), "given", _GIVE, _LAW, needs=("meeting", "task", "lead", "helpers?", "due_by", "figure?", "target?", "baseline?")),
        Step("start", "启动", ("given",), "running", _DO, _LAW, needs=("progress",)),
        Step("go_on", "报进展", ("running",), "running", _DO, _LAW, needs=("progress", "artefact?")),
        Step("report", "报办结", ("given", "running"), "reported", _DO, _LAW, needs=("result", "artefact")),
        Step("send_back", "退回继续办", ("reported",), "running", _GIVE, _LAW, needs=("remark",)),
        Step("close", "确认办结", ("reported",), "done", _GIVE, _LAW, unlike=("report",), needs=("remark?",)),
        Step("put_off", "改期", ("given", "running"), "running", _GIVE, _LAW, needs=("due_by", "remark")),
        Step("drop", "取消", ("given", "running", "reported"), "dropped", _GIVE, _LAW, needs=("remark",)),
    ),
)  # fmt: skip

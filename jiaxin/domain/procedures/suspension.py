"""临时停码 — someone is in danger: grey 核查中 for three working days, once more for three, then it ends by itself.

Source  rules of procedure ([suspension]): on a paper of police or court, or the signed reasons of two officers.
Silent  no reason is public; it counts in no score; she is told within the minute; each one is listed to the auditor.
Not here  a red code (red_review), the code itself (registry).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_RULE = "本区临时停码规则"
_ASK = (P.SUSPENSION_ASK,)
_DAYS = "suspension.working_days"


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on
    ended = step.to == "ended"
    through = on if ended else about.setting.calendar.after(on, working_days(_DAYS, on)).on
    clear: dict[str, Value] = {"case_no": about.case, "from_on": on.isoformat(), "through_on": through.isoformat(), "ended": ended}
    return [recorded(about, step, clear, (about.case, on.isoformat(), str(ended)))]


PROCEDURE = Procedure(
    code="suspension",
    label="临时停码",
    states={"proposed": "待第二人签字", "suspended": "停码中", "renewed": "续停中", "ended": "已恢复", "dropped": "未停码"},
    records=_records,
    steps=(
        Step("propose", "提出停码", ("",), "proposed", _ASK, _RULE, needs=("why",)),
        Step("second", "第二人签字停码", ("proposed",), "suspended", _ASK, _RULE, unlike=("propose",), needs=("why",), records="code.suspension", tells=SUBJECT),
        Step("order", "凭公安或法院文书停码", ("proposed",), "suspended", _ASK, _RULE, needs=("on_paper",), records="code.suspension", tells=SUBJECT),
        Step("renew", "续停一次", ("suspended",), "renewed", _ASK, _RULE, unlike=("propose",), needs=("why",), closes_after=_DAYS, at_most=1, records="code.suspension", tells=SUBJECT),
        Step("lift", "提前恢复", ("suspended", "renewed"), "ended", _ASK, _RULE, needs=("why",), records="code.suspension", tells=SUBJECT),
        Step("end", "到期恢复", ("suspended", "renewed"), "ended", (P.JOB_RUN,), _RULE, opens_after=_DAYS, by_itself=True, records="code.suspension", tells=SUBJECT),
        Step("drop", "不停码", ("proposed",), "dropped", _ASK, _RULE, needs=("why",)),
        Step("lapse", "无人签字，作罢", ("proposed",), "dropped", (P.JOB_RUN,), _RULE, opens_after=_DAYS, by_itself=True),
    ),
)  # fmt: skip

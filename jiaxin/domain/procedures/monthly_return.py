"""企业月报 — sent by the company after the month is over; taken as it is, or sent back with the reason.

Source  本区家政企业月报制度. ASSUMED: working days to send, to check and to send again (rules of procedure).
Silent  it records no fact and touches no score: it tells how the trade is doing.
Not here  what is counted (domain/monthly_return), who has not sent yet (apps/governance/returning).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step
from jiaxin.domain.procedures.table import SUBJECT

_LAW = "本区家政企业月报制度"
_SAID = ("month", "figures", "computed", "corrections?")

PROCEDURE = Procedure(
    code="monthly-return",
    label="企业月报",
    between=True,
    states={"submitted": "已报送", "returned": "退回修改", "accepted": "已确认"},
    steps=(
        Step("submit", "报送", ("",), "submitted", (P.RETURN_FILE,), _LAW, needs=_SAID),
        Step("send_back", "退回修改", ("submitted",), "returned", (P.RETURN_HANDLE,), _LAW, within="return_check", needs=("why",), tells=SUBJECT),
        Step("resubmit", "重新报送", ("returned",), "submitted", (P.RETURN_FILE,), _LAW, within="return_resubmit", needs=_SAID),
        Step("accept", "确认", ("submitted",), "accepted", (P.RETURN_HANDLE,), _LAW, within="return_check"),
    ),
)  # fmt: skip

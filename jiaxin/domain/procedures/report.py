"""举报 — anybody, without a name, says what is wrong; a code is the only key to the reply.

Source  《广东省家政服务条例》第22条; 12345 and 12315 practice. ASSUMED: days to accept and reply (rules of procedure).
Silent  it is a lead and nothing more: it records no fact about anybody and counts nowhere.
Not here  what an inspection then finds (inspection), complaints with a name (complaint).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.handover import on_the_list
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "《广东省家政服务条例》第22条；本区举报办理规则"
_HANDLE = (P.REPORT_HANDLE,)

PROCEDURE = Procedure(
    code="report",
    label="举报",
    states={"filed": "已收到", "looking": "核查中", "replied": "已答复", "handed": "已移送"},
    checks=on_the_list,
    steps=(
        Step("file", "举报", ("",), "filed", (P.REPORT_FILE,), _LAW, needs=("topic", "text", "place?", "contact?", "evidence?", "channel?", "complaint_no?")),
        Step("accept", "受理核查", ("filed",), "looking", _HANDLE, _LAW, within="report_accept"),
        Step("reply", "答复", ("filed", "looking"), "replied", _HANDLE, _LAW, within="report_reply", since="file", needs=("reply", "outcome")),
        Step("hand_over", "移送主管部门", ("looking",), "handed", _HANDLE, _LAW, within="report_reply", since="file", needs=("handed_to", "reply")),
    ),
)  # fmt: skip

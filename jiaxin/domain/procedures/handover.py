"""移送 — a serious matter goes to the department that the law makes competent: sent with a letter, received, answered.

Source  《行政处罚法》第57条; 《行政执法机关移送涉嫌犯罪案件的规定》(国务院令第310号) for the police; rules of procedure of the
        district. ASSUMED: working days to receive, to send on what was sent back, and to answer.
Silent  it records no fact about anybody: what the department finds reaches the record by its own documents (penalty).
Not here  which department a kind belongs to (topics), who may hand over (the matter it comes from).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.table import ORGANISATION, PARTY
from jiaxin.domain.procedures.topics import department

_LAW = "《行政处罚法》第57条；本区投诉举报移送规则"
_SEND, _TAKE = (P.COMPLAINT_DECIDE, P.REPORT_HANDLE, P.SUPERVISION_HANDLE), (P.HANDOVER_TAKE,)


def on_the_list(about: About, step: Step) -> None:
    """A matter is handed to a department of the list and to nobody else. Raises Refused."""
    said = about.events[-1].said.get("handed_to")
    if said and any(need.rstrip("?") == "handed_to" for need in step.needs):
        department(str(said), about.events[-1].on)


PROCEDURE = Procedure(
    code="handover",
    label="移送",
    between=True,
    states={"sent": "已移送，待签收", "received": "已签收，办理中", "returned": "已退回", "passed": "已改送", "answered": "已反馈"},
    checks=on_the_list,
    steps=(
        Step("send", "移送", ("",), "sent", _SEND, _LAW, needs=("handed_to", "transfer_no", "topic?", "text", "why", "place?", "evidence?"), tells=ORGANISATION),
        Step("receive", "签收", ("sent",), "received", _TAKE, _LAW, within="handover_receive", needs=("remark?",)),
        Step("file_receipt", "登记纸面回执", ("sent",), "received", _SEND, _LAW, within="handover_receive", needs=("receipt", "evidence")),
        Step("send_back", "退回，不属本部门", ("sent", "received"), "returned", _TAKE, _LAW, needs=("why",)),
        Step("send_on", "改送其他部门", ("returned",), "passed", _SEND, _LAW, within="handover_send_on", needs=("handed_to", "why")),
        Step("answer", "反馈办理结果", ("received",), "answered", (*_TAKE, *_SEND), _LAW, within="handover_answer", needs=("result", "evidence?"), tells=PARTY),
    ),
)  # fmt: skip

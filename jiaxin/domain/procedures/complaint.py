"""投诉 — a family or a worker says that somebody did wrong; both sides are heard before anybody decides.

Against a worker, a company or a household: service, fees, conduct; wages, a withheld identity card, insult, harassment,
unrelated medical tests. An upheld complaint is an industry record and counts twelve months; it never becomes 失信信息.
Source  《广东省家政服务条例》第22条; 《深圳经济特区社会信用条例》第39条 (told before a bad evaluation stands).
        What is upheld as serious is handed to the competent department as well ([ladder] serious).
Silent  a complaint that is only filed or accepted counts nowhere. What a hotline passes on is opened by the job and keeps
        the number of its work order.
Not here  what follows from several upheld ones (`ladder`), anonymous reports (report), the objection afterwards.
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.effect import Effect
from jiaxin.domain.procedures.handover import on_the_list
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.serving import service
from jiaxin.domain.procedures.table import BOTH, PARTY
from jiaxin.domain.procedures.table import SUBJECT as ACCUSED
from jiaxin.domain.records.kind import Shelf, kind

_LAW = "《广东省家政服务条例》第22条；本区投诉办理规则"
_HEARD = "《深圳经济特区社会信用条例》第39条；《行政处罚法》第44、45条（比照）"
_ENDED = ("upheld", "dismissed", "agreed", "handed")
_HANDLE, _JOB = (P.COMPLAINT_HANDLE,), (P.JOB_RUN,)


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on.isoformat()
    number = str(about.said("complaint_no") or about.case)
    if step.verb == "accept":
        if number != about.case:
            return []  # passed on by the hotline: its own record stands already
        said = str(about.said("topic") or "")
        topic = said if said in kind("complaint").field("topic").choices else "other"
        clear: dict[str, Value] = {"complaint_no": about.case, "topic": topic, "channel": "bureau" if about.events[0].organisation else "platform", "received_on": on}
        return [recorded(about, step, clear, (about.case,), sealed={"text": str(about.said("text") or "")})]
    upheld = step.verb == "uphold"
    found: dict[str, Value] = {"complaint_no": number, "upheld": upheld, "decided_on": on, "decided_by": about.events[-1].organisation}
    if upheld:
        found["severity"] = str(about.said("severity"))
    return [recorded(about, step, found, (number,))]


def _checks(about: About, step: Step) -> None:
    """What is serious does not end with an industry record: the competent department gets it, and no other office."""
    on_the_list(about, step)
    if step.verb != "uphold" or about.said("severity") != "serious" or about.said("handed_to"):
        return
    if rules_on(about.events[-1].on).data["ladder"]["serious"] == "handover":
        raise Refused("complaint.serious", "认定为严重的投诉须移送主管部门", "请写明移送给哪个部门；够不上严重的，请改程度")


PROCEDURE = Procedure(
    code="complaint",
    label="投诉",
    shelf=Shelf.INDUSTRY,
    states={
        "filed": "已提交",
        "answering": "等待对方答复",
        "looking": "调查中",
        "mediating": "调解中",
        "notified": "拟认定，听取陈述",
        "upheld": "认定有责",
        "dismissed": "不成立",
        "agreed": "调解达成",
        "handed": "已移送",
        "refused": "不予受理",
        "withdrawn": "已撤回",
        "archived": "已归档",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("file", "提出投诉", ("",), "filed", (P.COMPLAINT_FILE, P.JOB_RUN), _LAW, whose=PARTY, needs=("topic", "text", "wish?", "evidence?", "accused_no?", "complaint_no?")),
        Step("flag", "提请人工注意", ("filed",), "filed", (*_HANDLE, *_JOB), _LAW, needs=("suspect",)),
        Step("accept", "受理", ("filed",), "answering", _HANDLE, _LAW, within="complaint_accept", records="complaint", tells=BOTH),
        Step("turn_away", "不予受理", ("filed",), "refused", _HANDLE, _LAW, within="complaint_accept", needs=("why",), tells=PARTY),
        Step("answer", "答复", ("answering",), "looking", (P.CASE_ANSWER,), _LAW, within="complaint_answer", needs=("answer", "evidence?"), tells=PARTY),
        Step("go_on", "未答复，继续调查", ("answering",), "looking", (*_HANDLE, *_JOB), _LAW, opens_after="complaint_answer", by_itself=True),
        Step("offer", "提出调解方案", ("looking",), "mediating", _HANDLE, _LAW, needs=("offer",), tells=BOTH),
        Step("agree", "达成调解协议", ("mediating",), "agreed", _HANDLE, _LAW, within="complaint_decide", since="accept", needs=("agreement",), tells=BOTH),
        Step("fail", "调解不成", ("mediating",), "looking", _HANDLE, _LAW, within="complaint_decide", since="accept", tells=BOTH),
        Step("notify", "告知拟认定结果", ("looking",), "notified", _HANDLE, _HEARD, within="complaint_decide", since="accept", needs=("notice_no", "severity", "why", "heard_until?"), tells=ACCUSED),
        *service(("notified",), _HANDLE, "notify"),
        Step("hear", "陈述申辩", ("notified",), "notified", (P.CASE_ANSWER, *_HANDLE), _HEARD, needs=("statement", "evidence?")),
        Step(
            "uphold", "认定有责", ("notified",), "upheld", (P.COMPLAINT_DECIDE,), _HEARD,
            within="complaint_decide", since="accept", needs=("severity", "basis", "document_no", "why", "handed_to?"), unlike=("notify",),
            records="complaint.finding", effect=Effect("notify", ("basis", "document_no", "notice_no", "severity"), promised="heard_until", measure="=finding"),
            tells=BOTH,
        ),
        Step("dismiss", "认定不成立", ("looking", "notified"), "dismissed", (P.COMPLAINT_DECIDE,), _LAW, within="complaint_decide", since="accept", needs=("why",), records="complaint.finding", tells=BOTH),
        Step("hand_over", "移送主管部门", ("looking", "notified"), "handed", (P.COMPLAINT_DECIDE,), _LAW, within="complaint_decide", since="accept", needs=("handed_to", "why"), tells=BOTH),
        Step("withdraw", "撤回投诉", ("filed", "answering", "looking", "mediating"), "withdrawn", (P.COMPLAINT_PARTY,), _LAW, whose=PARTY, tells=ACCUSED),
        Step("reopen", "要求重新办理", ("dismissed", "agreed"), "looking", (P.COMPLAINT_PARTY,), _LAW, whose=PARTY, closes_after="complaint_reopen", at_most=1, needs=("why",), tells=BOTH),
        *(Step("rate", "评价办理", (one,), one, (P.COMPLAINT_PARTY,), _LAW, whose=PARTY, at_most=1, needs=("handling_stars",)) for one in _ENDED),
        Step("archive", "归档", _ENDED, "archived", _JOB, _LAW, opens_after="complaint_reopen", by_itself=True),
    ),
)  # fmt: skip

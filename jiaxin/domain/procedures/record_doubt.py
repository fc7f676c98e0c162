"""记录疑点 — two records that look copied or invented: a person compares both and finds, with a reason, what is so.

Source  PIPL Art. 8 (accuracy, and no harm from inaccurate data); the district's plan of data quality. ASSUMED: the working days.
Silent  nothing follows by itself. Found genuine, the pair is not asked again. Found mistaken, the company is asked to put it
        right. Found false, an inspection is opened: notice, time to be heard and everything adverse belong to that procedure.
Not here  what makes a pair (domain/doubts), the inspection (inspection).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "《个人信息保护法》第8条；本区数据质量提升行动方案"
_DECIDE = (P.DOUBT_DECIDE,)
_FRESH, _AGAIN, _ASKED = ("open", "answered"), ("unclear",), ("asked",)
_CLOCKS = ((_FRESH, "doubt_look"), (_AGAIN, "doubt_again"))

PROCEDURE = Procedure(
    code="record-doubt",
    label="记录疑点",
    states={
        "open": "待核查", "asked": "等企业更正", "answered": "企业已答复", "unclear": "无法判断，待再核", "genuine": "真实", "corrected": "已更正或不再相同",
        "false": "虚假，已转检查",
    },
    rests=("genuine", "corrected"),
    steps=(
        Step("find", "列入核查", ("",), "open", (P.JOB_RUN,), _LAW),
        *(Step("genuine", "真实", origins, "genuine", _DECIDE, _LAW, within=clock, needs=("why",)) for origins, clock in _CLOCKS),
        *(Step("ask", "录入错误，请企业更正", origins, "asked", _DECIDE, _LAW, within=clock, needs=("why",)) for origins, clock in _CLOCKS),
        *(Step("false", "虚假，转检查程序", origins, "false", (P.INSPECTION_DRAW,), _LAW, within=clock, needs=("why",)) for origins, clock in _CLOCKS),
        Step("unclear", "无法判断，再核", _FRESH, "unclear", _DECIDE, _LAW, within="doubt_look", needs=("why",)),
        Step("answer", "企业答复", _ASKED, "answered", (P.DOUBT_ANSWER,), _LAW, within="doubt_answer", needs=("reply",)),
        Step("genuine", "真实", _ASKED, "genuine", _DECIDE, _LAW, needs=("why",)),
        Step("false", "虚假，转检查程序", _ASKED, "false", (P.INSPECTION_DRAW,), _LAW, needs=("why",)),
        Step("put_right", "已更正", ("asked", "answered"), "corrected", _DECIDE, _LAW, needs=("why",)),
        Step("gone", "记录已变，不再相同", ("open", "asked", "answered", "unclear"), "corrected", (P.JOB_RUN,), _LAW),
        Step("again", "又出现同样的记录", ("corrected",), "open", (P.JOB_RUN,), _LAW),
        Step("reopen", "重新核查", ("genuine", "corrected"), "open", _DECIDE, _LAW, needs=("why",)),
    ),
)  # fmt: skip

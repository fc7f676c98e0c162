"""街道考核 — letter of responsibility signed, points drawn from data, the street's objection, the final list.

Source  本区家政服务业信用体系建设责任书和考核方案. ASSUMED: working days for an objection and its answer (rules of procedure).
Silent  nothing is recorded about a person or a company; an answer may change the points and says why.
Not here  the scheme and how points follow (figures/street_assessment), the list (apps/oversight/assessing).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "本区街道考核方案"
_GIVE, _DO = (P.TASK_GIVE,), (P.TASK_DO,)

PROCEDURE = Procedure(
    code="street-assessment",
    label="街道考核",
    states={"issued": "责任书待签", "signed": "责任书已签", "scored": "已评分，可提异议", "objected": "有异议", "answered": "异议已答复", "final": "已公布"},
    steps=(
        Step("issue", "下达责任书", ("",), "issued", _GIVE, _LAW, needs=("year", "version")),
        Step("sign", "签订责任书", ("issued",), "signed", _DO, _LAW, within="letter_sign", needs=("signer",)),
        Step("score", "评分", ("issued", "signed"), "scored", _GIVE, _LAW, needs=("snapshot", "points", "sheet")),
        Step("object", "提出异议", ("scored",), "objected", _DO, _LAW, closes_after="window.street_objection", needs=("item", "remark", "artefact?")),
        Step("answer", "答复异议", ("objected",), "answered", _GIVE, _LAW, within="street_answer", unlike=("object",), needs=("points", "result")),
        Step("publish", "列入最终名单", ("answered",), "final", (P.ASSESSMENT_FINAL,), _LAW, unlike=("answer", "score")),
        Step("publish", "列入最终名单", ("scored",), "final", (P.ASSESSMENT_FINAL,), _LAW, opens_after="window.street_objection", unlike=("score",)),
    ),
)  # fmt: skip

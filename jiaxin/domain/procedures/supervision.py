"""社会监督走访 — a social supervisor visits a company and writes down what she saw; a human decides what becomes of it.

Source  《家庭服务业管理暂行办法》; the district's rules of social supervision. ASSUMED: working days to deal with a visit.
Silent  it records no fact about anybody and counts nowhere. What looks wrong becomes an inspection, with all its due
        process, or a note, or nothing.
Not here  the items of the form (rulebooks/supervision-*.toml), the inspection (inspection).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.handover import on_the_list
from jiaxin.domain.procedures.procedure import Procedure, Step
from jiaxin.domain.procedures.table import SUBJECT

_RULE = "本区社会监督员管理办法"
_HANDLE = (P.SUPERVISION_HANDLE,)
_DAYS = "supervision_review"

PROCEDURE = Procedure(
    code="supervision",
    label="社会监督走访",
    states={"filed": "待处理", "noted": "已记入，不再处理", "inspected": "已转现场检查", "handed": "已移送", "unfounded": "情况不属实"},
    checks=on_the_list,
    steps=(
        Step("visit", "走访", ("",), "filed", (P.SUPERVISION_VISIT,), _RULE, needs=("version", "findings", "sign", "suspect?", "artefact?")),
        Step("note", "记入", ("filed",), "noted", _HANDLE, _RULE, within=_DAYS, needs=("result",), unlike=("visit",), tells=SUBJECT),
        Step("inspect", "转现场检查", ("filed",), "inspected", _HANDLE, _RULE, within=_DAYS, needs=("officers", "why"), unlike=("visit",)),
        Step("hand_over", "移送主管部门", ("filed",), "handed", _HANDLE, _RULE, within=_DAYS, needs=("handed_to", "why"), unlike=("visit",)),
        Step("drop", "情况不属实", ("filed",), "unfounded", _HANDLE, _RULE, within=_DAYS, needs=("why",), unlike=("visit",), tells=SUBJECT),
    ),
)  # fmt: skip

"""更正 — a person says that a record about her is wrong; it is marked, checked and, if wrong, taken out of force.

Source  PIPL Art. 46; clocks of 《上海市社会信用条例》第36–38条: mark in 1 working day, decide in 5.
Silent  says nothing about what is right instead: that is a fact of its own.
Not here  penalties of other authorities (objection goes to who decided), complaints.
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_LAW = "《个人信息保护法》第46条；《上海市社会信用条例》第36条"


def _records(about: About, step: Step) -> Sequence[Fact]:
    entry = str(about.said("entry"))
    return [recorded(about, step, {"of": entry, "reason": "objection_upheld"}, (entry,))]


PROCEDURE = Procedure(
    code="correction",
    label="更正",
    states={
        "asked": "已提出",
        "checking": "异议核查中",
        "corrected": "已更正",
        "refused": "不予更正",
        "dropped": "本人撤回",
    },
    records=_records,
    steps=(
        Step("ask", "提出更正", ("",), "asked", (P.FILE_OWN, P.FILE_VIEW), _LAW, needs=("entry", "why")),
        Step("mark", "标注异议并核查", ("asked",), "checking", (P.FILE_VIEW,), _LAW, within="correction_mark"),
        Step(
            "correct",
            "更正",
            ("checking",),
            "corrected",
            (P.RED_DECIDE, P.BATCH_UNDO),
            _LAW,
            within="correction_decide",
            needs=("why",),
            records="correction",
            unlike=("ask",),
        ),
        Step(
            "refuse",
            "不予更正",
            ("checking",),
            "refused",
            (P.RED_DECIDE, P.BATCH_UNDO),
            _LAW,
            within="correction_decide",
            needs=("why",),
            unlike=("ask",),
        ),
        Step("drop", "本人撤回", ("asked", "checking"), "dropped", (P.FILE_OWN,), _LAW),
    ),
)

"""规则发布 — a rule pack comes into force by two different hands; what is in force is never edited.

Source  《深圳经济特区社会信用条例》第29条 (tested before release, source traceable); 三员分立 of GB/T 22239-2019.
Not here  the bytes and the digest (apps/scoring), simulation of a draft.
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_LAW = "《深圳经济特区社会信用条例》第29条"


def _records(about: About, step: Step) -> Sequence[Fact]:
    drafted = next(e.actor for e in about.events if e.verb == "draft")
    clear = {
        "version": about.said("version"),
        "digest": about.said("digest"),
        "valid_from": about.said("valid_from"),
        "drafted_by": drafted,
        "promulgated_by": about.events[-1].actor,
    }
    return [recorded(about, step, clear, (str(about.said("version")),))]


PROCEDURE = Procedure(
    code="promulgation",
    label="规则发布",
    states={"drafted": "草案", "promulgated": "已发布", "withdrawn": "已撤回"},
    records=_records,
    steps=(
        Step("draft", "起草", ("",), "drafted", (P.RULES_DRAFT,), _LAW, needs=("version", "digest", "valid_from")),
        Step(
            "promulgate",
            "发布",
            ("drafted",),
            "promulgated",
            (P.RULES_PROMULGATE,),
            _LAW,
            records="rulebook.promulgated",
            unlike=("draft",),
        ),
        Step("withdraw", "撤回草案", ("drafted",), "withdrawn", (P.RULES_DRAFT, P.RULES_PROMULGATE), _LAW),
    ),
)

"""评价规范 — a standard of the trade: drafted, put out for consultation, adopted, its clauses tied to lines of the rules.

Source  《深圳经济特区社会信用条例》第29条 (criteria clear, tested before release). ASSUMED: days of consultation.
Silent  a clause without a line in a rule pack is a wish: a text that holds one is not adopted. The list of both is part of the adoption.
Not here  the rule packs themselves (promulgation).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.standards import refuse_loose

_LAW = "《深圳经济特区社会信用条例》第29条；本区评价规范制定办法"


def _checks(about: About, step: Step) -> None:
    if step.verb == "adopt":
        said, carried = about.said("clause"), about.said("carried")
        refuse_loose([str(one) for one in said] if isinstance(said, list) else [str(said)], [str(one) for one in carried] if isinstance(carried, list) else [])


PROCEDURE = Procedure(
    code="standard",
    label="评价规范",
    checks=_checks,
    states={"drafted": "草案", "consulting": "征求意见中", "adopted": "已通过", "withdrawn": "已撤回"},
    steps=(
        Step("draft", "起草", ("",), "drafted", (P.STANDARD_DRAFT,), _LAW, needs=("version", "digest", "clause")),
        Step("revise", "修改", ("drafted", "consulting"), "drafted", (P.STANDARD_DRAFT,), _LAW, needs=("digest", "changes", "clause")),
        Step("consult", "公开征求意见", ("drafted",), "consulting", (P.STANDARD_DRAFT,), _LAW),
        Step("comment", "收到意见", ("consulting",), "consulting", (P.STANDARD_DRAFT,), _LAW, needs=("text",)),
        Step("adopt", "通过", ("consulting",), "adopted", (P.STANDARD_ADOPT,), _LAW, opens_after="window.consultation", within="standard_adopt", unlike=("draft",), needs=("document_no", "valid_from", "carried?")),
        Step("withdraw", "撤回", ("drafted", "consulting"), "withdrawn", (P.STANDARD_DRAFT, P.STANDARD_ADOPT), _LAW, needs=("why",)),
    ),
)  # fmt: skip

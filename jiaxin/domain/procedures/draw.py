"""双随机抽取 — the list is fixed and entered in the record, then a public number comes, then anybody can draw again.

Source  国市监信发〔2022〕6号; 双随机、一公开: firms by lot, inspectors by lot, results public.
Silent  a number that was public before the list was fixed is refused; a round is drawn once. What is assigned follows from
        list and number alone: nobody chooses.
Not here  the arithmetic (inspections/draw), the visits (inspection).
"""

from collections.abc import Sequence
from datetime import datetime

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.inspections.commitment import drawn_digest, plan_in
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_LAW = "国市监信发〔2022〕6号；双随机、一公开"


def _checks(about: About, step: Step) -> None:
    if step.verb == "commit" and plan_in(str(about.said("plan"))).digest != about.said("committed"):
        raise Refused("draw.altered", "名单与摘要不符", "请由系统重新固定名单")
    if step.verb == "draw":
        fixed = next(e.at for e in about.events if e.verb == "commit")
        public = datetime.fromisoformat(str(about.said("public_at")))
        if public <= fixed or public > about.events[-1].at:
            raise Refused("draw.number-too-early", "随机数须在名单固定之后、现在之前公布", "请选用名单固定之后才公布的数")


def _records(about: About, step: Step) -> Sequence[Fact]:
    clear: dict[str, Value] = {"round_no": str(about.said("round")), "list_digest": str(about.said("committed")), "stage": "committed"}
    if step.verb == "draw":
        number = str(about.said("seed"))
        clear |= {"stage": "drawn", "public_number": number, "drawn_digest": drawn_digest(plan_in(str(about.said("plan"))), number)}
    return [recorded(about, step, clear, (str(clear["round_no"]), str(clear["stage"])))]


PROCEDURE = Procedure(
    code="draw",
    label="双随机抽取",
    states={"committed": "名单已固定", "drawn": "已抽取", "dropped": "已作废"},
    records=_records,
    checks=_checks,
    steps=(
        Step("commit", "固定名单", ("",), "committed", (P.INSPECTION_DRAW,), _LAW, needs=("round", "plan", "committed", "awaited", "officers", "conflicts?"), records="inspection.draw"),
        Step("draw", "录入随机数并抽取", ("committed",), "drawn", (P.INSPECTION_DRAW,), _LAW, needs=("seed", "public_at"), records="inspection.draw"),
        Step("drop", "作废", ("committed",), "dropped", (P.INSPECTION_DRAW,), _LAW, needs=("why",)),
    ),
)  # fmt: skip

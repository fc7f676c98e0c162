"""双随机抽取 — the list is fixed and entered in the record, then a public number comes, then anybody can draw again.

A special campaign (专项检查) goes the same way under the cause it names; where it inspects the whole list, nothing waits for a
number: who inspects whom follows from the digest of the list.

Source  国市监信发〔2022〕6号; 双随机、一公开: firms by lot, inspectors by lot, results public.
        Several offices may make the number together: each first binds itself to the digest of its own, then all tell.
Silent  a number that was public before the list was fixed is refused; a round is drawn once. What is assigned follows from
        list and number alone: nobody chooses. Who binds itself after another has told comes too late.
Not here  the arithmetic (inspections/draw), the visits (inspection).
"""

from collections.abc import Sequence
from datetime import datetime

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.inspections.commitment import drawn_digest, plan_in
from jiaxin.domain.inspections.draw import joint_number
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Event, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_LAW = "国市监信发〔2022〕6号；双随机、一公开"


def _checks(about: About, step: Step) -> None:
    if step.verb == "commit" and plan_in(str(about.said("plan"))).digest != about.said("committed"):
        raise Refused("draw.altered", "名单与摘要不符", "请由系统重新固定名单")
    if step.verb == "dispatch" and not (_cause(about) and plan_in(str(about.said("plan"))).whole):
        raise Refused("draw.lot-needed", "名单里只查一部分的，要等公开随机数才能抽取", "请录入名单固定之后公布的随机数")
    if step.verb in ("promise", "reveal", "draw"):
        _joint(about, step)
    if step.verb == "draw":
        fixed = next(e.at for e in about.events if e.verb == "commit")
        public = datetime.fromisoformat(str(about.said("public_at")))
        if public <= fixed or public > about.events[-1].at:
            raise Refused("draw.number-too-early", "随机数须在名单固定之后、现在之前公布", "请选用名单固定之后才公布的数")


def _cause(about: About) -> str:
    return next((str(e.said["cause"]) for e in about.events if e.said.get("cause")), "")


def offices_in(about: About) -> tuple[dict[str, str], dict[str, str]]:
    """(office → digest it bound itself to, office → number it told)."""
    bound = {_office(e): str(e.said["commitment"]) for e in about.events if e.verb == "promise"}
    told = {_office(e): str(e.said["part"]) for e in about.events if e.verb == "reveal"}
    return bound, told


def _office(event: Event) -> str:
    return event.organisation or event.actor


def _joint(about: About, step: Step) -> None:
    """The rules of a number made together. `about` has the event already."""
    event = about.events[-1]
    before = About(about.case, about.subject, about.events[:-1], about.setting)
    bound, told = offices_in(before)
    if step.verb == "promise":
        if told:
            raise Refused("draw.late", "已有单位公开随机数，不能再承诺", "请等下一次抽查")
        if _office(event) in bound:
            raise Refused("draw.promised", "本单位已经承诺过", "请等各单位承诺完，再公开原来的数")
        if len(str(event.said["commitment"])) != 64:
            raise Refused("draw.digest", "摘要不是 64 位的 SHA-256", "请在共同随机数页面填写随机数，由系统算出摘要")
    if step.verb == "reveal":
        if len(bound) < 2:
            raise Refused("draw.few", "承诺的单位不足两家", "请等至少两家单位承诺")
        if _office(event) not in bound:
            raise Refused("draw.unpromised", "本单位没有承诺过，不能公开", "公开的数须与事先承诺的摘要一致")
        joint_number({_office(event): bound[_office(event)]}, {_office(event): str(event.said["part"])})
    if step.verb == "draw" and bound and event.said["seed"] != joint_number(bound, told):
        raise Refused("draw.joint", "随机数不是各单位共同得出的那一个", "请由系统按各单位公开的数计算")


def _records(about: About, step: Step) -> Sequence[Fact]:
    clear: dict[str, Value] = {"round_no": str(about.said("round")), "list_digest": str(about.said("committed")), "stage": "committed"}
    if step.verb == "draw":
        number = str(about.said("seed"))
        clear |= {"stage": "drawn", "public_number": number, "drawn_digest": drawn_digest(plan_in(str(about.said("plan"))), number)}
    if step.verb == "dispatch":
        clear |= {"stage": "drawn", "drawn_digest": drawn_digest(plan_in(str(about.said("plan"))), str(about.said("committed")))}
    return [recorded(about, step, clear, (str(clear["round_no"]), str(clear["stage"])))]


PROCEDURE = Procedure(
    code="draw",
    label="双随机抽取",
    states={"committed": "名单已固定", "drawn": "已抽取", "dropped": "已作废"},
    records=_records,
    checks=_checks,
    steps=(
        Step("commit", "固定名单", ("",), "committed", (P.INSPECTION_DRAW,), _LAW, needs=("round", "plan", "committed", "awaited", "officers", "conflicts?", "cause?"), records="inspection.draw"),
        Step("promise", "承诺单位随机数", ("committed",), "committed", (P.DRAW_JOIN,), _LAW, needs=("commitment",), at_most=9),
        Step("reveal", "公开单位随机数", ("committed",), "committed", (P.DRAW_JOIN,), _LAW, needs=("part",), at_most=9),
        Step("draw", "录入随机数并抽取", ("committed",), "drawn", (P.INSPECTION_DRAW,), _LAW, needs=("seed", "public_at"), records="inspection.draw"),
        Step("dispatch", "名单全部派发", ("committed",), "drawn", (P.INSPECTION_DRAW,), _LAW, records="inspection.draw"),
        Step("drop", "作废", ("committed",), "dropped", (P.INSPECTION_DRAW,), _LAW, needs=("why",)),
    ),
)  # fmt: skip

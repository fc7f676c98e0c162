"""还缺什么 — each part that is missing or runs out, in her words, with the next step: where she mends it, or who does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jiaxin.apps.intake.queries import Handed
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.field.own_papers import PAPERS
from jiaxin.domain.lacking import How, Lack
from jiaxin.domain.permissions import FieldClass
from jiaxin.domain.permissions.matrix import KEPT_FOR, PURPOSES
from jiaxin.domain.records.kind import kind
from jiaxin.portals.shared.fact_words import days_left
from jiaxin.portals.shared.parts import State

_OTHERS = {
    "profile": "请带身份证到街道窗口办理，或请所在的公司登记。",
    "phone": "请带身份证到街道窗口登记手机号，办好就能收到通知。",
    "job_types": "请告诉所在的公司或街道窗口您做哪几种工作，由他们登记。",
    "identity": "由商务局送公安机关核验，您不用办；结果回来会写进档案。",
    "background": "由商务局送公安机关核查，您不用办；结果回来会写进档案。",
}
_WAYS = {part: word for word, one in PAPERS.items() if (part := one.part)}
_PURPOSE_OF = {"health": KEPT_FOR[FieldClass.HEALTH], "background": KEPT_FOR[FieldClass.BACKGROUND]}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the page. `href` is empty where somebody else has to act; then `do_this` says who and how."""

    state: State
    label: str
    word: str
    do_this: str
    href: str = ""
    verb: str = ""


def steps(lacks: Sequence[Lack], today: date, refused: frozenset[str], handed: Sequence[Handed]) -> list[Step]:
    """In the order of `lacks`; of what is due on one day, what she can mend herself first."""
    waiting, returned = ({one.word for one in handed if one.state == state} for state in ("waiting", "returned"))
    found = [(one.through if one.how in (How.EXPIRED, How.SOON) and one.through else today, _step(one, today, refused, waiting, returned)) for one in lacks]
    return [step for _, step in sorted(found, key=lambda pair: (pair[0], not pair[1].href))]


def _step(one: Lack, today: date, refused: frozenset[str], waiting: set[str], returned: set[str]) -> Step:
    state, word = _how(one, today)
    purpose, way = _PURPOSE_OF.get(one.part, ""), _WAYS.get(one.part, "")
    if purpose in refused:
        return Step(State.NONE, one.label, "您没有同意", f"您没有同意“{PURPOSES[purpose]}”，所以不收。愿意的话，先同意这一项。", reverse("worker:consents"), "看我的授权")
    if way in waiting:
        return Step(State.WAIT, one.label, word, "您已经交了，等核对；核对后入档。", reverse("worker:papers"), "看进展")
    if way in returned:
        return Step(State.STOP, one.label, "已退回", "您交的退回来了，原因写在那里，改好再交。", reverse("worker:papers"), "看原因")
    if way:
        return Step(state, one.label, word, _hand_in(one), reverse("worker:paper", args=[way]), f"用手机交{PARTS[one.part]}")
    if one.part == "consent":
        if one.how is How.STOPPED:
            return Step(state, one.label, word, "您停止了展示。想让家庭看到，点“恢复展示”。")
        return Step(state, one.label, word, "您确认过档案，还没有签授权书。可以在公司或街道窗口签。也可以在“我的授权”里逐项决定，改一项就是签一次。", reverse("worker:consents"), "看我的授权")
    if one.how is How.UNDER_WAY:
        return Step(State.WAIT, one.label, word, "正在核查，您不用办。想问的，带身份证到街道窗口。")
    return Step(state, one.label, word, _OTHERS[one.part])


def _how(one: Lack, today: date) -> tuple[State, str]:
    match one.how:
        case How.EXPIRED:
            return State.STOP, f"{one.through} 到期，{days_left(one.through, today)}"
        case How.SOON:
            return State.WATCH, f"{one.through} 到期，{days_left(one.through, today)}"
        case How.TOO_LOW:
            return State.WATCH, "类别不够"
        case How.UNDER_WAY:
            return State.WAIT, "正在核查"
        case How.STOPPED:
            return State.NONE, "您已停止展示"
    return State.WATCH, "还没有"


def _hand_in(one: Lack) -> str:
    if one.part == "health":
        need = kind("health.check").field("health_class").word(one.needed) if one.needed else ""
        return f"您做的工作要“{need}”一类的健康证明。办好后拍照交来。" if need else "到医院或疾控中心体检，拿到健康证明后拍照交来。"
    if one.part == "insurance":
        return "保单由公司买，也可以自己买。拿到后拍照交来。"
    return "上过课的，把结业证或签到表拍照交来；没上过的，到“我的课程”报名。"

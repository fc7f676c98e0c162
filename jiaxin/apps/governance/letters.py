"""文书 — the letter of a step: basis, facts, measures, remedy; the guide to repair lies in the same envelope (两书同达).

Source  《深圳经济特区社会信用条例》第66、69条 (what a notice must say); 国办发〔2025〕22号 (repair notice with the decision);
        《信用修复管理办法》（国家发展改革委令第36号）.
Not here  its code (papers), PDF and Word file (printing), when it was delivered (notices).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar, found, history, style
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.procedures.effect import InForce, Taken, effective_label, lasting, together
from jiaxin.domain.procedures.procedure import Event, Procedure, Step, deadlines, folded, procedure
from jiaxin.domain.procedures.repair import possible_from
from jiaxin.domain.procedures.topics import department, topic_label
from jiaxin.domain.rulebooks.publication import publication_rules
from jiaxin.kit.canonical import canonical

Parts = tuple[tuple[str, str], ...]
_REMEDY = (
    "对本文书不服的，可以自收到之日起六十日内依法申请行政复议，或者六个月内提起行政诉讼（行政行为）；"
    "属于行业自律措施的，可以向作出单位申请复核。认为记录有误的，可随时提出异议，异议期间记录标注“异议中”。"
)
_HOW = "在“家信”的“事项和信用”里点“申请信用修复”，或到区商务局窗口办理，免费，材料一次告知，由作出认定的单位决定。"
_DONE = "准予后，公开页、检索、评分、导出、接口和各合作单位同时停止展示和使用，每一处的回执都写在办理页面上。"


@dataclass(frozen=True, slots=True)
class Letter:
    """`guide` is the second paper of the envelope, empty where nothing can be repaired."""

    title: str
    number: str
    to: str
    parts: Parts
    office: str
    on: date
    guide: Parts = ()

    @property
    def digest(self) -> str:
        """Of what it says, not to whom or when it was printed: SHA-256 in hexadecimal."""
        said = {"title": self.title, "parts": [list(p) for p in self.parts], "guide": [list(p) for p in self.guide]}
        return sha256(canonical(said)).hexdigest()


def letter(case: str, number: int, to: str, office: str) -> Letter:
    """The letter of the n-th step of a case."""
    row = found(case)
    rules, events = procedure(row.procedure), history(row)
    if not 1 <= number <= len(events):
        raise Refused("case.no-letter", "没有这份文书", "请从案件页打开")
    upto = events[:number]
    event = upto[-1]
    step = rules.step(event.verb, folded(rules, upto[:-1]).state)
    said = together([Taken(e.verb, e.on, e.said) for e in upto])
    if row.procedure == "handover":
        return _transfer(row, step, upto, to, office)
    parts = [("依据", f"{step.source}{'；' + str(said['basis']) if said.get('basis') else ''}")]
    if facts := said.get("why") or said.get("text") or said.get("findings"):
        parts.append(("事实和理由", str(facts)))
    ahead = next((s for s in rules.steps if s.effect and s.effect.notice == event.verb), None)
    force = lasting(step.effect, said, event.on) if step.effect else None
    parts += _consequence(rules, step, ahead, upto, force)
    parts.append(("救济途径", _REMEDY))
    paper = str(said.get("document_no" if step.effect else "notice_no") or f"家信〔{event.on.year}〕{row.id[:8].upper()}-{number}号")
    title = f"{rules.label}{'决定书' if step.effect else '告知书'}"
    return Letter(title, paper, to, tuple(parts), office, event.on, _guide(row, step, ahead, said, force))


def _transfer(row: Case, step: Step, upto: tuple[Event, ...], about: str, office: str) -> Letter:
    """移送函 — to the department; of whom it speaks by masked name and file, which it opens under its own permission."""
    first, event = upto[0].said, upto[-1]
    at = department(str(first["handed_to"]), upto[0].on)
    who = about if not row.subject else f"{about}（档案编号 {row.subject}）"
    parts = [
        ("依据", f"{step.source}；{at.source}"),
        ("移送事项", f"{topic_label(str(first['topic']), upto[0].on) if first.get('topic') else '见下文'}，本局案件编号 {row.about}。"),
        ("当事人", f"{who}{'；' + str(first['place']) if first.get('place') else ''}"),
        ("反映的情况", str(first["text"])),
        ("移送理由", str(first["why"])),
        ("请予办理", f"请在收到后 {working_days('handover_receive', event.on, style())} 个工作日内签收；不属于贵部门职责的，请写明理由退回。办理结果请在签收后 {working_days('handover_answer', event.on, style())} 个工作日内反馈本局。"),
    ]
    return Letter("案件移送函", str(first["transfer_no"]), at.label, tuple(parts), office, event.on)


def _consequence(rules: Procedure, step: Step, ahead: Step | None, upto: tuple[Event, ...], force: InForce | None) -> Parts:
    said, event = together([Taken(e.verb, e.on, e.said) for e in upto]), upto[-1]
    if step.effect and force:
        span = f"自 {force.from_on} 起" + (f"，至 {force.until_on} 自动停止" if force.until_on else "，一次性")
        return (("措施", f"{effective_label(step.effect, said, event.on)}{_honour(said)}：{span}"),)
    if ahead and ahead.effect:
        promised = said.get(ahead.effect.promised) if ahead.effect.promised else None
        days = working_days(ahead.effect.window, event.on, style())
        until = f"自收到本告知书之日起 {days} 个工作日内" + (f"，最早也要到 {promised} 为止，" if promised else "")
        return (
            ("拟采取的措施", f"{effective_label(ahead.effect, said, event.on)}{_honour(said)}"),
            ("陈述和申辩", f"您可以{until}陈述、申辩、提交证据；期满之前不会作出决定。"),
        )
    result = ("办理结果", f"{rules.label}：{step.label}，现为“{rules.states[step.to]}”。")
    running = deadlines(rules, upto, calendar(), style())
    return (result, ("办理期限", f"下一步最迟 {running[0].due.on} 办理。")) if running else (result,)


def _honour(said: Mapping[str, Value]) -> str:
    stood = said.get("honour_stood")
    return f"“{json.loads(stood).get('honour_name', '')}”" if isinstance(stood, str) else ""


def _guide(row: Case, step: Step, ahead: Step | None, said: dict[str, Value], force: InForce | None) -> Parts:
    """信用修复告知 — with the decision itself, dates reckoned for this very item."""
    if not (step.effect or ahead):
        return ()
    klass, decided = said.get("penalty_class"), said.get("decided_on")
    if klass and decided:
        on = date.fromisoformat(str(decided))
        periods = publication_rules().of(str(klass))
        when = f"失信类别：{periods.label}。{possible_from(str(klass), on)} 起可以申请信用修复；{periods.stops_on(on)} 自动停止公示，无需申请。"
    elif force and force.until_on:
        when = f"这项措施 {force.until_on} 自动失效，无需申请；在此之前纠正到位的，可以申请提前撤销。"
    else:
        when = "措施自决定之日起计算，到期自动失效；尚未决定的，先行纠正会在决定时考虑。"
    return (
        ("什么时候可以修复", when),
        ("修复条件", "行为已经纠正，义务全部履行，最短公示期已满，并作出信用承诺。"),
        ("怎样申请", _HOW),
        ("修复之后", _DONE),
        ("依据", "《信用修复管理办法》（国家发展改革委令第36号）；国办发〔2025〕22号：修复告知与决定同时送达"),
    )

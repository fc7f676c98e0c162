"""文书 — the letter of a step: basis, facts, measures, remedy and, in the same envelope, how to repair (两书同达).

Source  《深圳经济特区社会信用条例》第66、69条 (what a notice must say); 《信用修复管理办法》 (repair guide with the decision).
Not here  when it was delivered (notices), how it looks on a page (portals).
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance.reading import calendar, found, history
from jiaxin.domain.errors import Refused
from jiaxin.domain.procedures.effect import Taken, answer_through, effective_label, lasting, together
from jiaxin.domain.procedures.procedure import folded, procedure
from jiaxin.kit.docx import document

_REMEDY = (
    "对本文书不服的，可以自收到之日起六十日内依法申请行政复议，或者六个月内提起行政诉讼（行政行为）；"
    "属于行业自律措施的，可以向作出单位申请复核。认为记录有误的，可随时提出异议，异议期间记录标注“异议中”。"
)
_REPAIR = (
    "纠正行为、履行全部义务并满最短公示期后，可以在“家信”免费申请信用修复，由作出认定的单位决定；"
    "到最长期限的，自动停止，无需申请。措施到期自动失效。"
)


@dataclass(frozen=True, slots=True)
class Letter:
    title: str
    number: str
    to: str
    parts: tuple[tuple[str, str], ...]
    office: str
    on: date


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
    parts = [("依据", f"{step.source}{'；' + str(said['basis']) if said.get('basis') else ''}")]
    if facts := said.get("why") or said.get("text") or said.get("findings"):
        parts.append(("事实和理由", str(facts)))
    ahead = next((s for s in rules.steps if s.effect and s.effect.notice == event.verb), None)
    if step.effect:
        force = lasting(step.effect, said, event.on)
        span = f"自 {force.from_on} 起" + (f"，至 {force.until_on} 自动停止" if force.until_on else "，一次性")
        parts.append(("措施", f"{effective_label(step.effect, said, event.on)}：{span}"))
    elif ahead and ahead.effect:
        through = answer_through(ahead.effect, [Taken(e.verb, e.on, e.said) for e in upto], calendar())
        parts.append(("拟采取的措施", effective_label(ahead.effect, said, event.on)))
        parts.append(("陈述和申辩", f"您可以在 {through} 前陈述、申辩、提交证据；在此之前不会作出决定。"))
    else:
        parts.append(("办理结果", f"{rules.label}：{step.label}，现为“{rules.states[step.to]}”。"))
    parts.append(("救济途径", _REMEDY))
    if step.effect or ahead:
        parts.append(("信用修复指引", _REPAIR))
    paper = str(said.get("document_no" if step.effect else "notice_no") or f"家信〔{event.on.year}〕{row.id[:8].upper()}-{number}号")
    title = f"{rules.label}{'决定书' if step.effect else '告知书'}"
    return Letter(title, paper, to, tuple(parts), office, event.on)


def as_docx(one: Letter) -> bytes:
    """The same letter as a Word file."""
    body = [("title", one.title), ("right", one.number), ("text", f"{one.to}：")]
    for heading, text in one.parts:
        body += [("heading", heading), ("text", text)]
    body += [("right", one.office), ("right", f"{one.on.year}年{one.on.month}月{one.on.day}日")]
    return document(body)

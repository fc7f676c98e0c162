"""评价的写法 — reviews as pages and workbooks show them: the family is no part of it, marks are in neutral words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.permissions import FieldClass
from jiaxin.domain.reviews import Review
from jiaxin.kit.clock import CHINA
from jiaxin.portals.shared.parts import State

HEADINGS = ("人员", "总体评分", "技能评分", "态度评分", "守时评分", "时间", "入户核实", "标注", "评价内容", "回复", "回复日期")
EXPORTED = (FieldClass.BASIC, FieldClass.CONDUCT)  # what of a person a workbook of reviews holds
_STATES = {5: State.OK, 4: State.OK, 3: State.NONE, 2: State.WATCH, 1: State.WATCH}


@dataclass(frozen=True, slots=True)
class Shown:
    """One review as it is read. `why` is the bureau's reason where a reply was hidden; `company` who answered."""

    id: str
    worker: str
    name: str
    stars: int
    state: State
    aspects: tuple[tuple[str, int], ...]
    when: str
    verified: bool
    marks: tuple[str, ...]
    words: str
    reply: str = ""
    reply_id: str = ""
    replied_on: date | None = None
    edited: bool = False
    reply_disputed: bool = False
    company: str = ""
    hidden: bool = False
    why: str = ""


def shown(found: Sequence[Review], words: Mapping[str, str], names: Mapping[str, str], firms: Mapping[str, str] | None = None) -> list[Shown]:
    """names: worker → as this reader may see her; firms: company → name, where it is not the reader's own."""
    return [_shown(one, words, names, firms or {}) for one in found]


def cells(one: Shown) -> list[object]:
    """A row of the workbook, in the order of `HEADINGS`."""
    aspects = dict(one.aspects)
    reply = one.reply or ("已隐藏" if one.hidden else "")
    return [one.name, one.stars, *(aspects.get(name, "") for name in HEADINGS[2:5]), one.when or "不显示", "已核实" if one.verified else "未核实", "、".join(one.marks), one.words, reply, one.replied_on]


def _shown(one: Review, words: Mapping[str, str], names: Mapping[str, str], firms: Mapping[str, str]) -> Shown:
    marks = (*(["异议中"] if one.disputed else []), *(["待核对"] if one.checking else []))
    told = Shown(one.id, one.worker, names.get(one.worker, "本人停止展示"), one.stars, _STATES[one.stars], tuple(one.aspects), one.when, one.verified, marks, words.get(one.id, ""))
    kept = {name: getattr(told, name) for name in Shown.__slots__}
    if one.reply is not None:
        entry = one.reply.entry
        kept |= {"reply": words.get(entry.id, ""), "reply_id": entry.id, "replied_on": one.reply.first_at.astimezone(CHINA).date(), "edited": one.reply.edited}
        kept |= {"reply_disputed": one.reply.disputed, "company": firms.get(one.reply.company, "")}
    elif one.hidden is not None:
        kept |= {"hidden": True, "why": words.get(one.hidden.id, "")}
    return Shown(**kept)

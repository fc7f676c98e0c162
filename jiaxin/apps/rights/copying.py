"""查阅复制 — everything that is kept about a worker, in words, as she may take it with her: her record, what she has asked and been told, who looked.

Source  PIPL Art. 45 (to read and to copy); GB/T 35273-2020 8.6
Not here  what is kept about a family (families), the paper (printing).
"""

from collections.abc import Mapping
from typing import Any

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.apps.training import queries as training
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing
from jiaxin.domain.permissions.field_classes import FIELD_WORDS
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.restricting import restrictions
from jiaxin.kit import clock

ALL = 100_000  # lines of one list of a copy: more than a life brings
_OTHERS = {"herself": "本人", "legacy": "原平台", "household": "家庭"}
_SAID = {"text": "事情经过", "wish": "希望的处理", "why": "理由", "statement": "陈述", "answer": "答复"}
_SEATS = {"in": "已报名", "present": "到课", "absent": "没有到课", "out": "已取消"}

Lines = list[dict[str, str]]


def copy_of(actor: Actor, subject: str) -> dict[str, Any]:
    """`身份`, `记录` (the entries of the record), and one list each of what else is kept; a list without lines is left out."""
    require(actor, Permission.FILE_OWN, Thing(owner=subject))
    person = registry.people([subject]).get(subject)
    entries = record.history_of_many([subject])[subject]
    resting = restrictions(entries)
    names = access.organisation_names({entry.fact.provenance.source for entry in entries})
    made: dict[str, Any] = {
        "导出日期": clock.today().isoformat(),
        "身份": {"姓名": person.name, "身份证号": person.id_number, "手机号": person.phone} if person else {},
        "记录": [_told(entry, names) | ({"状态": "已冻结，只保存不使用"} if resting.covers(entry) else {}) for entry in entries],
    }
    more = {"评分": _score(subject), "办理的事项": matters(actor), "交来的证件": _papers(actor), "课程": _courses(actor), "社区积分": _points(subject), "消息": messages(subject), "谁查了我": looks(subject)}
    return made | {name: lines for name, lines in more.items() if lines}


def matters(actor: Actor) -> Lines:
    """Matters about the one who asks and those she brought: where each stands and her own words in it, nobody else's."""
    own = governance.own_ids(actor)
    return [{"日期": one.opened_at.astimezone(clock.CHINA).date().isoformat(), "事项": one.label, "谁提出": "本人" if one.party in own or one.events[0].actor == actor.id else "对方或办理单位", "状态": one.state_label, **own_words(actor, one)} for one in governance.cases_of(actor)]


def own_words(actor: Actor, one: governance.CaseView) -> dict[str, str]:
    """What she herself said in a matter, and nobody else's words."""
    said = {n: str(v) for e in one.events if e.actor == actor.id for n, v in e.said.items() if n in _SAID and v}
    return {_SAID[n]: v for n, v in said.items()}


def messages(subject: str) -> Lines:
    return [{"时间": _minute(one.at), "内容": one.text} for one in notices.messages_of(subject, ALL)]


def looks(*subjects: str) -> Lines:
    """The class of viewer, never the person; the latest first."""
    bases = consent_rules(clock.today()).bases
    found = sorted((one for subject in subjects for one in access.who_looked(subject, ALL)), key=lambda one: one.at, reverse=True)
    return [{"时间": _minute(one.at), "谁": one.viewer, "为什么": one.purpose, "看了什么": "、".join(FIELD_WORDS[FieldClass(f)] for f in one.fields), "凭什么": bases[Role(one.role)].label} for one in found]


def _told(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    one, source = kind(entry.fact.kind), entry.fact.provenance.source
    said = {f.label: words for f in one.fields if (words := spoken(f, entry.get(f.name)))}
    return {
        "种类": one.label, "发生": entry.fact.happened_on.isoformat(), "登记": entry.recorded_at.isoformat(),
        "来源": _OTHERS.get(source) or names.get(source, "本区平台"), "依据": one.source, "内容": said,
    }  # fmt: skip


def _score(subject: str) -> Lines:
    """The score that stands and each line of its reasons."""
    kept = scoring.explained(subject)
    if kept is None:
        return []
    headline, lines, parts = kept
    return [{"项目": "总评", "结果": headline}, *({"项目": label, "结果": f"{points} / {most}"} for label, points, most in parts), *({"项目": f"{one.dimension}：{one.label}", "结果": one.points, "说明": one.said} for one in lines)]


def _papers(actor: Actor) -> Lines:
    return [{"日期": one.sent_at.astimezone(clock.CHINA).date().isoformat(), "证件": one.label, "状态": one.state_label} for one in intake.papers_of_hers(actor)]


def _courses(actor: Actor) -> Lines:
    mine = [*(one for one in training.on_offer(actor) if one.mine), *training.hers(actor)]
    return [{"日期": one.held_on.isoformat(), "课程": one.title, "开课单位": one.provider, "状态": _SEATS[one.mine]} for one in mine]


def _points(subject: str) -> Lines:
    return [{"日期": one.move.on.isoformat(), "来源或去向": one.words, "积分": str(one.change)} for one in governance.book_of(subject).lines]


def _minute(at: Any) -> str:
    return f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
